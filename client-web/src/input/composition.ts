// Keys that an input method takes for itself, to compose what cannot be typed
// at once, and keys that only go on being held.

/** By this number browsers say that an input method has the key. */
const TAKEN_KEYCODE = 229;

/** Whether an input method has taken the key. The last one of a composition may come when that is over. */
function isTaken({ keyCode, key }: KeyboardEvent): boolean {
  return keyCode === TAKEN_KEYCODE || key === "Process" || key === "Dead";
}

/**
 * Has nobody on this page hear such keys, nor act on what they would do by themselves. Call it before anybody listens.
 * Keyboards on a screen, for `fingers`, have every word composed as long as it is typed: there only a key that is
 * taken belongs to the composition, and an Enter sends.
 */
export function guardKeys(page: Window, fingers: Pick<MediaQueryList, "matches">): void {
  let composing = false;
  let taken = false;
  const listen = <Type extends keyof WindowEventMap>(type: Type, hear: (event: WindowEventMap[Type]) => void): void =>
    page.addEventListener(type, hear, { capture: true });
  const isHeld = (composed: boolean): boolean => composed && !fingers.matches;
  const stop = (event: Event): void => {
    if (!isHeld(composing) && !taken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  listen("compositionstart", () => (composing = true));
  for (const end of ["compositionend", "focusout", "blur"] as const) listen(end, () => (composing = false));
  listen("keydown", (event) => {
    taken = isHeld(composing || event.isComposing) || isTaken(event);
    if (taken) event.stopImmediatePropagation();
    // One that is only held still would send a form, or press a button, again and again.
    else if (event.key === "Enter" && event.repeat) event.preventDefault();
  });
  for (const over of ["keyup", "pointerdown"] as const) listen(over, () => (taken = false));
  // A form is sent by Enter, and a dialog cancelled by Escape.
  listen("submit", stop);
  listen("cancel", stop);
}
