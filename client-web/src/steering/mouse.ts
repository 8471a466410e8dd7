// Flies toward the pointer of a mouse, whose buttons are bound as keys are.

import type { Meaning } from "../input/bindings";
import type { Held } from "../input/held";
import type { Seat } from "../input/seat";
import { kept } from "../settings/kept";
import type { Helm } from "./helm";

/** So near to the ship a pointer says nothing. */
const NEAR_PX = 14;

/** Hears the mouse over the picture, in the middle of which is the ship. */
export function listenToMouse(page: Window, picture: HTMLElement, held: Held, helm: Helm, seat: Seat): void {
  const isHeard = (): boolean => kept.now.mouse && seat.isFlown;
  const meaningOf = ({ button }: MouseEvent): Meaning => seat.keymap.meaningOf(`mouse ${button}`);
  page.addEventListener("pointermove", ({ pointerType, clientX, clientY }) => {
    if (pointerType !== "mouse" || !isHeard()) return;
    const x = clientX - page.innerWidth / 2;
    const y = page.innerHeight / 2 - clientY;
    if (Math.hypot(x, y) > NEAR_PX) helm.point("mouse", x, y, false);
  });
  picture.addEventListener("mousedown", (event) => {
    if (!isHeard()) return;
    const { control, deeds } = meaningOf(event);
    if (control !== 0) held.hold(`mouse ${event.button}`, control);
    for (const action of deeds) seat.act(action);
    // The middle one would scroll, and each would take the focus.
    event.preventDefault();
  });
  page.addEventListener("mouseup", (event) => {
    held.release(`mouse ${event.button}`);
    // Two of them would leave the page.
    if (event.button > 2 && isHeard()) event.preventDefault();
  });
  picture.addEventListener("contextmenu", (event) => {
    if (isHeard()) event.preventDefault();
  });
  page.document.documentElement.addEventListener("mouseleave", () => helm.letGo("mouse"));
  kept.follow(({ mouse }) => {
    if (!mouse) helm.letGo("mouse");
  });
}
