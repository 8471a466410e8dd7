// The keys that fly a ship.

import type { Held } from "./held";
import { Control } from "./state/scene";

const KEYS: ReadonlyMap<string, number> = new Map([
  ["ArrowUp", Control.Thrust],
  ["KeyW", Control.Thrust],
  ["ArrowLeft", Control.Left],
  ["KeyA", Control.Left],
  ["ArrowRight", Control.Right],
  ["KeyD", Control.Right],
  ["ArrowDown", Control.Brake],
  ["KeyS", Control.Brake],
  ["Space", Control.Fire],
  ["KeyH", Control.Hyperspace],
]);

/** Has the keys of this page hold their controls. */
export function listenToKeys(page: Window, held: Held): void {
  page.addEventListener("keydown", (event) => {
    const control = KEYS.get(event.code);
    if (control === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isForThePage(event.target)) return;
    // Arrows and space would scroll the page.
    event.preventDefault();
    held.hold(event.code, control);
  });
  page.addEventListener("keyup", (event) => held.release(event.code));
  page.addEventListener("blur", () => held.releaseAll());
}

/** Whether a key goes to a field or a button of the page. */
function isForThePage(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLButtonElement;
}
