import type { Pen } from "./pen";
import { Slots } from "./slots";

interface Ring {
  xM: number;
  yM: number;
  fromM: number;
  toM: number;
  bornMs: number;
  lifeMs: number;
  colour: string;
}

/** A fixed number of rings that grow or shrink and fade: shock waves, jumps. A new one takes the oldest's place. */
export class Rings {
  readonly #rings: Slots<Ring>;

  constructor(capacity = 32) {
    this.#rings = new Slots(capacity, () => ({
      xM: 0,
      yM: 0,
      fromM: 0,
      toM: 0,
      bornMs: -Infinity,
      lifeMs: 1,
      colour: "",
    }));
  }

  add(xM: number, yM: number, fromM: number, toM: number, nowMs: number, lifeMs: number, colour: string): void {
    const ring = this.#rings.next();
    ring.xM = xM;
    ring.yM = yM;
    ring.fromM = fromM;
    ring.toM = toM;
    ring.bornMs = nowMs;
    ring.lifeMs = lifeMs;
    ring.colour = colour;
  }

  draw(pen: Pen): void {
    const { view } = pen;
    pen.enterScreen();
    for (const ring of this.#rings.all) {
      const age = (pen.nowMs - ring.bornMs) / ring.lifeMs;
      if (age >= 1 || !view.shows(ring.xM, ring.yM, Math.max(ring.fromM, ring.toM))) continue;
      const eased = 1 - (1 - age) * (1 - age);
      const radiusM = ring.fromM + (ring.toM - ring.fromM) * eased;
      pen.beginLines();
      pen.addCircle(view.screenX(ring.xM), view.screenY(ring.yM), radiusM * view.pxPerM);
      pen.glowLines(ring.colour, 0.7 * (1 - age));
    }
  }
}
