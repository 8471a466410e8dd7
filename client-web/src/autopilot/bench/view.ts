// The sandbox as a picture: the ship stays in the middle.

import type { World } from "../sandbox/world";
import { SIZE_M, VIEW_HALF_M } from "../sandbox/world";
import { SHIP_RADIUS_M, around } from "../sandbox/ship";

const GRID_M = 10;

export function drawWorld(canvas: HTMLCanvasElement, world: World): void {
  const ratio = devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const ctx = canvas.getContext("2d");
  if (ctx === null || width === 0) return;
  const scale = Math.min(width / (2 * VIEW_HALF_M[0]), height / (2 * VIEW_HALF_M[1]));
  const { ship } = world;
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = "#03040b";
  ctx.fillRect(0, 0, width, height);
  ctx.setTransform(scale, 0, 0, -scale, width / 2, height / 2);
  ctx.lineWidth = 1.5 / scale;
  drawGrid(ctx, ship.x, ship.y);
  ctx.strokeStyle = "#c8d4f5";
  for (const rock of world.rocks) circle(ctx, around(rock.x - ship.x, SIZE_M), around(rock.y - ship.y, SIZE_M), rock.radius_m);
  ctx.strokeStyle = "#ffd84d";
  circle(ctx, around(world.friend.x - ship.x, SIZE_M), around(world.friend.y - ship.y, SIZE_M), world.friend.radius_m);
  ctx.transform(ship.cos, ship.sin, -ship.sin, ship.cos, 0, 0);
  ctx.strokeStyle = "#7df4ff";
  ctx.beginPath();
  ctx.moveTo(1.6, 0);
  ctx.lineTo(-SHIP_RADIUS_M, 1);
  ctx.lineTo(-0.8, 0);
  ctx.lineTo(-SHIP_RADIUS_M, -1);
  ctx.closePath();
  ctx.stroke();
  ctx.strokeStyle = "#ff9d5c";
  const { held } = world;
  if (held.thrust) line(ctx, -0.9, 0, -2.4, 0);
  if (held.left) line(ctx, 1.2, -0.3, 1.2, -1.4);
  if (held.right) line(ctx, 1.2, 0.3, 1.2, 1.4);
  if (held.brake) line(ctx, -1.8, 1.2, -1.8, -1.2);
}

function drawGrid(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  ctx.strokeStyle = "#141b38";
  const [half_x, half_y] = [2 * VIEW_HALF_M[0], 2 * VIEW_HALF_M[1]];
  for (let at = -half_x - (((x % GRID_M) + GRID_M) % GRID_M); at < half_x; at += GRID_M) line(ctx, at, -half_y, at, half_y);
  for (let at = -half_y - (((y % GRID_M) + GRID_M) % GRID_M); at < half_y; at += GRID_M) line(ctx, -half_x, at, half_x, at);
}

function circle(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.stroke();
}

function line(ctx: CanvasRenderingContext2D, x: number, y: number, to_x: number, to_y: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(to_x, to_y);
  ctx.stroke();
}
