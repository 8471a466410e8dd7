// Checks what the built pages weigh as gzip, as the server sends them: those of the game together, what a browser has fetched by the end of a
// first flight, and what autopilots take by themselves: their bench, and what a game loads once a person hands one the stick.

import { readFile, readdir } from "node:fs/promises";

const ALL_BYTES_MAX = 110_000;
const FIRST_FLIGHT_BYTES_MAX = 60_000;
const BENCH_BYTES_MAX = 90_000;

/**
 * What a first flight does without: films, folders that are loaded when somebody asks for them, which begin with their
 * `start.ts`, and pictures, which are for those who link to the game or install it.
 */
const ASKED_FOR = /^(?:start|film|pilot|engine)-|\.png$/;

/** Loaded in the game by who hands the stick to an autopilot, and by nobody else. */
const BY_AUTOPILOT = /^(?:pilot|engine|words-\w+-pilot)-/;

const NOTHING = /^$/;

const dist = new URL("dist/", import.meta.url);
const built = new Map();
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  if (entry.isFile()) built.set(entry.name, await readFile(`${entry.parentPath}/${entry.name}`));
}
const files = new Map([...built].filter(([name]) => !name.endsWith(".gz")));

/** The catalogue, of which a browser loads one language. */
const LANGUAGE = /^words-(\w+)-/;

const ofGame = new Set(["index.html", "admin.html"].flatMap((page) => reached(page, BY_AUTOPILOT)));
const byAutopilot = [...files.keys()].filter((name) => BY_AUTOPILOT.test(name));
const ofBench = [...new Set(["autopilot.html", ...byAutopilot].flatMap((name) => reached(name, NOTHING)))].filter((name) => !ofGame.has(name));
check("All pages", [...files.keys()].filter((name) => !ofBench.includes(name)), ALL_BYTES_MAX);
check("A first flight", reached("index.html", ASKED_FOR), FIRST_FLIGHT_BYTES_MAX);
check("The bench, and the stick in its hands", ofBench, BENCH_BYTES_MAX);

// The game's own file begins the game wherever it is loaded.
for (const page of ["admin.html", "autopilot.html"]) {
  const game = reached(page, NOTHING).find((name) => /^game-.*js$/.test(name));
  if (game === undefined) continue;
  console.error(`${page} loads ${game}: what it shares with the game must be in the file "page" (vite.config.ts).`);
  process.exitCode = 1;
}

/** The files that a page leads to: each is mentioned in one that is loaded, by its name, or by what languages have in common of it. */
function reached(page, leftOut) {
  const loaded = new Set([page]);
  for (const file of loaded) {
    const text = files.get(file).toString();
    for (const name of files.keys()) {
      if (!leftOut.test(name) && text.includes(name.replace(LANGUAGE, "-"))) loaded.add(name);
    }
  }
  return [...loaded];
}

/** In the language that weighs most. */
function check(title, names, most) {
  const sum = (of) => of.reduce((bytes, name) => bytes + (built.get(`${name}.gz`) ?? built.get(name)).length, 0);
  const languages = new Set(names.flatMap((name) => LANGUAGE.exec(name)?.[1] ?? []));
  const words = [...languages].map((code) => sum(names.filter((name) => LANGUAGE.exec(name)?.[1] === code)));
  const bytes = sum(names.filter((name) => !LANGUAGE.test(name))) + Math.max(0, ...words);
  console.log(`${title}: ${bytes} bytes as gzip; at most ${most} are agreed to.`);
  if (bytes > most) process.exitCode = 1;
}
