// Walks through what is on the screen by the buttons of a gamepad: the cross or the left stick moves the focus, the
// first button presses, the second goes back.

import type { Source } from "../input/bindings";

export const FOCUSABLE = "button:enabled, input, select, textarea, a[href]";

/** Where a gamepad walks. */
export interface Menu {
  /** The dialog on top, or the page. */
  readonly top: Element;
  /** There is no dialog: leaves the panels, or what is open. */
  back(): unknown;
}

export function walkMenu(source: Source, { top, back }: Menu): void {
  switch (source) {
    case "button 12":
    case "axis 1-":
      return step(top, -1);
    case "button 13":
    case "axis 1+":
      return step(top, 1);
    case "button 14":
    case "axis 0-":
      return adjust(top, -1);
    case "button 15":
    case "axis 0+":
      return adjust(top, 1);
    case "button 0":
      return press(top);
    case "button 1":
    case "button 8":
    case "button 9":
      if (top instanceof HTMLDialogElement) top.close();
      else back();
      return;
    default:
      return;
  }
}

function step(top: Element, by: number): void {
  const stops = [...top.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.checkVisibility() && element.tabIndex >= 0);
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (by > 0 ? 0 : -1) : (at + by) % stops.length;
  stops.at(next)?.focus({ focusVisible: true } as FocusOptions);
}

/** Changes what has the focus, if it has a value; else the focus moves on. */
function adjust(top: Element, by: number): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement && activeElement.type === "range") {
    if (by > 0) activeElement.stepUp();
    else activeElement.stepDown();
    activeElement.dispatchEvent(new Event("input"));
  } else if (activeElement instanceof HTMLSelectElement) {
    const { length } = activeElement.options;
    activeElement.selectedIndex = (activeElement.selectedIndex + by + length) % length;
    activeElement.dispatchEvent(new Event("change"));
  } else step(top, by);
}

/** Presses what has the focus, and else the button that everybody presses there. */
function press(top: Element): void {
  const { activeElement } = document;
  const isInside = activeElement instanceof HTMLElement && top.contains(activeElement);
  const isField = activeElement instanceof HTMLInputElement && activeElement.type !== "checkbox";
  if (isInside && !isField && activeElement.matches(FOCUSABLE)) return activeElement.click();
  const main = [...top.querySelectorAll<HTMLElement>("button.fly:enabled")].find((button) => button.checkVisibility());
  main?.click();
}
