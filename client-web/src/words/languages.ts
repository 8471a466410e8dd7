// Which languages there are, and which one is spoken here.

import { recall, remember } from "../preferences.ts";

const STORED_AS = "language";

export interface Language {
  /** As in `lang` of a page. */
  readonly code: string;
  readonly ownName: string;
  readonly direction: "ltr" | "rtl";
}

/** Those that are translated. */
const LANGUAGES = {
  en: language("en", "English"),
} as const;

/** What a language is called among files and settings. */
export type Code = keyof typeof LANGUAGES;

/** In the order in which they are offered. */
export const languages: readonly { readonly code: Code; readonly ownName: string }[] = (Object.keys(LANGUAGES) as Code[]).map(
  (code) => ({ code, ownName: LANGUAGES[code].ownName }),
);

/** The language that the player has chosen, else the first of the browser's that there is, else English. */
export function chosenLanguage(): Code {
  const wanted = [recall(STORED_AS), ...(globalThis.navigator?.languages ?? [])];
  for (const tag of wanted) {
    const code = tag.toLowerCase().split("-")[0];
    if (code !== undefined && isCode(code)) return code;
  }
  return "en";
}

/** From the next load of the page on. */
export function rememberLanguage(code: Code): void {
  remember(STORED_AS, code);
}

export function languageOf(code: Code): Language {
  return LANGUAGES[code];
}

function isCode(code: string): code is Code {
  return Object.hasOwn(LANGUAGES, code);
}

function language(code: string, ownName: string, direction: Language["direction"] = "ltr"): Language {
  return { code, ownName, direction };
}
