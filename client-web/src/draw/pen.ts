import { Bearings } from "./bearings";
import { ink } from "./palette";
import { Particles } from "./particles";
import { FULL, type Quality } from "./quality";
import { Rings } from "./rings";
import { View } from "./view";

const HALO_PX = 7;
const HALO_BRIGHTNESS = 0.4;
/** The halo has one pixel where the window has this many, each way: it is soft anyway, and so costs little. */
export const HALO_SHRINK = 5;

/** What every drawing needs: the canvases, the view, the clock, and where to leave particles. */
export class Pen {
  readonly view = new View();
  readonly particles = new Particles();
  readonly rings = new Rings();
  readonly bearings = new Bearings();
  quality: Quality = FULL;
  nowMs = 0;
  /** Since the last frame, at most a twentieth of a second. */
  dtS = 0;
  /** The tick shown, with its fraction. */
  tick = 0;
  tickRateHz = 32;
  ownPlayer = 0;
  /** Who shot the pilot last, 0 for nobody. */
  owedPlayer = 0;
  spawnShieldUntil = 0;
  /** How much shows of what is drawn in the world, 0 to 1. */
  shown = 1;
  #unitPx = 1;

  readonly #halo: CanvasRenderingContext2D;

  /** Sharp things go to `ctx`, the soft light around them to the small `halo` behind it. */
  constructor(
    readonly ctx: CanvasRenderingContext2D,
    halo: CanvasRenderingContext2D,
  ) {
    this.#halo = halo;
  }

  /** Dark canvases on which light adds up. */
  beginFrame(): void {
    const { view } = this;
    this.enterScreen();
    for (const ctx of [this.ctx, this.#halo]) {
      // The halo's last pixels reach beyond the window: half cleared, they would glow ever more.
      ctx.clearRect(0, 0, view.widthPx + HALO_SHRINK, view.heightPx + HALO_SHRINK);
      ctx.globalCompositeOperation = "lighter";
      ctx.lineJoin = "round";
      ctx.lineCap = "round";
    }
  }

  /** From here on units are `unitM` metres around a point of the world, turned to a heading, y up. */
  enterWorld(xM: number, yM: number, cos: number, sin: number, unitM = 1): void {
    const { view } = this;
    this.#unitPx = view.pxPerM * unitM;
    this.#transform(this.#unitPx * cos, -this.#unitPx * sin, view.screenX(xM), view.screenY(yM), -1);
  }

  /** From here on units are CSS pixels around a point of the screen, turned to a heading, y down. */
  enterScreen(xPx = 0, yPx = 0, cos = 1, sin = 0): void {
    this.#unitPx = 1;
    this.#transform(cos, sin, xPx, yPx, 1);
  }

  /** A bright line with a soft glow, equally wide at every zoom. */
  glow(path: Path2D, colour: string, brightness = 1): void {
    this.#dip(colour, brightness);
    if (this.quality.glow) this.#halo.stroke(path);
    this.ctx.stroke(path);
  }

  /** A line without glow. */
  line(path: Path2D, colour: string, brightness: number): void {
    this.#dip(colour, brightness);
    this.ctx.stroke(path);
  }

  /** Begins lines that are not the same in the next frame; `glowLines` shows them. */
  beginLines(): void {
    this.ctx.beginPath();
    this.#halo.beginPath();
  }

  addSegment(x1: number, y1: number, x2: number, y2: number): void {
    this.ctx.moveTo(x1, y1);
    this.ctx.lineTo(x2, y2);
    if (!this.quality.glow) return;
    this.#halo.moveTo(x1, y1);
    this.#halo.lineTo(x2, y2);
  }

  addCircle(x: number, y: number, radius: number): void {
    this.addArc(x, y, radius, 0, 2 * Math.PI);
  }

  addArc(x: number, y: number, radius: number, fromRad: number, toRad: number): void {
    this.ctx.arc(x, y, radius, fromRad, toRad);
    if (this.quality.glow) this.#halo.arc(x, y, radius, fromRad, toRad);
  }

  glowLines(colour: string, brightness: number): void {
    this.#dip(colour, brightness);
    if (this.quality.glow) this.#halo.stroke();
    this.ctx.stroke();
  }

  /** Faint light inside an outline. */
  tint(path: Path2D, colour: string, brightness: number): void {
    const { ctx } = this;
    ctx.fillStyle = colour;
    ctx.globalAlpha = brightness * this.shown;
    ctx.fill(path);
  }

  #dip(colour: string, brightness: number): void {
    const { ctx } = this;
    const halo = this.#halo;
    ctx.strokeStyle = halo.strokeStyle = colour;
    ctx.globalAlpha = brightness * this.shown;
    ctx.lineWidth = ink.linePx / this.#unitPx;
    halo.globalAlpha = HALO_BRIGHTNESS * brightness * this.shown;
    halo.lineWidth = HALO_PX / this.#unitPx;
  }

  /** The x axis goes to (a, b) and the y axis a quarter turn further, `handed` 1 for y down and −1 for y up. */
  #transform(a: number, b: number, xPx: number, yPx: number, handed: 1 | -1): void {
    const { dpr } = this.view;
    const c = -b * handed;
    const d = a * handed;
    this.ctx.setTransform(a * dpr, b * dpr, c * dpr, d * dpr, xPx * dpr, yPx * dpr);
    const k = 1 / HALO_SHRINK;
    this.#halo.setTransform(a * k, b * k, c * k, d * k, xPx * k, yPx * k);
  }
}

/** A closed path through corners. */
export function closedPath(corners: readonly (readonly [x: number, y: number])[]): Path2D {
  const path = new Path2D();
  for (const [x, y] of corners) path.lineTo(x, y);
  path.closePath();
  return path;
}

/** A path of separate lines, each given as x1, y1, x2, y2. */
export function linesPath(lines: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]): Path2D {
  const path = new Path2D();
  for (const [x1, y1, x2, y2] of lines) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
  return path;
}

/** The same of lines and their images across the x axis, for what has a left and a right. */
export function mirroredPath(half: readonly (readonly [x1: number, y1: number, x2: number, y2: number])[]): Path2D {
  const path = linesPath(half);
  path.addPath(linesPath(half), { d: -1 });
  return path;
}
