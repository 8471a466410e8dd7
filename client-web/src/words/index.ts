// What a person reads in flight, at the start and after a death, and on every other page beside its own words.

import { load } from "words:flight";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { rememberLanguage, type Code } from "./languages";
import { wordsOf } from "./spoken";

export { isCode, languages, rememberedLanguage, type Code } from "./languages";
export { count, speaksEnglish, timeOf } from "./spoken";

export const t = (await wordsOf(load)) as Catalogue<typeof en.flight>;

/** Has the page speak this language from now on, or the browser's. It is loaded anew, and whoever flies flies on. */
export function chooseLanguage(code: Code | null): void {
  rememberLanguage(code);
  dispatchEvent(new Event(LANGUAGE_CHOSEN));
}

/** The page is to be loaded anew. */
export const LANGUAGE_CHOSEN = "language";
