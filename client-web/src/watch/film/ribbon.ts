import type { Moment } from "./index_of_films";
import { partOf, putWeights, type Span } from "./span";

const BAR_PX = 4;
const BAR = "#7df4ff";
const LEADER = "#ffd84d";

/** How much went on, along the time line. */
export class Ribbon {
  #weights = new Float32Array(0);
  #moments: readonly Moment[] | null = null;
  readonly #span: Span = { fromTick: 0, toTick: 0 };
  #widthPx = 0;

  readonly #canvas: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  /** Draws it anew if a bar would be another. */
  update(moments: readonly Moment[], span: Readonly<Span>): void {
    const canvas = this.#canvas;
    const { clientWidth, clientHeight } = canvas;
    const perBar = ((span.toTick - span.fromTick) * BAR_PX) / Math.max(1, clientWidth);
    const moved = Math.abs(span.fromTick - this.#span.fromTick) + Math.abs(span.toTick - this.#span.toTick);
    if (moments === this.#moments && clientWidth === this.#widthPx && moved < perBar / 2) return;
    this.#moments = moments;
    this.#widthPx = clientWidth;
    Object.assign(this.#span, span);
    canvas.width = clientWidth * devicePixelRatio;
    canvas.height = clientHeight * devicePixelRatio;
    const ctx = canvas.getContext("2d");
    if (ctx === null) return;
    ctx.scale(devicePixelRatio, devicePixelRatio);
    this.#drawBars(ctx, moments, clientWidth, clientHeight);
    this.#drawLeaders(ctx, moments, clientWidth, clientHeight);
  }

  #drawBars(ctx: CanvasRenderingContext2D, moments: readonly Moment[], widthPx: number, heightPx: number): void {
    const bars = Math.max(1, Math.floor(widthPx / BAR_PX));
    if (this.#weights.length !== bars) this.#weights = new Float32Array(bars);
    putWeights(this.#weights, moments, this.#span);
    // By the root, so that one great moment leaves something of the others.
    const most = Math.sqrt(this.#weights.reduce((a, b) => Math.max(a, b), 0));
    ctx.fillStyle = BAR;
    ctx.globalAlpha = 0.75;
    this.#weights.forEach((weight, index) => {
      if (weight === 0) return;
      const barPx = Math.max(2, (heightPx - 2) * (Math.sqrt(weight) / most));
      ctx.fillRect(index * BAR_PX, heightPx - barPx, BAR_PX - 1, barPx);
    });
  }

  /** Where somebody else took the lead. */
  #drawLeaders(ctx: CanvasRenderingContext2D, moments: readonly Moment[], widthPx: number, heightPx: number): void {
    ctx.fillStyle = LEADER;
    ctx.globalAlpha = 0.9;
    for (const { kind, tick } of moments) {
      if (kind !== "leader" || tick < this.#span.fromTick || tick > this.#span.toTick) continue;
      ctx.fillRect(Math.round(partOf(this.#span, tick) * widthPx), heightPx - 3, 2, 3);
    }
  }
}
