import type { Pen } from "./pen";

interface StarLayer {
  /** How far the layer moves when the world moves by 1: far layers move little. */
  readonly parallax: number;
  readonly sizePx: number;
  readonly colour: string;
  readonly brightness: number;
  /** Positions within a tile, x and y in turn, each in [0, 1). */
  readonly stars: Float32Array;
}

/** A tile of stars is about this wide, in metres of its layer. */
const TILE_M = 48;
const GRID_MAJOR_M = 50;
const MINOR_PER_MAJOR = 5;
const GRID = "#5f7fd6";
/** What the background wraps with before there is a world. */
const NO_WORLD_M = 800;

const LAYERS: readonly StarLayer[] = [
  { parallax: 0.12, sizePx: 1.1, colour: "#8fa3d8", brightness: 0.85, stars: scatter(1, 120) },
  { parallax: 0.25, sizePx: 1.5, colour: "#aebcf0", brightness: 0.9, stars: scatter(2, 60) },
  { parallax: 0.45, sizePx: 2.2, colour: "#e6ecff", brightness: 1, stars: scatter(3, 22) },
];

/** Always the same stars, from the high bits of a linear congruential generator. */
function scatter(seed: number, count: number): Float32Array {
  const positions = new Float32Array(2 * count);
  let state = seed;
  for (let i = 0; i < positions.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    positions[i] = (state >>> 8) / 2 ** 24;
  }
  return positions;
}

/**
 * How wide a layer's tile is, so that one way around the world moves the layer
 * by whole tiles and the seam cannot be seen.
 */
export function tileWidthM(worldM: number, parallax: number): number {
  const wayM = worldM * parallax;
  return wayM / Math.max(1, Math.round(wayM / TILE_M));
}

/** The distance between fine grid lines; five make a bright one, and both divide the world. */
export function gridSpacingM(worldM: number): number {
  return worldM / Math.max(1, Math.round(worldM / GRID_MAJOR_M)) / MINOR_PER_MAJOR;
}

export function drawBackground(pen: Pen): void {
  pen.enterScreen();
  drawGrid(pen, 1, 0.14);
  drawGrid(pen, MINOR_PER_MAJOR, 0.3);
  for (const layer of LAYERS) drawStars(pen, layer);
}

function drawGrid({ ctx, view }: Pen, every: number, brightness: number): void {
  const stepX = gridSpacingM(view.worldWidthM || NO_WORLD_M) * every * view.pxPerM;
  const stepY = gridSpacingM(view.worldHeightM || NO_WORLD_M) * every * view.pxPerM;
  ctx.beginPath();
  for (let x = firstAtOrAfterZero(view.widthPx / 2 - view.xM * view.pxPerM, stepX); x < view.widthPx; x += stepX) {
    ctx.moveTo(x, 0);
    ctx.lineTo(x, view.heightPx);
  }
  for (let y = firstAtOrAfterZero(view.heightPx / 2 + view.yM * view.pxPerM, stepY); y < view.heightPx; y += stepY) {
    ctx.moveTo(0, y);
    ctx.lineTo(view.widthPx, y);
  }
  ctx.strokeStyle = GRID;
  ctx.globalAlpha = brightness;
  ctx.lineWidth = 1;
  ctx.stroke();
}

function drawStars({ ctx, view }: Pen, layer: StarLayer): void {
  const { parallax, sizePx, stars } = layer;
  const tileX = tileWidthM(view.worldWidthM || NO_WORLD_M, parallax) * view.pxPerM;
  const tileY = tileWidthM(view.worldHeightM || NO_WORLD_M, parallax) * view.pxPerM;
  const originX = view.widthPx / 2 - view.xM * parallax * view.pxPerM;
  const originY = view.heightPx / 2 + view.yM * parallax * view.pxPerM;
  ctx.beginPath();
  for (let i = 0; i < stars.length; i += 2) {
    const firstX = firstAtOrAfterZero(originX + stars[i]! * tileX, tileX);
    const firstY = firstAtOrAfterZero(originY + stars[i + 1]! * tileY, tileY);
    for (let x = firstX; x < view.widthPx; x += tileX) {
      for (let y = firstY; y < view.heightPx; y += tileY) ctx.rect(x, y, sizePx, sizePx);
    }
  }
  ctx.fillStyle = layer.colour;
  ctx.globalAlpha = layer.brightness;
  ctx.fill();
}

/** The first point of a lattice through `origin` that is not left of 0. */
function firstAtOrAfterZero(origin: number, step: number): number {
  return origin - Math.floor(origin / step) * step;
}
