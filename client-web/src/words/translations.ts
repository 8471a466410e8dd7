// All languages but English. What a translation lacks is in English; a test finds it.

import { ar } from "./ar/index.ts";
import { de } from "./de/index.ts";
import { es } from "./es/index.ts";
import { fr } from "./fr/index.ts";
import { ja } from "./ja/index.ts";
import { ko } from "./ko/index.ts";
import { pl } from "./pl/index.ts";
import { pt } from "./pt/index.ts";
import { zh } from "./zh/index.ts";
import type { Code } from "./languages.ts";
import type { en } from "./en/index.ts";

export type Translation = { readonly [Part in keyof typeof en]?: { readonly [Key in keyof (typeof en)[Part]]?: string } };

export const translations: Readonly<Record<Exclude<Code, "en">, Translation>> = { de, es, fr, pt, pl, ja, ko, zh, ar };
