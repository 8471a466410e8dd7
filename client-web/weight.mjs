// Checks what the built pages weigh as gzip: all of them together, and what a browser has fetched by the end of a first flight.

import { readFile, readdir } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const ALL_BYTES_MAX = 110_000;
const FIRST_FLIGHT_BYTES_MAX = 60_000;

/** What a first flight does without: films, and folders that are loaded when somebody asks for them, which begin with their `start.ts` and have words of their own. */
const ASKED_FOR = /^(?:start|film)-|^words-\w+-(?!flight)/;

const dist = new URL("dist/", import.meta.url);
const files = new Map();
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) files.set(entry.name, await readFile(`${entry.parentPath}/${entry.name}`));
}

/** The catalogue, of which a browser loads one language. */
const LANGUAGE = /^words-(\w+)-/;

check("All pages", [...files.keys()], ALL_BYTES_MAX);
check("A first flight", reached("index.html"), FIRST_FLIGHT_BYTES_MAX);

/** The files that a page leads to: each is mentioned by name in one that is loaded. */
function reached(page) {
  const loaded = new Set([page]);
  for (const file of loaded) {
    const text = files.get(file).toString();
    for (const name of files.keys()) {
      if (!ASKED_FOR.test(name) && text.includes(name)) loaded.add(name);
    }
  }
  return [...loaded];
}

/** In the language that weighs most. */
function check(title, names, most) {
  const sum = (of) => of.reduce((bytes, name) => bytes + gzipSync(files.get(name), { level: 9 }).length, 0);
  const languages = new Set(names.flatMap((name) => LANGUAGE.exec(name)?.[1] ?? []));
  const words = [...languages].map((code) => sum(names.filter((name) => LANGUAGE.exec(name)?.[1] === code)));
  const bytes = sum(names.filter((name) => !LANGUAGE.test(name))) + Math.max(0, ...words);
  console.log(`${title}: ${bytes} bytes as gzip; at most ${most} are agreed to.`);
  if (bytes > most) process.exitCode = 1;
}
