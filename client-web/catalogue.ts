// For Vite: makes modules of the catalogue in src/words. A message becomes a text, or a function that makes one of its
// parameters, so that a browser needs no reader of messages; each part of each language is a file of its own.

import { createHash } from "node:crypto";
import { TYPE, parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { minify } from "terser";
import type { Plugin } from "vite";
import { en } from "./src/words/en/index.ts";
import { languageOf, languages, type Code } from "./src/words/languages.ts";
import { translations, type Translation } from "./src/words/translations.ts";

type Messages = Readonly<Record<string, string>>;
type Part = keyof typeof en;

/** By which name code has each part. */
const NAMES: Readonly<Record<string, Part>> = {
  ...{ t: "flight", tPanels: "panels", tFilm: "film", tPilot: "pilot", tFaults: "faults", tProfile: "profile" },
  ...{ tSettings: "settings", tWatch: "watch", tBench: "bench", tAdmin: "admin" },
};
const USE = new RegExp(`\\b(${Object.keys(NAMES).join("|")})\\.(\\w+)\\b`, "g");
/** `words:PART` knows how to load a part in each language, `words:PART/CODE` is that part. */
const MODULE = /^words:(\w+)(?:\/(\w+))?$/;
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
      if (code !== undefined) return partOf(part as Part, code as Code, isBuilt);
      return isBuilt ? loaderOfFiles(part) : loaderOfModules(part);
    },
    /** Built pages know messages by number: their names are for people. */
    transform: (code, id) => {
      if (!isBuilt || !/\.ts$/.test(id) || !/from ".*\/words(?:\/\w+)?"/.test(code)) return null;
      return code.replace(USE, (use, name: string, key: string) => {
        const place = Object.keys(en[NAMES[name] as Part]).indexOf(key);
        return place === -1 ? use : `${name}[${place}]`;
      });
    },
    async generateBundle() {
      for (const { code } of languages) {
        for (const [file, parts] of Object.entries(FILES)) {
          const made = parts.map((part) => partOf(part, code, true).replace("export default ", `export const ${part} = `));
          // Names are short as they are, and the same in all messages: what is alike compresses better.
          const { code: source = "" } = await minify(made.join(""), { module: true, mangle: false });
          this.emitFile({ type: "asset", fileName: `assets/${nameOf(file, code)}`, source });
        }
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

/** All of the catalogue has one mark, so that a page knows the names of its files by rule: a list of them would be as long as a language. */
const EDITION = createHash("sha256").update(JSON.stringify([en, translations])).digest("base64url").slice(0, 6);

function nameOf(file: string, code: string): string {
  return `words-${code}-${file}-${EDITION}.js`;
}

function loaderOfFiles(part: string): string {
  return `export const load = (code) => import(/* @vite-ignore */ \`./${nameOf(fileOf(part), "${code}")}\`).then(({ ${part} }) => ${part});\n`;
}

function loaderOfModules(part: string): string {
  const lines = languages.map(({ code }) => `  ${code}: () => import("words:${part}/${code}"),`);
  return `const modules = {\n${lines.join("\n")}\n};\nexport const load = (code) => modules[code]().then((module) => module.default);\n`;
}

/** A part in a language, made by how it writes numbers and chooses among plurals; what is not translated is in English. */
function partOf(part: Part, code: Code, isBuilt: boolean): string {
  const messages: Messages = { ...en[part], ...translationOf(code)?.[part] };
  const { direction } = languageOf(code);
  const entries = Object.keys(en[part]).map((key) => {
    const compiled = compile(messages[key] ?? "", direction === "rtl");
    return isBuilt ? compiled : `${key}: ${compiled}`;
  });
  const body = isBuilt ? `[${entries.join(",\n")}]` : `{${entries.join(",\n")}}`;
  return `export default (n, p) => (${body});\n`;
}

function translationOf(code: string): Translation | undefined {
  return (translations as Readonly<Record<string, Translation>>)[code];
}

/** Around a name that may be written the other way than the text: it moves nothing else. */
const ISOLATED = ["\u2068", "\u2069"] as const;

/** A message as an expression of JavaScript. */
export function compile(message: string, isolates = false): string {
  const elements = parse(message, { ignoreTag: true });
  const isPlain = elements.every(({ type }) => type === TYPE.literal);
  return isPlain ? JSON.stringify(elements.map(textOf).join("")) : `(o) => ${template(elements, "", isolates)}`;
}

function textOf(element: MessageFormatElement): string {
  return element.type === TYPE.literal ? element.value : "";
}

/** `counted` is what a # stands for. */
function template(elements: readonly MessageFormatElement[], counted: string, isolates: boolean): string {
  return `\`${elements.map((element) => part(element, counted, isolates)).join("")}\``;
}

function part(element: MessageFormatElement, counted: string, isolates: boolean): string {
  switch (element.type) {
    case TYPE.literal:
      return element.value.replace(/[\\`]|\$\{/g, "\\$&");
    case TYPE.argument:
      return isolates ? ISOLATED.join(`\${o.${element.value}}`) : `\${o.${element.value}}`;
    case TYPE.number:
      return `\${n(o.${element.value})}`;
    case TYPE.pound:
      return `\${n(${counted})}`;
    case TYPE.plural: {
      const value = `o.${element.value}`;
      const made = Object.entries(element.options).map(([on, option]) => [on, template(option.value, value, isolates)] as const);
      const other = made.find(([on]) => on === "other")?.[1];
      const texts = made.filter(([on, text]) => on === "other" || on.startsWith("=") || text !== other).map(([on, text]) => `"${on}": ${text}`);
      return `\${p(${value}, {${texts.join(", ")}})}`;
    }
    case TYPE.date:
    case TYPE.time:
    case TYPE.select:
    case TYPE.tag:
      throw new Error("messages have names, numbers and plurals, and nothing else");
  }
}
