// What a person is told who hands the stick to an autopilot.

import { load } from "words:pilot";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tPilot = (await wordsOf(load)) as Catalogue<typeof en.pilot>;
