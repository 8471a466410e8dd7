import type { Pen } from "./pen";
import { StarLayer } from "./stars";
import { firstAtOrAfterZero } from "./view";

const GRID_MAJOR_M = 50;
const MINOR_PER_MAJOR = 5;
const GRID = "#5f7fd6";

const LAYERS: readonly StarLayer[] = [
  new StarLayer(0.12, 1.1, "#8fa3d8", 0.85, 120),
  new StarLayer(0.25, 1.5, "#aebcf0", 0.9, 60),
  new StarLayer(0.45, 2.2, "#e6ecff", 1, 22),
];

/** The distance between fine grid lines; five make a bright one, and both divide the world, if there is one. */
export function gridSpacingM(worldM: number): number {
  const wayM = worldM || GRID_MAJOR_M;
  return wayM / Math.max(1, Math.round(wayM / GRID_MAJOR_M)) / MINOR_PER_MAJOR;
}

export function drawBackground(pen: Pen): void {
  pen.enterScreen();
  drawGrid(pen, 1, 0.14);
  drawGrid(pen, MINOR_PER_MAJOR, 0.3);
  for (const layer of LAYERS) layer.draw(pen);
}

function drawGrid({ ctx, view }: Pen, every: number, brightness: number): void {
  const stepX = gridSpacingM(view.worldWidthM) * every * view.pxPerM;
  const stepY = gridSpacingM(view.worldHeightM) * every * view.pxPerM;
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
