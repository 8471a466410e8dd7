// What is read on the bench of autopilots.

import { load } from "words:bench";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tBench = (await wordsOf(load)) as Catalogue<typeof en.bench>;
