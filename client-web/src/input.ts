// The keyboard: what a pilot holds.

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

/** Keeps what is held and tells each change at once, so that a tap within a frame is not lost. */
export class Keyboard {
  private readonly down = new Set<string>();
  private last = 0;

  constructor(
    page: Window,
    private readonly onChange: (controls: number) => void,
  ) {
    page.addEventListener("keydown", (event) => this.press(event));
    page.addEventListener("keyup", (event) => this.release(event.code));
    page.addEventListener("blur", () => this.releaseAll());
  }

  /** Lets go of every key: nobody is at the keyboard. */
  releaseAll(): void {
    this.down.clear();
    this.tell();
  }

  private press(event: KeyboardEvent): void {
    if (!KEYS.has(event.code) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isForThePage(event.target)) return;
    // Arrows and space would scroll the page.
    event.preventDefault();
    this.down.add(event.code);
    this.tell();
  }

  private release(code: string): void {
    this.down.delete(code);
    this.tell();
  }

  private tell(): void {
    let controls = 0;
    for (const code of this.down) controls |= KEYS.get(code) ?? 0;
    if (controls === this.last) return;
    this.last = controls;
    this.onChange(controls);
  }
}

/** Whether a key goes to a field or a button of the page. */
function isForThePage(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLButtonElement;
}
