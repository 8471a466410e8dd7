import { glyphPath, glyphWidth } from "./glyphs";
import { ink } from "./palette";
import type { Pen } from "./pen";
import { Slots } from "./slots";

interface FloatingScore {
  xM: number;
  yM: number;
  bornMs: number;
  halfWidthPx: number;
  path: Path2D;
}

const LIFE_MS = 1200;
const RISE_M = 2.4;
const HEIGHT_PX = 13;

/** Points that rise from where they were earned. A new one takes the place of the oldest. */
export class FloatingScores {
  readonly #scores: Slots<FloatingScore>;

  constructor(capacity = 12) {
    this.#scores = new Slots(capacity, () => ({
      xM: 0,
      yM: 0,
      bornMs: -Infinity,
      halfWidthPx: 0,
      path: new Path2D(),
    }));
  }

  add(points: number, xM: number, yM: number, nowMs: number): void {
    const text = `+${points}`;
    const score = this.#scores.next();
    score.xM = xM;
    score.yM = yM;
    score.bornMs = nowMs;
    score.halfWidthPx = glyphWidth(text, HEIGHT_PX) / 2;
    score.path = new Path2D(glyphPath(text, HEIGHT_PX));
  }

  draw(pen: Pen): void {
    const { view } = pen;
    for (const { xM, yM, bornMs, halfWidthPx, path } of this.#scores.all) {
      const age = (pen.nowMs - bornMs) / LIFE_MS;
      if (age >= 1 || !view.shows(xM, yM, RISE_M)) continue;
      pen.enterScreen(view.screenX(xM) - halfWidthPx, view.screenY(yM + RISE_M * Math.sqrt(age)));
      pen.glow(path, ink.bounty, Math.min(1, 2 - 2 * age));
    }
  }
}
