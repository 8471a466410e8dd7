// What stands on the panels over a flight.

import { load } from "words:panels";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tPanels = (await wordsOf(load)) as Catalogue<typeof en.panels>;
