// For Vite: makes modules of the catalogue in src/words. A message becomes a text, or a function that makes one of its
// parameters, so that a browser needs no reader of messages; each part of each language is a chunk of its own.

import { TYPE, parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import type { Plugin } from "vite";
import { en } from "./src/words/en/index.ts";
import { languageOf, languages, type Code } from "./src/words/languages.ts";
import { translations, type Translation } from "./src/words/translations.ts";

type Messages = Readonly<Record<string, string>>;
type Part = keyof typeof en;

/** By which name code has each part. */
const NAMES: Readonly<Record<string, Part>> = {
  ...{ t: "flight", tPanels: "panels", tFilm: "film", tProfile: "profile" },
  ...{ tSettings: "settings", tWatch: "watch", tAdmin: "admin" },
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
      return code === undefined ? loadersOf(part) : partOf(part as Part, code as Code, isBuilt);
    },
    /** Built pages know messages by number: their names are for people. */
    transform: (code, id) => {
      if (!isBuilt || !/\.ts$/.test(id) || !/from ".*\/words(?:\/\w+)?"/.test(code)) return null;
      return code.replace(USE, (use, name: string, key: string) => {
        const place = Object.keys(en[NAMES[name] as Part]).indexOf(key);
        return place === -1 ? use : `${name}[${place}]`;
      });
    },
  };
}

/** How the chunk of a part in a language is called; null for what is none. */
export function chunkName(module: string | null): string | null {
  const [, part, code] = MODULE.exec((module ?? "").slice(RESOLVED.length)) ?? [];
  return code === undefined ? null : `words-${code}-${part}`;
}

function loadersOf(part: string): string {
  const lines = languages.map(({ code }) => `  ${code}: () => import("words:${part}/${code}"),`);
  return `export const load = {\n${lines.join("\n")}\n};\n`;
}

/** A part in a language; what is not translated is in English. */
function partOf(part: Part, code: Code, isBuilt: boolean): string {
  const messages: Messages = { ...en[part], ...translationOf(code)?.[part] };
  const tag = languageOf(code).code;
  const entries = Object.keys(en[part]).map((key) => {
    const compiled = compile(messages[key] ?? "");
    return isBuilt ? compiled : `${key}: ${compiled}`;
  });
  const body = isBuilt ? `[${entries.join(",\n")}]` : `{${entries.join(",\n")}}`;
  return `${HELPERS.replaceAll("TAG", tag)}export default ${body};\n`;
}

function translationOf(code: string): Translation | undefined {
  return (translations as Readonly<Record<string, Translation>>)[code];
}

/** Nothing is imported: a part is waited for by who imports it. */
const HELPERS = `
const numbers = new Intl.NumberFormat("TAG");
const rules = new Intl.PluralRules("TAG");
const number = (value) => numbers.format(value);
const plural = (value, texts) => texts["=" + value] ?? texts[rules.select(value)] ?? texts.other;
`;

/** A message as an expression of JavaScript. */
export function compile(message: string): string {
  const elements = parse(message, { ignoreTag: true });
  const isPlain = elements.every(({ type }) => type === TYPE.literal);
  return isPlain ? JSON.stringify(elements.map(textOf).join("")) : `(of) => ${template(elements, "")}`;
}

function textOf(element: MessageFormatElement): string {
  return element.type === TYPE.literal ? element.value : "";
}

/** `counted` is what a # stands for. */
function template(elements: readonly MessageFormatElement[], counted: string): string {
  return `\`${elements.map((element) => part(element, counted)).join("")}\``;
}

function part(element: MessageFormatElement, counted: string): string {
  switch (element.type) {
    case TYPE.literal:
      return element.value.replace(/[\\`]|\$\{/g, "\\$&");
    case TYPE.argument:
      return `\${of.${element.value}}`;
    case TYPE.number:
      return `\${number(of.${element.value})}`;
    case TYPE.pound:
      return `\${number(${counted})}`;
    case TYPE.plural: {
      const value = `of.${element.value}`;
      const texts = Object.entries(element.options).map(([on, option]) => `${JSON.stringify(on)}: ${template(option.value, value)}`);
      return `\${plural(${value}, {${texts.join(", ")}})}`;
    }
    case TYPE.date:
    case TYPE.time:
    case TYPE.select:
    case TYPE.tag:
      throw new Error("messages have names, numbers and plurals, and nothing else");
  }
}
