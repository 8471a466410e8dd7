import type { Slices } from "./activity";
import type { Moment } from "./index_of_films";
import { partOf, type Span } from "./span";

/** What moves the picture less than this is not drawn anew. */
const STEP_PX = 2;
const SHOTS = "#3d6296";
const KILLS = "#ff8a5c";
const MARK = "#e8f0ff";
const LEADER = "#ffd84d";

/** How much went on, along the time line: how much was shot, how many fell, and moments that are marked. */
export class Ribbon {
  #slices: Slices | null = null;
  #moments: readonly Moment[] | null = null;
  readonly #span: Span = { fromTick: 0, toTick: 0 };
  #widthPx = 0;

  readonly #canvas: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Draws it anew if it would be another. */
  update(slices: Slices | null, moments: readonly Moment[], span: Readonly<Span>): void {
    const canvas = this.#canvas;
    const { clientWidth, clientHeight } = canvas;
    const perStep = ((span.toTick - span.fromTick) * STEP_PX) / Math.max(1, clientWidth);
    const moved = Math.abs(span.fromTick - this.#span.fromTick) + Math.abs(span.toTick - this.#span.toTick);
    if (slices === this.#slices && moments === this.#moments && clientWidth === this.#widthPx && moved < perStep) return;
    this.#slices = slices;
    this.#moments = moments;
    this.#widthPx = clientWidth;
    Object.assign(this.#span, span);
    canvas.width = clientWidth * devicePixelRatio;
    canvas.height = clientHeight * devicePixelRatio;
    const ctx = canvas.getContext("2d");
    if (ctx === null) return;
    ctx.scale(devicePixelRatio, devicePixelRatio);
    if (slices !== null) {
      this.#drawBars(ctx, SHOTS, slices, slices.shots, 1);
      this.#drawBars(ctx, KILLS, slices, slices.kills, 0.5);
    }
    // Where many fall, marks of kills would be one line; bars tell of them too.
    const isDense = moments.length * 2 * STEP_PX > clientWidth;
    for (const { kind, tick } of moments) {
      if (isDense && kind === "kill") continue;
      ctx.fillStyle = kind === "leader" ? LEADER : MARK;
      if (tick >= span.fromTick && tick <= span.toTick) ctx.fillRect(Math.round(this.#xAt(tick)), 0, 2, 3);
    }
  }

  #xAt(tick: number): number {
    return partOf(this.#span, tick) * this.#widthPx;
  }

  /** A bar for each slice, as high as it has of this, and as wide as this part of it. */
  #drawBars(ctx: CanvasRenderingContext2D, colour: string, slices: Slices, counts: readonly number[], width: number): void {
    const { fromTick, toTick, sliceTicks } = slices;
    ctx.fillStyle = colour;
    // Of the last one not everything is counted yet.
    const rates = counts.map((count, index) => count / Math.min(sliceTicks, toTick - fromTick - index * sliceTicks));
    const mostPx = this.#canvas.clientHeight;
    const most = Math.max(...rates);
    rates.forEach((rate, index) => {
      if (rate === 0) return;
      const begins = fromTick + index * sliceTicks;
      const leftPx = this.#xAt(begins);
      const widthPx = this.#xAt(Math.min(begins + sliceTicks, toTick)) - leftPx;
      const barPx = (mostPx * rate) / most;
      ctx.fillRect(leftPx + (widthPx * (1 - width)) / 2, mostPx - barPx, widthPx * width, barPx);
    });
  }
}
