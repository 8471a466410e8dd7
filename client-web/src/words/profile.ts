// The windows of accounts.

import { load } from "words:profile";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tProfile = (await wordsOf(load)) as Catalogue<typeof en.profile>;
