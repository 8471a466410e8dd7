// For Vite: makes modules of the catalogue in src/words. A message becomes a line, written so that little is enough to read
// it (src/words/spoken.ts): a file of lines is a tenth shorter, as gzip, than one of functions. What is loaded together is a file.

import { createHash } from "node:crypto";
import { TYPE, parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";
import { en } from "./src/words/en/index.ts";
import { languages, type Code } from "./src/words/languages.ts";
import { translations, type Translation } from "./src/words/translations.ts";

type Messages = Readonly<Record<string, string>>;
type Part = keyof typeof en;

/** By which name code has each part. */
const NAMES: Readonly<Record<string, Part>> = {
  ...{ t: "flight", tPanels: "panels", tFilm: "film", tPilot: "pilot", tFaults: "faults", tProfile: "profile" },
  ...{ tSettings: "settings", tWatch: "watch", tBench: "bench", tAdmin: "admin" },
};
const USE = new RegExp(`\\b(${Object.keys(NAMES).join("|")})\\.(\\w+)\\b`, "g");
/** `words:PART` knows how to load a part in each language, `words:PART/CODE` is that part, and `words:=FILE` loads a file of parts. */
const MODULE = /^words:(=?\w+)(?:\/(\w+))?$/;
const RESOLVED = "\0";

export function catalogue(): Plugin {
  let isBuilt = false;
  return {
    name: "catalogue",
    enforce: "pre",
    configResolved: ({ command }) => {
      isBuilt = command === "build";
    },
    resolveId: (id) => (MODULE.test(id) ? RESOLVED + id : null),
    load: (id) => {
      const [, part, code] = id.startsWith(RESOLVED) ? (MODULE.exec(id.slice(RESOLVED.length)) ?? []) : [];
      if (part === undefined) return null;
      if (code !== undefined) return `export default ${JSON.stringify(partOf(part as Part, code as Code))};\n`;
      if (!isBuilt) return loaderOfModules(part);
      return part.startsWith("=") ? loaderOfFile(part.slice(1)) : `export { load } from "words:=${fileOf(part)}";\n`;
    },
    /** Built pages know messages by number: their names are for people. */
    transform: (code, id) => {
      if (!isBuilt || !/\.ts$/.test(id) || !/from ".*\/words(?:\/\w+)?"/.test(code)) return null;
      return code.replace(USE, (use, name: string, key: string) => {
        const part = NAMES[name] as Part;
        const place = keysOf(fileOf(part)).indexOf(`${part}.${key}`);
        return place === -1 ? use : `${name}[${place}]`;
      });
    },
    generateBundle() {
      for (const { code } of languages) {
        for (const file of Object.keys(FILES)) this.emitFile({ type: "asset", fileName: `assets/${nameOf(file, code)}`, source: sourceOf(file, code) });
      }
    },
  };
}

/** What a first flight needs, what is for those alone who fly by an autopilot or make one, and all else: what stands together compresses better. */
const APART: Readonly<Record<string, readonly Part[]>> = { flight: ["flight"], pilot: ["pilot", "faults"], bench: ["bench"] };
const FILES: Readonly<Record<string, readonly Part[]>> = {
  ...APART,
  more: (Object.keys(en) as Part[]).filter((part) => fileOf(part) === "more" && Object.keys(en[part]).length > 0),
};

function fileOf(part: string): string {
  return Object.entries(APART).find(([, parts]) => (parts as readonly string[]).includes(part))?.[0] ?? "more";
}

/** What a file has, in its order. */
function keysOf(file: string): string[] {
  return (FILES[file] ?? []).flatMap((part) => Object.keys(en[part]).map((key) => `${part}.${key}`));
}

function sourceOf(file: string, code: Code): string {
  const lines = (FILES[file] ?? []).flatMap((part) => Object.values(partOf(part, code)));
  return `export default\`${lines.join("\n").replace(/[\\`]|\$\{/g, "\\$&")}\``;
}

/** All of the catalogue has one mark, so that a page knows the names of its files by rule: a list of them would be as long as a language. */
const EDITION = createHash("sha256").update(Object.keys(FILES).flatMap((file) => languages.map(({ code }) => sourceOf(file, code))).join("")).digest("base64url").slice(0, 6);

function nameOf(file: string, code: string): string {
  return `words-${code}-${file}-${EDITION}.js`;
}

function loaderOfFile(file: string): string {
  return `export const load = (code) => import(/* @vite-ignore */ \`./${nameOf(file, "${code}")}\`).then((file) => file.default.split("\\n"));\n`;
}

function loaderOfModules(part: string): string {
  const lines = languages.map(({ code }) => `  ${code}: () => import("words:${part}/${code}"),`);
  return `const modules = {\n${lines.join("\n")}\n};\nexport const load = (code) => modules[code]().then((module) => module.default);\n`;
}

/** A part in a language; what is not translated is in English. */
function partOf(part: Part, code: Code): Messages {
  const messages: Messages = { ...en[part], ...translationOf(code)?.[part] };
  return Object.fromEntries(Object.keys(en[part]).map((key) => [key, compile(messages[key] ?? "")]));
}

function translationOf(code: string): Translation | undefined {
  return (translations as Readonly<Record<string, Translation>>)[code];
}

/**
 * A message as a line: `{name}` stands for a text, `{count|#}` for a number, and `{count|=0:none|one:# rock|# rocks}` for
 * the text of so many, the last one for all others.
 */
export function compile(message: string): string {
  return parse(message, { ignoreTag: true }).map((element) => written(element)).join("");
}

function written(element: MessageFormatElement, isCounted = false): string {
  switch (element.type) {
    case TYPE.literal:
      if (/[{|}\n]/.test(element.value)) throw new Error(`a text has a mark in it: ${element.value}`);
      return element.value;
    case TYPE.argument:
      if (isCounted) break;
      return `{${element.value}}`;
    case TYPE.number:
      if (isCounted) break;
      return `{${element.value}|#}`;
    case TYPE.pound:
      return "#";
    case TYPE.plural: {
      if (isCounted) break;
      const texts = Object.entries(element.options).map(([on, { value }]) => [on, value.map((part) => written(part, true)).join("")] as const);
      const other = texts.find(([on]) => on === "other")?.[1] ?? "";
      const apart = texts.filter(([on, text]) => on.startsWith("=") || text !== other);
      return `{${[element.value, ...apart.map(([on, text]) => `${on}:${text}`), other].join("|")}}`;
    }
  }
  throw new Error("messages have names, numbers and plurals, and plurals nothing but texts");
}
