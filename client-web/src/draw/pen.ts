import { Particles } from "./particles";
import { Rings } from "./rings";
import { View } from "./view";

/** What every drawing needs: the canvas, the view, the clock, and where to leave particles. */
export class Pen {
  readonly view = new View();
  readonly particles = new Particles();
  readonly rings = new Rings();
  nowMs = 0;
  /** Since the last frame, at most a twentieth of a second. */
  dtS = 0;
  /** The tick shown, with its fraction. */
  tick = 0;
  tickRateHz = 32;
  ownPlayer = 0;
  spawnShieldUntil = 0;
  private unitPx = 1;

  constructor(readonly ctx: CanvasRenderingContext2D) {}

  /** From here on units are `unitM` metres around a point of the world, turned to a heading, y up. */
  enterWorld(xM: number, yM: number, cos: number, sin: number, unitM = 1): void {
    const { ctx, view } = this;
    this.unitPx = view.pxPerM * unitM;
    const k = this.unitPx * view.dpr;
    ctx.setTransform(
      k * cos,
      -k * sin,
      -k * sin,
      -k * cos,
      view.screenX(xM) * view.dpr,
      view.screenY(yM) * view.dpr,
    );
  }

  /** From here on units are CSS pixels from the top left corner, y down. */
  enterScreen(): void {
    const { dpr } = this.view;
    this.unitPx = 1;
    this.ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
  }

  /** A bright line with a soft glow, equally wide at every zoom. */
  glow(path: Path2D, colour: string, brightness = 1): void {
    const { ctx } = this;
    const px = 1 / this.unitPx;
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.1 * brightness;
    ctx.lineWidth = 9 * px;
    ctx.stroke(path);
    ctx.globalAlpha = 0.22 * brightness;
    ctx.lineWidth = 4.5 * px;
    ctx.stroke(path);
    ctx.globalAlpha = brightness;
    ctx.lineWidth = 1.6 * px;
    ctx.stroke(path);
  }

  /** A thin line without glow. */
  line(path: Path2D, colour: string, brightness: number): void {
    const { ctx } = this;
    ctx.strokeStyle = colour;
    ctx.globalAlpha = brightness;
    ctx.lineWidth = 1.2 / this.unitPx;
    ctx.stroke(path);
  }

  /** Faint light inside an outline. */
  tint(path: Path2D, colour: string, brightness: number): void {
    const { ctx } = this;
    ctx.fillStyle = colour;
    ctx.globalAlpha = brightness;
    ctx.fill(path);
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
