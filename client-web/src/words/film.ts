// What is said of films.

import { load } from "words:film";
import type { en } from "./en";
import type { Catalogue } from "./message";
import { wordsOf } from "./spoken";

export const tFilm = (await wordsOf(load)) as Catalogue<typeof en.film>;
