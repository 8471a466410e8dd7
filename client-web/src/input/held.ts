// What a pilot holds, whether by keys, buttons, a mouse or fingers on the screen.

import { Control } from "../state/scene";

/** Of what a press leaves held, a press of the other one ends it. */
const OPPOSITES: readonly (readonly [number, number])[] = [
  [Control.Left, Control.Right],
  [Control.Right, Control.Left],
  [Control.Thrust, Control.Brake],
  [Control.Brake, Control.Thrust],
];

const TURN = Control.Left | Control.Right;

/** Tells each change at once, so that a tap within a frame is not lost. */
export class Held {
  readonly #controls = new Map<string, number>();
  readonly #help = new Map<string, number>();
  /** Controls that stay held when they are let go of, until they are pressed again. */
  #sticky = 0;
  #stuck = 0;
  #pressed = 0;
  #last = 0;

  readonly #onChange: (controls: number) => void;
  readonly #onPress: () => void;

  constructor(
    onChange: (controls: number) => void,
    /** Hears that a hand has pressed something that steers, before `onChange` does. */
    onPress: () => void = () => undefined,
  ) {
    this.#onChange = onChange;
    this.#onPress = onPress;
  }

  get now(): number {
    return this.#last;
  }

  /** Something, a key or a finger, holds these controls now and no others. A key that only repeats is no new press. */
  hold(by: string, controls: number, repeats = false): void {
    if (repeats && !this.#controls.has(by)) controls &= ~this.#sticky;
    this.#controls.set(by, controls);
    this.#tell();
  }

  release(by: string): void {
    if (this.#controls.delete(by)) this.#tell();
  }

  /** Something that is no press, such as a switch or the way to a pointer, holds these controls now and no others. */
  assist(by: string, controls: number): void {
    if ((this.#help.get(by) ?? 0) === controls) return;
    this.#help.set(by, controls);
    this.#tell();
  }

  /** A hand has come to what assists, which is a press like any other. */
  touch(): void {
    this.#onPress();
  }

  /** Has these controls stay held by a press, until the next. */
  stick(controls: number): void {
    if (controls === this.#sticky) return;
    this.#sticky = controls;
    this.dropStuck();
  }

  /** Lets go of what is held by nothing but a press that is over. */
  dropStuck(): void {
    this.#stuck = 0;
    this.#tell();
  }

  /** Nobody is at the keyboard or the screen. */
  releaseAll(): void {
    this.#controls.clear();
    this.#help.clear();
    this.dropStuck();
  }

  #tell(): void {
    const pressed = union(this.#controls);
    const struck = pressed & ~this.#pressed;
    this.#strike(struck & this.#sticky);
    this.#pressed = pressed;
    const hands = (pressed & ~this.#sticky) | this.#stuck;
    // A hand that turns knows better.
    const all = hands | (union(this.#help) & ~((hands & TURN) === 0 ? 0 : TURN));
    const isOther = all !== this.#last;
    this.#last = all;
    if (struck !== 0) this.#onPress();
    if (isOther) this.#onChange(all);
  }

  #strike(struck: number): void {
    this.#stuck ^= struck;
    for (const [one, other] of OPPOSITES) {
      if ((struck & this.#stuck & one) !== 0) this.#stuck &= ~other;
    }
  }
}

function union(held: ReadonlyMap<string, number>): number {
  let all = 0;
  for (const controls of held.values()) all |= controls;
  return all;
}
