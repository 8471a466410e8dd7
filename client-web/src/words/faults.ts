// Why an autopilot does not fly, wherever that is said.

import { load } from "words:faults";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tFaults = (await wordsOf(load)) as Catalogue<typeof en.faults>;
