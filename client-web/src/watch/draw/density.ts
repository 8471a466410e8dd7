// Draws how many ships and rocks there are where: soft light, more of it where
// there are more.

import type { Pen } from "../../draw/pen";
import { shortest } from "../../draw/view";
import type { Overview } from "../../protocol/overview";
import type { Overhead } from "../overhead";

const SPRITE_PX = 64;
const SHIP = "125 244 255";
const ROCK = "120 140 205";
/** How many cells wide the light of one is, so that neighbours flow into each other. */
const SHIP_CELLS = 1.5;
const ROCK_CELLS = 2.2;
const SHIP_ALPHA_MAX = 0.95;
const ROCK_ALPHA_MAX = 0.4;
/** How many in a cell are as bright as two thirds of the most. */
const SHIP_MANY = 1.1;
const ROCK_MANY = 3;
const SPACE = "#03040b";
const RIM = "#5f7fd6";

/** How bright so many are, for all that may be in a cell. */
function glowOf(many: number, most: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, count) => most * (1 - Math.exp(-count / many)));
}

const SHIP_GLOW = glowOf(SHIP_MANY, SHIP_ALPHA_MAX);
const ROCK_GLOW = glowOf(ROCK_MANY, ROCK_ALPHA_MAX);

/** A round light that fades outwards. */
function sprite(colour: string, core: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SPRITE_PX;
  const ctx = canvas.getContext("2d");
  if (ctx === null) return canvas;
  const half = SPRITE_PX / 2;
  const light = ctx.createRadialGradient(half, half, 0, half, half, half);
  light.addColorStop(0, `rgb(${colour})`);
  light.addColorStop(core, `rgb(${colour} / 55%)`);
  light.addColorStop(1, `rgb(${colour} / 0%)`);
  ctx.fillStyle = light;
  ctx.fillRect(0, 0, SPRITE_PX, SPRITE_PX);
  return canvas;
}

export class Density {
  readonly #ship = sprite(SHIP, 0.16);
  readonly #rock = sprite(ROCK, 0.4);

  draw(pen: Pen, overhead: Overhead): void {
    const { shown, renewed, latest, before } = overhead;
    if (shown === 0 || latest === null) return;
    pen.enterScreen();
    const { ctx } = pen;
    ctx.save();
    ctx.beginPath();
    this.#addRoom(pen);
    ctx.clip();
    if (before !== null && renewed < 1) this.#drawCells(pen, before, shown * (1 - renewed));
    this.#drawCells(pen, latest, before === null ? shown : shown * renewed);
    ctx.restore();
  }

  /** Darkens what is beyond the room, which goes once around and no further. */
  drawRim(pen: Pen): void {
    const { ctx, view } = pen;
    const widthPx = view.worldWidthM * view.pxPerM;
    const heightPx = view.worldHeightM * view.pxPerM;
    if (widthPx === 0 || (widthPx >= view.widthPx && heightPx >= view.heightPx)) return;
    pen.enterScreen();
    ctx.globalCompositeOperation = "source-over";
    ctx.globalAlpha = 1;
    ctx.fillStyle = SPACE;
    ctx.beginPath();
    ctx.rect(0, 0, view.widthPx, view.heightPx);
    this.#addRoom(pen);
    ctx.fill("evenodd");
    ctx.globalCompositeOperation = "lighter";
    ctx.strokeStyle = RIM;
    ctx.globalAlpha = 0.5;
    ctx.lineWidth = 1;
    ctx.beginPath();
    this.#addRoom(pen);
    ctx.stroke();
  }

  #addRoom({ ctx, view }: Pen): void {
    const widthPx = view.worldWidthM * view.pxPerM;
    const heightPx = view.worldHeightM * view.pxPerM;
    ctx.rect((view.widthPx - widthPx) / 2, (view.heightPx - heightPx) / 2, widthPx, heightPx);
  }

  #drawCells(pen: Pen, overview: Overview, brightness: number): void {
    const { cellM, columns, rows, ships, rocks } = overview;
    const shipPx = SHIP_CELLS * cellM * pen.view.pxPerM;
    const rockPx = ROCK_CELLS * cellM * pen.view.pxPerM;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = row * columns + column;
        const shipCount = ships[cell]!;
        const rockCount = rocks[cell]!;
        if (shipCount === 0 && rockCount === 0) continue;
        const x = overview.x + (column + 0.5) * cellM;
        const y = overview.y + (row + 0.5) * cellM;
        if (rockCount > 0) this.#drawLight(pen, this.#rock, x, y, rockPx, brightness * ROCK_GLOW[rockCount]!);
        if (shipCount > 0) this.#drawLight(pen, this.#ship, x, y, shipPx, brightness * SHIP_GLOW[shipCount]!);
      }
    }
  }

  #drawLight({ ctx, view }: Pen, light: HTMLCanvasElement, xM: number, yM: number, sizePx: number, alpha: number): void {
    const x = view.widthPx / 2 + shortest(xM - view.xM, view.worldWidthM) * view.pxPerM;
    const y = view.heightPx / 2 - shortest(yM - view.yM, view.worldHeightM) * view.pxPerM;
    const half = sizePx / 2;
    if (x < -half || y < -half || x > view.widthPx + half || y > view.heightPx + half) return;
    ctx.globalAlpha = alpha;
    ctx.drawImage(light, x - half, y - half, sizePx, sizePx);
  }
}
