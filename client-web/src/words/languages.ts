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
  de: language("de", "Deutsch"),
  es: language("es", "Español"),
  fr: language("fr", "Français"),
  pt: language("pt", "Português"),
  pl: language("pl", "Polski"),
  ja: language("ja", "日本語"),
  ko: language("ko", "한국어"),
  zh: language("zh-Hans", "简体中文"),
  ar: language("ar", "العربية", "rtl"),
} as const;

/** What a language is called among files and settings. */
export type Code = keyof typeof LANGUAGES;

/** In the order in which they are offered. */
export const languages: readonly { readonly code: Code; readonly tag: string; readonly ownName: string }[] = (
  Object.keys(LANGUAGES) as Code[]
).map((code) => ({ code, tag: LANGUAGES[code].code, ownName: LANGUAGES[code].ownName }));

/** The language that the player has chosen, else the first of the browser's that there is, else English. */
export function chosenLanguage(): Code {
  for (const tag of [recall(STORED_AS), ...(globalThis.navigator?.languages ?? [])]) {
    const code = tag.toLowerCase().split("-")[0] ?? "";
    if (isCode(code)) return code;
  }
  return "en";
}

/** What the player has chosen, null if that is the browser's. */
export function rememberedLanguage(): Code | null {
  const code = recall(STORED_AS);
  return isCode(code) ? code : null;
}

/** From the next load of the page on; null has the browser choose. */
export function rememberLanguage(code: Code | null): void {
  remember(STORED_AS, code ?? "");
}

export function languageOf(code: Code): Language {
  return LANGUAGES[code];
}

export function isCode(code: string): code is Code {
  return Object.hasOwn(LANGUAGES, code);
}

function language(code: string, ownName: string, direction: Language["direction"] = "ltr"): Language {
  return { code, ownName, direction };
}
