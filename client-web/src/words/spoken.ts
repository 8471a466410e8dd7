// The language of this page. Another one takes a load of the page.

import { chosenLanguage, languageOf, type Code } from "./languages";

const chosen = chosenLanguage();
export const spoken = languageOf(chosen);

/** As the server does. */
export const speaksEnglish = chosen === "en";

if (typeof document !== "undefined") {
  document.documentElement.lang = spoken.code;
  document.documentElement.dir = spoken.direction;
}

const numbers = new Intl.NumberFormat(spoken.code);
const rules = new Intl.PluralRules(spoken.code);

/** A number as people write it. */
export function count(value: number): string {
  return numbers.format(value);
}

/** Around what may be written the other way than the text: it moves nothing else. */
const [before, behind] = spoken.direction === "rtl" ? "\u2068\u2069" : ["", ""];

type Values = Readonly<Record<string, string | number>>;

/** A message as code has it, of a line that the compiler (`catalogue.ts`) made: a text, or what makes one. */
export function worded(line: string): string | ((values: Values) => string) {
  return !line.includes("{") ? line : (values) => line.replace(/{(\w+)(.*?)}/g, (_, name: string, texts: string) => {
    const value = values[name];
    const on = (key: string): string | undefined => texts.split(`|${key}:`)[1]?.split("|")[0];
    return texts === "" ? `${before}${value}${behind}`
      : (on(`=${value}`) ?? on(rules.select(value as number)) ?? texts.split("|").at(-1) as string).replace("#", count(value as number));
  });
}

/** A part of the catalogue in the language of this page; in English if that cannot be had. */
export async function wordsOf(load: (code: Code) => Promise<Readonly<Record<string, string>>>): Promise<unknown> {
  const lines = await load(chosen).catch(() => load("en"));
  const words: Record<string, unknown> = {};
  for (const key in lines) words[key] = worded(lines[key] as string);
  return words;
}

/** A time as people write it, in the zone of the browser. */
export function timeOf(time: Date): string {
  return time.toLocaleString(spoken.code);
}
