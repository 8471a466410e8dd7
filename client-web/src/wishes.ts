// What the server is asked for: how much to tell of, where, and another ship.

import type { Focus, ToServer } from "./protocol/to_server";
import type { Extent } from "./viewport";

/** A window that is being resized, or a hand at the wheel, asks no more often than this. */
const ASK_EVERY_MS = 150;
/** Points as near to each other as this are the same to look at. */
const SAME_M = 0.5;
export const ACTION: Focus = { type: "action" };

export class Wishes {
  /** Whether a pilot without a ship wants one. */
  ship = false;
  /** What was asked for last. */
  #view: Extent = { halfWidthM: 0, halfHeightM: 0 };
  #focus: Focus = ACTION;
  #askedMs = 0;

  readonly #send: (message: ToServer) => void;

  constructor(send: (message: ToServer) => void) {
    this.#send = send;
  }

  /** A line begins with this view, and at the action. */
  begin(view: Extent): void {
    this.#view = view;
    this.#focus = ACTION;
  }

  /** Asks for what has not been asked for, if it is time. */
  ask(view: Extent, focus: Focus, nowMs: number): void {
    if (nowMs - this.#askedMs < ASK_EVERY_MS) return;
    this.#askedMs = nowMs;
    if (!isSameView(view, this.#view)) this.#send({ type: "view", ...view });
    if (!isSameFocus(focus, this.#focus)) {
      this.#send({ type: "focus", focus });
      this.#focus = focus;
    }
    this.#view = view;
    // The server hears no such wish before the pause is over, by its own clock: it is told until there is a ship.
    if (this.ship) this.#send({ type: "respawn" });
  }
}

function isSameView(a: Extent, b: Extent): boolean {
  return a.halfWidthM === b.halfWidthM && a.halfHeightM === b.halfHeightM;
}

function isSameFocus(a: Focus, b: Focus): boolean {
  switch (a.type) {
    case "action":
      return b.type === "action";
    case "player":
      return b.type === "player" && a.player === b.player;
    case "point":
    case "directed":
      return a.type === b.type && Math.abs(a.x - b.x) < SAME_M && Math.abs(a.y - b.y) < SAME_M;
  }
}
