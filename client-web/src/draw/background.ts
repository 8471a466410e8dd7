import type { Pen } from "./pen";
import { StarLayer } from "./stars";
import { firstAtOrAfterZero } from "./view";

const GRID_MAJOR_M = 50;
const MINOR_PER_MAJOR = 5;
/** From higher up than this there are no stars below: they fade in until twice as near. */
const STARS_PX_PER_M_MIN = 4;
/** Grid lines nearer to each other than this do not show; they fade in until four times as far. */
const GRID_PX_MIN = 8;
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
  const shown = Math.min(1, pen.view.pxPerM / STARS_PX_PER_M_MIN - 1);
  if (shown <= 0) return;
  for (let layer = LAYERS.length - pen.quality.stars; layer < LAYERS.length; layer++) LAYERS[layer]?.draw(pen, shown);
}

function drawGrid({ ctx, view }: Pen, every: number, brightness: number): void {
  const stepX = gridSpacingM(view.worldWidthM) * every * view.pxPerM;
  const stepY = gridSpacingM(view.worldHeightM) * every * view.pxPerM;
  if (Math.min(stepX, stepY) <= GRID_PX_MIN) return;
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
  ctx.globalAlpha = brightness * Math.min(1, (Math.min(stepX, stepY) - GRID_PX_MIN) / (3 * GRID_PX_MIN));
  ctx.lineWidth = 1;
  ctx.stroke();
}
