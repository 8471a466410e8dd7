// Waits for the key, the button or the stick that a person wants to use.

import type { Source } from "../input/bindings";
import { awaitButton } from "../input/device";
import { isForTheSystem, letterOf, sourcesOf } from "../input/strokes";

/** Calls back once with what was used, or with nothing. The button keeps the focus meanwhile. */
export function captureSource(button: HTMLElement, onDone: (source: Source | null) => void): void {
  const end = new AbortController();
  const done = (source: Source | null): void => {
    if (end.signal.aborted) return;
    end.abort();
    awaitButton(null);
    onDone(source);
  };
  const listen = <Type extends keyof WindowEventMap>(type: Type, hear: (event: WindowEventMap[Type]) => void): void =>
    addEventListener(type, hear, { capture: true, signal: end.signal });
  listen("keydown", (event) => {
    swallow(event);
    if (event.repeat || (isForTheSystem(event) && event.key !== "Escape")) return;
    done(event.key === "Escape" ? null : sourceOf(event));
  });
  listen("mousedown", (event) => {
    swallow(event);
    // It would press what is there, or open a menu.
    for (const after of ["click", "auxclick", "contextmenu"] as const) addEventListener(after, swallow, { capture: true, once: true });
    setTimeout(() => {
      for (const after of ["click", "auxclick", "contextmenu"] as const) removeEventListener(after, swallow, { capture: true });
    }, 1000);
    done(`mouse ${event.button}`);
  });
  button.addEventListener("blur", () => done(null), { signal: end.signal });
  awaitButton(done);
}

/** Letters, digits and signs are bound by where they are, arrows and the like by what they say. */
function sourceOf(event: KeyboardEvent): Source {
  const [place, says] = sourcesOf(event);
  const isNamed = letterOf(event) === "" && event.key.length > 1 && event.key !== "Unidentified";
  return isNamed ? says : place;
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
