// The language of this page. Another one takes a load of the page.

import { chosenLanguage, languageOf, type Code } from "./languages";

const chosen = chosenLanguage();
export const spoken = languageOf(chosen);

if (typeof document !== "undefined") {
  document.documentElement.lang = spoken.code;
  document.documentElement.dir = spoken.direction;
}

/** A part of the catalogue in the language of this page; in English if that cannot be had. */
export async function wordsOf(load: Readonly<Record<Code, () => Promise<{ readonly default: unknown }>>>): Promise<unknown> {
  try {
    return (await load[chosen]()).default;
  } catch {
    return (await load.en()).default;
  }
}

const numbers = new Intl.NumberFormat(spoken.code);

/** A number as people write it. */
export function count(value: number): string {
  return numbers.format(value);
}
