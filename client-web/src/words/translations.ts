// All languages but English. What a translation lacks is in English; a test finds it.

import type { Code } from "./languages.ts";
import type { en } from "./en/index.ts";

export type Translation = { readonly [Part in keyof typeof en]?: { readonly [Key in keyof (typeof en)[Part]]?: string } };

export const translations: Readonly<Record<Exclude<Code, "en">, Translation>> = {};
