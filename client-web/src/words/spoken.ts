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

/** The text for so many of something. */
function plural(value: number, texts: Readonly<Record<string, string>>): string | undefined {
  return texts[`=${value}`] ?? texts[rules.select(value)] ?? texts["other"];
}

type Part = (number: typeof count, choose: typeof plural) => unknown;

/** A part of the catalogue in the language of this page; in English if that cannot be had. */
export async function wordsOf(load: (code: Code) => Promise<Part>): Promise<unknown> {
  const part = await load(chosen).catch(() => load("en"));
  return part(count, plural);
}

/** A time as people write it, in the zone of the browser. */
export function timeOf(time: Date): string {
  return time.toLocaleString(spoken.code);
}
