import { tBench } from "../../words/bench";
import { own } from "../document/diagram";
import { LETTERS_MOST, isName } from "../document/names";

/** What is wrong with a name, in one line, or nothing. */
export function complaintOfName(name: string, taken: Readonly<Record<string, unknown>>): string {
  if (!isName(name)) return tBench.badName({ most: LETTERS_MOST });
  return own(taken, name) === undefined ? "" : tBench.nameTaken({ name });
}
