import type { Entity } from "../state/scene";
import { ink } from "./palette";
import type { Pen } from "./pen";

/** The trail reaches back to where the bullet was this long ago. */
const TRAIL_S = 0.035;
const DOT_PX = 2.3;

export function drawBullet(pen: Pen, bullet: Entity): void {
  const { ctx, view } = pen;
  const isOwn = bullet.player !== 0 && bullet.player === pen.ownPlayer;
  const colour = isOwn ? ink.own : ink.danger;
  const x = view.screenX(bullet.x);
  const y = view.screenY(bullet.y);

  pen.enterScreen();
  pen.beginLines();
  pen.addSegment(x, y, x - bullet.vx * TRAIL_S * view.pxPerM, y + bullet.vy * TRAIL_S * view.pxPerM);
  pen.glowLines(colour, 0.45);

  ctx.fillStyle = colour;
  ctx.globalAlpha = 1;
  ctx.beginPath();
  // Others' have corners.
  if (isOwn) ctx.arc(x, y, DOT_PX, 0, 2 * Math.PI);
  else ctx.rect(x - DOT_PX, y - DOT_PX, 2 * DOT_PX, 2 * DOT_PX);
  ctx.fill();
}
