// Which buttons of all gamepads are pressed, and which way their sticks are pushed.

import type { Source } from "../input/bindings";

const BUTTONS_MAX = 32;
const AXES_MAX = 16;
/** Triggers are pressed by degrees: from the first of these on, until they are back at the second. */
const PULLED = 0.5;
const LET_GO = 0.35;
/** A stick counts until it is so much nearer to its middle than where it began to count. */
const STICK_KEPT = 0.8;

const BUTTONS: readonly Source[] = Array.from({ length: BUTTONS_MAX }, (_, index) => `button ${index}`);
const AXES: readonly Source[] = Array.from({ length: 2 * AXES_MAX }, (_, index) => `axis ${index >> 1}${index % 2 === 0 ? "-" : "+"}`);

/** What of a gamepad is read. */
export type Pad = Pick<Gamepad, "axes" | "buttons" | "connected">;
type Hear = (source: Source) => void;

export class Pressed {
  /** A bit for each button, and two for each axis. */
  #buttons = 0;
  #axes = 0;

  /** Reads the gamepads and calls back for what has changed. A stick counts beyond the dead zone, from 0 to 1. */
  read(pads: readonly (Pad | null)[], deadZone: number, onPress: Hear, onRelease: Hear): void {
    let buttons = 0;
    let axes = 0;
    for (const pad of pads) {
      if (pad === null || !pad.connected) continue;
      for (let index = 0; index < Math.min(BUTTONS_MAX, pad.buttons.length); index++) {
        const value = pad.buttons[index]?.value ?? 0;
        if (value >= (has(this.#buttons, index) ? LET_GO : PULLED)) buttons |= 1 << index;
      }
      for (let index = 0; index < Math.min(AXES_MAX, pad.axes.length); index++) {
        const value = pad.axes[index] ?? 0;
        const bit = 2 * index + (value > 0 ? 1 : 0);
        if (Math.abs(value) >= (has(this.#axes, bit) ? STICK_KEPT * deadZone : deadZone)) axes |= 1 << bit;
      }
    }
    tell(this.#buttons, buttons, BUTTONS, onPress, onRelease);
    tell(this.#axes, axes, AXES, onPress, onRelease);
    this.#buttons = buttons;
    this.#axes = axes;
  }
}

function has(bits: number, index: number): boolean {
  return ((bits >>> index) & 1) === 1;
}

function tell(before: number, now: number, sources: readonly Source[], onPress: Hear, onRelease: Hear): void {
  for (let index = 0, changed = before ^ now; changed !== 0; index++, changed >>>= 1) {
    const source = sources[index];
    if ((changed & 1) === 0 || source === undefined) continue;
    if (has(now, index)) onPress(source);
    else onRelease(source);
  }
}
