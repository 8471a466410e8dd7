import { ink } from "../draw/palette";
import { contextOf } from "../draw/renderer";
import type { Scene } from "../state/scene";
import { add } from "../ui/dom";

/** Half of a mark, in CSS pixels. */
const REACH = 1.25;
const RIM = "#5f7fd6";

/** The whole room on a small canvas, as wide as the style sheet has it. */
export class Chart {
  readonly canvas: HTMLCanvasElement;
  readonly ctx: CanvasRenderingContext2D;
  pxPerM = 0;
  #widthPx = 0;

  readonly #scene: Scene;

  constructor(parent: Element, className: string, label: string, scene: Scene) {
    this.#scene = scene;
    this.canvas = add(parent, "canvas", `minimap furniture ${className}`);
    this.canvas.setAttribute("role", "img");
    this.canvas.ariaLabel = label;
    this.ctx = contextOf(this.canvas);
  }

  /** Begins anew, with nothing on it. */
  clear(): void {
    const { canvas, ctx } = this;
    const { worldWidthM, worldHeightM } = this.#scene;
    canvas.style.aspectRatio = String(worldWidthM / worldHeightM);
    this.#widthPx = canvas.clientWidth;
    this.pxPerM = this.#widthPx / worldWidthM;
    const width = Math.round(this.#widthPx * devicePixelRatio);
    const height = Math.round(this.#heightPx * devicePixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    ctx.clearRect(0, 0, this.#widthPx, this.#heightPx);
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
  }

  dot(x: number, y: number, colour: string): void {
    const { ctx } = this;
    ctx.fillStyle = colour;
    ctx.fillRect(this.pxX(x) - REACH, this.pxY(y) - REACH, 2 * REACH, 2 * REACH);
  }

  /** The own one. */
  ship(x: number, y: number): void {
    const { ctx } = this;
    const px = this.pxX(x);
    const py = this.pxY(y);
    ctx.fillStyle = ink.own;
    ctx.beginPath();
    ctx.moveTo(px, py - 3 * REACH);
    ctx.lineTo(px + 2 * REACH, py + 2 * REACH);
    ctx.lineTo(px - 2 * REACH, py + 2 * REACH);
    ctx.fill();
  }

  /** Around whoever is meant, and where most is going on. */
  ring(x: number, y: number, colour: string): void {
    const { ctx } = this;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.arc(this.pxX(x), this.pxY(y), 4 * REACH, 0, 2 * Math.PI);
    ctx.stroke();
  }

  /** Where people meet. */
  cross(x: number, y: number, colour: string): void {
    const { ctx } = this;
    const px = this.pxX(x);
    const py = this.pxY(y);
    const reachPx = 2.5 * REACH;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(px - reachPx, py - reachPx);
    ctx.lineTo(px + reachPx, py + reachPx);
    ctx.moveTo(px - reachPx, py + reachPx);
    ctx.lineTo(px + reachPx, py - reachPx);
    ctx.stroke();
  }

  /** The leader, and smaller whoever has a price on the head. */
  diamond(x: number, y: number, isLeader: boolean): void {
    const { ctx } = this;
    const reachPx = isLeader ? 2 * REACH : REACH;
    const px = this.pxX(x);
    const py = this.pxY(y);
    ctx.fillStyle = ink.bounty;
    ctx.beginPath();
    ctx.moveTo(px - reachPx, py);
    ctx.lineTo(px, py - 1.5 * reachPx);
    ctx.lineTo(px + reachPx, py);
    ctx.lineTo(px, py + 1.5 * reachPx);
    ctx.fill();
  }

  /** Where the picture is, on both sides of the seam if it lies across, and the rim of the room. */
  drawPicture(): void {
    const { ctx, pxPerM } = this;
    const { camera, worldWidthM, worldHeightM } = this.#scene;
    const { x, y, halfWidthM, halfHeightM } = camera;
    ctx.strokeStyle = ink.own;
    ctx.globalAlpha = 0.9;
    ctx.lineWidth = 1;
    for (const worldX of [-1, 0, 1]) {
      for (const worldY of [-1, 0, 1]) {
        const left = this.pxX(x - halfWidthM + worldX * worldWidthM);
        const top = this.pxY(y + halfHeightM + worldY * worldHeightM);
        ctx.strokeRect(left, top, 2 * halfWidthM * pxPerM, 2 * halfHeightM * pxPerM);
      }
    }
    ctx.strokeStyle = RIM;
    ctx.globalAlpha = 0.5;
    ctx.strokeRect(0.5, 0.5, this.#widthPx - 1, this.#heightPx - 1);
  }

  pxX(xM: number): number {
    return (xM + this.#scene.worldWidthM / 2) * this.pxPerM;
  }

  pxY(yM: number): number {
    return (this.#scene.worldHeightM / 2 - yM) * this.pxPerM;
  }

  get #heightPx(): number {
    return this.#scene.worldHeightM * this.pxPerM;
  }
}
