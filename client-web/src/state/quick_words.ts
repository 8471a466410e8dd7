// Words for which there is no time to type. On the wire they are lines of the chat like any other, in English; who reads one sees it in the own language.

import { t } from "../words";

/** In the order of their keys. PROTOCOL.md has the same. */
export const QUICK_WORDS = {
  sayHello: { said: "Hello!", shown: t.quickHello },
  sayThanks: { said: "Thanks!", shown: t.quickThanks },
  saySorry: { said: "Sorry!", shown: t.quickSorry },
  sayHelp: { said: "Help me!", shown: t.quickHelp },
  sayFollow: { said: "Follow me!", shown: t.quickFollow },
  sayCareful: { said: "Watch out!", shown: t.quickCareful },
  sayShot: { said: "Nice shot!", shown: t.quickShot },
  sayGame: { said: "Good game!", shown: t.quickGame },
} as const;

const SHOWN: ReadonlyMap<string, string> = new Map(Object.values(QUICK_WORDS).map(({ said, shown }) => [said, shown]));

/** A line of the chat as it is shown. */
export function inOwnLanguage(said: string): string {
  return SHOWN.get(said) ?? said;
}
