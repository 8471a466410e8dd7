import type { Action } from "./actions";
import type { Keymap } from "./bindings";

/** What buttons of any device need to know of the game, and to have done. */
export interface Seat {
  readonly keymap: Keymap;
  /** Whether there is a ship to fly, and nothing over it that hears buttons itself. */
  readonly isFlown: boolean;
  /** Says whether there was anything to do. */
  act(action: Action): boolean;
  /** Closes what is open over the picture. Says whether anything was. */
  putAway(): boolean;
}
