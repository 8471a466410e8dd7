// How a picture is framed: everybody of a shot in it with room around, nothing
// hectic.

import { delta, wrap } from "../../torus";
import type { Room, Target } from "../camera";
import { ROOM_M } from "./window";

/** Where they will be in this time is in the picture too. */
const AHEAD_S = 0.6;
const HALF_HEIGHT_MIN_M = 14;
/** It comes closer only when so much of the picture is empty, and never hurries to. */
const CLOSER = 0.72;

/** Where the camera is to be, and how high half of the picture. Rewritten by each framing. */
export class Framing {
  readonly target: Target = { x: 0, y: 0, vx: 0, vy: 0 };
  halfHeightM = HALF_HEIGHT_MIN_M;
  /** How many of those asked for are in it. */
  count = 0;

  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Frames the first so many of these, the first of all; the others as far as they fit into a picture whose half
   * height is at most this. Says whether there was anybody.
   */
  frame(cast: readonly Readonly<Target>[], castCount: number, aspect: number, halfHeightMaxM: number): boolean {
    const lead = cast[0];
    this.count = 0;
    if (lead === undefined || castCount === 0) return false;
    const { worldWidthM, worldHeightM } = this.#room;
    let left = 0;
    let right = 0;
    let bottom = 0;
    let top = 0;
    let vx = 0;
    let vy = 0;
    const mostWideM = 2 * (halfHeightMaxM * aspect - ROOM_M);
    const mostHighM = 2 * (halfHeightMaxM - ROOM_M);
    for (let index = 0; index < castCount; index++) {
      const one = cast[index]!;
      const x = delta(lead.x, one.x, worldWidthM);
      const y = delta(lead.y, one.y, worldHeightM);
      const soonX = x + one.vx * AHEAD_S;
      const soonY = y + one.vy * AHEAD_S;
      const newLeft = Math.min(left, x, soonX);
      const newRight = Math.max(right, x, soonX);
      const newBottom = Math.min(bottom, y, soonY);
      const newTop = Math.max(top, y, soonY);
      if (index > 0 && (newRight - newLeft > mostWideM || newTop - newBottom > mostHighM)) continue;
      left = newLeft;
      right = newRight;
      bottom = newBottom;
      top = newTop;
      vx += one.vx;
      vy += one.vy;
      this.count += 1;
    }
    const { target } = this;
    target.x = wrap(lead.x + (left + right) / 2, worldWidthM);
    target.y = wrap(lead.y + (bottom + top) / 2, worldHeightM);
    target.vx = vx / this.count;
    target.vy = vy / this.count;
    const needed = Math.max((top - bottom) / 2 + ROOM_M, ((right - left) / 2 + ROOM_M) / aspect, HALF_HEIGHT_MIN_M);
    if (needed > this.halfHeightM || needed < CLOSER * this.halfHeightM) this.halfHeightM = Math.min(needed, halfHeightMaxM);
    return true;
  }
}
