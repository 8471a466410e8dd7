import type { Pen } from "./pen";
import { Slots } from "./slots";

interface Bearing {
  cos: number;
  sin: number;
  bornMs: number;
  lifeMs: number;
  colour: string;
  brightness: number;
}

/** This far from the ship's middle, so that neither shield nor hull hides it. */
const RADIUS_M = 3.4;
const HALF_WIDTH_RAD = 0.55;
/** Bows one within the other: the more there are, the worse it was. */
const BOWS = 3;
const BOW_STEP_M = 0.45;

/** Bows around the own ship on the side from which something came. A new one takes the oldest's place. */
export class Bearings {
  readonly #bearings: Slots<Bearing>;

  constructor(capacity = 6) {
    this.#bearings = new Slots(capacity, () => ({
      cos: 1,
      sin: 0,
      bornMs: -Infinity,
      lifeMs: 1,
      colour: "",
      brightness: 0,
    }));
  }

  add(cos: number, sin: number, nowMs: number, lifeMs: number, colour: string, brightness: number): void {
    const bearing = this.#bearings.next();
    bearing.cos = cos;
    bearing.sin = sin;
    bearing.bornMs = nowMs;
    bearing.lifeMs = lifeMs;
    bearing.colour = colour;
    bearing.brightness = brightness;
  }

  /** Draws them around the middle of the screen, where the own ship is or was. */
  draw(pen: Pen, xM: number, yM: number): void {
    const { view } = pen;
    pen.enterScreen();
    for (const { cos, sin, bornMs, lifeMs, colour, brightness } of this.#bearings.all) {
      const age = (pen.nowMs - bornMs) / lifeMs;
      if (age >= 1) continue;
      const bearing = Math.atan2(-sin, cos);
      const x = view.screenX(xM);
      const y = view.screenY(yM);
      for (let bow = 0; bow < BOWS; bow++) {
        const radiusPx = (RADIUS_M + bow * BOW_STEP_M) * view.pxPerM;
        const half = HALF_WIDTH_RAD * (1 - 0.25 * bow);
        pen.beginLines();
        pen.addArc(x, y, radiusPx, bearing - half, bearing + half);
        pen.glowLines(colour, brightness * (1 - age) * (1 - 0.25 * bow));
      }
    }
  }
}
