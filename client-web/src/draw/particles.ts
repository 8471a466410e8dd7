import { ink } from "./palette";
import type { Pen } from "./pen";

/** A particle's colour, as an index: plain numbers fit typed arrays. */
export const Colour = { Own: 0, Rock: 1, Flame: 2, Danger: 3, Light: 4 } as const;
export type Colour = (typeof Colour)[keyof typeof Colour];
const HUES = ["own", "rock", "flame", "danger", "light"] as const;

export function inkOf(colour: Colour): string {
  return ink[HUES[colour]];
}

const FADE_STEPS = 4;
const BUCKETS = HUES.length * FADE_STEPS;
const NONE = -1;
/** How much of its speed a particle loses in a second. */
const DRAG = 1.4;

/**
 * A fixed number of short line segments that fly, turn and fade. A new one
 * takes the place of the oldest, so a battle costs no more than a spark.
 */
export class Particles {
  readonly #x: Float32Array;
  readonly #y: Float32Array;
  readonly #vx: Float32Array;
  readonly #vy: Float32Array;
  readonly #angle: Float32Array;
  readonly #spin: Float32Array;
  readonly #half: Float32Array;
  readonly #leftS: Float32Array;
  readonly #lifeS: Float32Array;
  readonly #colour: Uint8Array;
  /** Particles of one colour and brightness are drawn as one path: a list each, linked by index. */
  readonly #nextInBucket: Int16Array;
  readonly #firstInBucket = new Int16Array(BUCKETS);
  #oldest = 0;
  /** Of those that are asked for, this share is made. */
  share = 1;
  #due = 0;

  constructor(readonly capacity = 1024) {
    this.#x = new Float32Array(capacity);
    this.#y = new Float32Array(capacity);
    this.#vx = new Float32Array(capacity);
    this.#vy = new Float32Array(capacity);
    this.#angle = new Float32Array(capacity);
    this.#spin = new Float32Array(capacity);
    this.#half = new Float32Array(capacity);
    this.#leftS = new Float32Array(capacity);
    this.#lifeS = new Float32Array(capacity);
    this.#colour = new Uint8Array(capacity);
    this.#nextInBucket = new Int16Array(capacity);
  }

  /** How many still glow. */
  get alive(): number {
    let count = 0;
    for (const left of this.#leftS) if (left > 0) count += 1;
    return count;
  }

  /** A spark that points where it flies. */
  spark(x: number, y: number, vx: number, vy: number, lengthM: number, lifeS: number, colour: Colour): void {
    this.segment(x, y, vx, vy, Math.atan2(vy, vx), 0, lengthM, lifeS, colour);
  }

  /** A piece of something, turning at `spin` rad/s. */
  segment(
    x: number,
    y: number,
    vx: number,
    vy: number,
    angle: number,
    spin: number,
    lengthM: number,
    lifeS: number,
    colour: Colour,
  ): void {
    this.#due += this.share;
    if (this.#due < 1) return;
    this.#due -= 1;
    const i = this.#oldest;
    this.#oldest = (i + 1) % this.capacity;
    this.#x[i] = x;
    this.#y[i] = y;
    this.#vx[i] = vx;
    this.#vy[i] = vy;
    this.#angle[i] = angle;
    this.#spin[i] = spin;
    this.#half[i] = lengthM / 2;
    this.#leftS[i] = lifeS;
    this.#lifeS[i] = lifeS;
    this.#colour[i] = colour;
  }

  /** Lets time pass. */
  step(dtS: number): void {
    const x = this.#x;
    const y = this.#y;
    const vx = this.#vx;
    const vy = this.#vy;
    const angle = this.#angle;
    const spin = this.#spin;
    const leftS = this.#leftS;
    const keep = 1 / (1 + DRAG * dtS);
    for (let i = 0; i < this.capacity; i++) {
      if (leftS[i]! <= 0) continue;
      leftS[i]! -= dtS;
      x[i]! += vx[i]! * dtS;
      y[i]! += vy[i]! * dtS;
      vx[i]! *= keep;
      vy[i]! *= keep;
      angle[i]! += spin[i]! * dtS;
    }
  }

  draw(pen: Pen): void {
    this.#sortIntoBuckets(pen);
    pen.enterScreen();
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      if (this.#firstInBucket[bucket] === NONE) continue;
      pen.beginLines();
      this.#addLines(pen, bucket);
      pen.glowLines(inkOf(Math.floor(bucket / FADE_STEPS) as Colour), ((bucket % FADE_STEPS) + 1) / FADE_STEPS);
    }
  }

  #sortIntoBuckets(pen: Pen): void {
    this.#firstInBucket.fill(NONE);
    for (let i = 0; i < this.capacity; i++) {
      const left = this.#leftS[i]!;
      if (left <= 0 || !pen.view.shows(this.#x[i]!, this.#y[i]!, this.#half[i]!)) continue;
      const fade = Math.min(FADE_STEPS - 1, Math.floor((left / this.#lifeS[i]!) * FADE_STEPS));
      const bucket = this.#colour[i]! * FADE_STEPS + fade;
      this.#nextInBucket[i] = this.#firstInBucket[bucket]!;
      this.#firstInBucket[bucket] = i;
    }
  }

  #addLines(pen: Pen, bucket: number): void {
    const { view } = pen;
    for (let i = this.#firstInBucket[bucket]!; i !== NONE; i = this.#nextInBucket[i]!) {
      const cx = view.screenX(this.#x[i]!);
      const cy = view.screenY(this.#y[i]!);
      const reach = this.#half[i]! * view.pxPerM;
      const dx = Math.cos(this.#angle[i]!) * reach;
      const dy = -Math.sin(this.#angle[i]!) * reach;
      pen.addSegment(cx - dx, cy - dy, cx + dx, cy + dy);
    }
  }
}
