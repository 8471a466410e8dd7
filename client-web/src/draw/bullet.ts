import type { Entity } from "../state/scene";
import { BULLET, OWN } from "./palette";
import type { Pen } from "./pen";

/** The trail is where the bullet was this long ago. */
const TRAIL_S = 0.05;
const HALO_PX = 11;
const DOT_PX = 2.1;

export function drawBullet(pen: Pen, bullet: Entity): void {
  const { ctx, view } = pen;
  const colour = bullet.player !== 0 && bullet.player === pen.ownPlayer ? OWN : BULLET;
  const x = view.screenX(bullet.x);
  const y = view.screenY(bullet.y);

  pen.enterScreen();
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.4;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - bullet.vx * TRAIL_S * view.pxPerM, y + bullet.vy * TRAIL_S * view.pxPerM);
  ctx.stroke();

  ctx.globalAlpha = 0.8;
  ctx.drawImage(halo(colour), x - HALO_PX, y - HALO_PX, 2 * HALO_PX, 2 * HALO_PX);
  ctx.globalAlpha = 1;
  ctx.fillStyle = "#ffffff";
  ctx.fillRect(x - DOT_PX, y - DOT_PX, 2 * DOT_PX, 2 * DOT_PX);
}

const halos = new Map<string, HTMLCanvasElement>();

/** A soft round light, painted once for each of the few colours of bullets. */
function halo(colour: string): HTMLCanvasElement {
  const known = halos.get(colour);
  if (known) return known;
  const sprite = document.createElement("canvas");
  sprite.width = sprite.height = 64;
  const ctx = sprite.getContext("2d");
  if (ctx) {
    const light = ctx.createRadialGradient(32, 32, 0, 32, 32, 32);
    light.addColorStop(0, colour);
    light.addColorStop(0.25, `${colour}66`);
    light.addColorStop(1, `${colour}00`);
    ctx.fillStyle = light;
    ctx.fillRect(0, 0, 64, 64);
  }
  halos.set(colour, sprite);
  return sprite;
}
