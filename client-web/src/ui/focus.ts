// In flight the keys belong to the ship, whatever was clicked.

/** Has nothing but fields and dialogs keep the focus while this holds. */
export function freeFocus(root: HTMLElement, inFlight: () => boolean): void {
  root.addEventListener("focusin", ({ target }) => {
    if (inFlight()) giveBack(target);
  });
}

/** Takes the focus from whatever has it, but for fields and dialogs. */
export function giveFocusBack(): void {
  giveBack(document.activeElement);
}

function giveBack(target: EventTarget | null): void {
  if (!(target instanceof HTMLElement) || target === document.body) return;
  if (!(target instanceof HTMLInputElement) && target.closest("dialog") === null) target.blur();
}
