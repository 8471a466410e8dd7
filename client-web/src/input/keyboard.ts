// Has the keyboard hold a ship's controls, and let go of them whenever a
// release may go by unheard.

import type { Keymap } from "./bindings";
import { takeDevice } from "./device";
import type { Held } from "./held";
import { identityOf, isForTheSystem, sourcesOf, type Stroke } from "./strokes";

/** After any of these somebody or something else may have the keyboard or the fingers, whoever hears of it first. */
const AWAY = [
  ...["blur", "focus", "visibilitychange", "pagehide", "pageshow", "freeze", "resume"],
  ...["fullscreenchange", "pointerlockchange", "beforeprint", "afterprint", "beforeunload", "compositionstart"],
] as const;
/** The same, unless the page has kept the browser from it. */
const AWAY_UNLESS_PREVENTED = ["contextmenu", "dragstart", "drop"] as const;

/** Has the keys of this page hold their controls, by the keymap of the moment, while they are the ship's. */
export function listenToKeys(page: Window, held: Held, keymap: () => Keymap, inFlight: () => boolean = () => true): void {
  const controlOf = (stroke: Stroke): number => keymap().meaningOfAny(sourcesOf(stroke)).control;
  const letGo = (): void => held.releaseAll();
  page.addEventListener("keydown", (event) => {
    takeDevice("keyboard");
    // While Command is down, a Mac tells of no other key's release.
    if (isForTheSystem(event)) return letGo();
    const control = controlOf(event);
    if (control === 0 || !inFlight() || isElsewhere(event.target)) return;
    // Arrows and space would scroll the page, space would press a button.
    event.preventDefault();
    held.hold(identityOf(event), control, event.repeat);
  });
  page.addEventListener("keyup", (event) => {
    if (isForTheSystem(event)) return letGo();
    held.release(identityOf(event));
    // Where a button is pressed by the release.
    if (inFlight() && controlOf(event) !== 0 && !isElsewhere(event.target)) event.preventDefault();
  });
  page.addEventListener("focusin", ({ target }) => {
    if (isField(target)) letGo();
  });
  for (const away of AWAY) {
    const hear = ({ target }: Event): void => {
      const isOfAnElement = (away === "blur" || away === "focus") && target !== page;
      if (!isOfAnElement) letGo();
    };
    page.addEventListener(away, hear, { capture: true });
  }
  for (const away of AWAY_UNLESS_PREVENTED) {
    page.addEventListener(away, ({ defaultPrevented }) => {
      if (!defaultPrevented) letGo();
    });
  }
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement;
}

/** Whether a key is for something over the picture: a field, or whatever a dialog has. */
export function isElsewhere(target: EventTarget | null): boolean {
  return isField(target) || (target instanceof Element && target.closest("dialog") !== null);
}
