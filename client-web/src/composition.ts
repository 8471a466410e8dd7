// Keys that an input method takes for itself, to compose what cannot be typed
// at once, and keys that only go on being held.

/** By this number browsers say that an input method has the key. */
const TAKEN_KEYCODE = 229;

/** Whether a key belongs to a composition. Its last one may come when it is over. */
export function isComposed({ isComposing, keyCode, key }: Pick<KeyboardEvent, "isComposing" | "keyCode" | "key">): boolean {
  return isComposing || keyCode === TAKEN_KEYCODE || key === "Process" || key === "Dead";
}

/** Has nobody on this page hear such keys, nor act on what they would do by themselves. Call it before anybody listens. */
export function guardKeys(page: Window): void {
  let composing = false;
  let taken = false;
  const listen = <Type extends keyof WindowEventMap>(type: Type, hear: (event: WindowEventMap[Type]) => void): void =>
    page.addEventListener(type, hear, { capture: true });
  const stop = (event: Event): void => {
    if (!composing && !taken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  listen("compositionstart", () => (composing = true));
  for (const end of ["compositionend", "focusout", "blur"] as const) listen(end, () => (composing = false));
  listen("keydown", (event) => {
    taken = composing || isComposed(event);
    if (taken) event.stopImmediatePropagation();
    // One that is only held still would send a form, or press a button, again and again.
    else if (event.key === "Enter" && event.repeat) event.preventDefault();
  });
  for (const over of ["keyup", "pointerdown"] as const) listen(over, () => (taken = false));
  // A form is sent by Enter, and a dialog cancelled by Escape.
  listen("submit", stop);
  listen("cancel", stop);
}
