// What only who moderates reads.

import { load } from "words:admin";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tAdmin = (await wordsOf(load)) as Catalogue<typeof en.admin>;
