// What the pilot holds, numbered and stamped, until the server has taken it.

/** What the pilot holds from `tick` on. */
export interface Input {
  readonly seq: number;
  readonly tick: number;
  readonly controls: number;
}

interface Pending extends Input {
  /** From when on the server holds it: from its own tick, or later if it has come late. */
  dueTick: number;
}

/** More than a person presses in the time of any round trip; then the oldest is given up. */
const PENDING_MAX = 128;
/** An input that the server has not taken for so long is lost. */
const LOST_TICKS = 96;

export class Inputs {
  readonly #pending: Pending[] = [];
  #lastSeq = 0;
  #lastTick = 0;
  /** What the last input that is no longer pending held. */
  #taken = 0;
  /** What the newest input holds. */
  held = 0;

  /** Numbers and stamps what is held from now on. The server takes one input a tick, so no two have the same tick. */
  hold(tick: number, controls: number): Input {
    this.#lastSeq += 1;
    this.#lastTick = Math.max(tick, this.#lastTick + 1);
    this.held = controls;
    const input = { seq: this.#lastSeq, tick: this.#lastTick, controls };
    this.#pending.push({ ...input, dueTick: Math.max(input.tick, (this.#pending.at(-1)?.dueTick ?? 0) + 1) });
    if (this.#pending.length > PENDING_MAX) this.#drop(1);
    return input;
  }

  /** The server has taken every input up to `ack` by `tick`. */
  acknowledge(ack: number, tick: number): void {
    const waiting = this.#pending.findIndex((input) => input.seq > ack && input.tick > tick - LOST_TICKS);
    this.#drop(waiting === -1 ? this.#pending.length : waiting);
    // What has come late is taken one a tick from now on, so that a tap is still one.
    let earliest = tick;
    for (const input of this.#pending) {
      input.dueTick = Math.max(input.tick, earliest);
      earliest = input.dueTick + 1;
    }
  }

  /** Whether the server has not taken every input that is stamped with a tick before this one. */
  anyPendingBefore(tick: number): boolean {
    const oldest = this.#pending[0];
    return oldest !== undefined && oldest.tick < tick;
  }

  /** What the ship holds at a tick, if the server has it hold `confirmed` before what is pending. */
  controlsAt(tick: number, confirmed: number): number {
    let controls = confirmed;
    for (const input of this.#pending) {
      if (input.dueTick <= tick) controls = input.controls;
    }
    return controls;
  }

  /** What the pilot holds at a tick, triggers included. */
  heldAt(tick: number): number {
    return this.controlsAt(tick, this.#taken);
  }

  #drop(count: number): void {
    this.#taken = this.#pending[count - 1]?.controls ?? this.#taken;
    this.#pending.splice(0, count);
  }
}
