import { LABEL_FONT, ink } from "../../draw/palette";
import type { Pen } from "../../draw/pen";
import { MARKER_SHOWN_MS, type Marker } from "../markers";

/** Draws on a map, in its pixels, where somebody has just been shot down. */
export function drawMarker(ctx: CanvasRenderingContext2D, { atMs }: Marker, xPx: number, yPx: number, nowMs: number): void {
  ctx.globalAlpha = Math.max(0, 1 - (nowMs - atMs) / MARKER_SHOWN_MS);
  ctx.fillStyle = ink.danger;
  ctx.font = LABEL_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText("✕", xPx, yPx);
}

export function drawMarkers(pen: Pen, markers: readonly Marker[]): void {
  pen.enterScreen();
  for (const marker of markers) drawMarker(pen.ctx, marker, pen.view.screenX(marker.x), pen.view.screenY(marker.y), pen.nowMs);
}
