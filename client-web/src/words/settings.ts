// What only who sets reads.

import { load } from "words:settings";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tSettings = (await wordsOf(load)) as Catalogue<typeof en.settings>;
