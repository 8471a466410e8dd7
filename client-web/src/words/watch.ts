// What only who watches reads.

import { load } from "words:watch";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tWatch = (await wordsOf(load)) as Catalogue<typeof en.watch>;
