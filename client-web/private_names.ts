// Names of private members, which the build makes short: nothing outside of a
// class knows them, so that no two files have to agree on one.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const PRIVATE = /\bprivate (?:static |readonly |async |get |set )*(\w+)/g;
/** What a class takes of itself. */
const OF_ITSELF = /\bconst \{[^{}]*\} = this;/g;
const COMMENT = /\/\*[^]*?\*\/|\/\/.*$/gm;

/** What is no private name: a member of something else than `this`, one that is declared otherwise, a key, or what a text begins with. */
const OTHERS = new RegExp(
  [
    /(?<!\bthis)\??\.(\w+)/,
    /^ {2}(?:(?:readonly|async|get|set|static|public|protected) )*(\w+)/,
    /[{,(]\s*(?:readonly )?(\w+)(?=\s*[:,?}=])/,
    /^\s+(?:async )?(\w+)(?=\s*[:,]|\(.*\{$)/,
    /["'`](\w+)/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gm",
);

/** The private names in these sources, but for those that something else may be called too. */
export function privateNames(sources: readonly string[]): RegExp {
  const plain = sources.map((source) => source.replace(COMMENT, "").replace(OF_ITSELF, ""));
  const names = new Set(plain.flatMap((source) => [...source.matchAll(PRIVATE)].map((match) => match[1] ?? "")));
  const rest = plain.map((source) => source.replace(PRIVATE, "")).join("\n");
  for (const [, ...found] of rest.matchAll(OTHERS)) for (const name of found) names.delete(name);
  return new RegExp(`^(?:${[...names].join("|")})$`);
}

/** The sources in a folder, whose names end like this. */
export function sourcesIn(folder: string, ending = ".ts"): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
