// The sandbox as a picture: the ship stays in the middle, or where it was lost.

import type { Motion } from "../../motion";
import { SHIP, rock, saucer, type Point } from "../../outline";
import { Control, Gives, Kind } from "../../protocol/table";
import { SCREEN_HALF_M, TRAITS } from "../sandbox/rules";
import type { Ship } from "../sandbox/ship";
import { SIDE_M, way } from "../sandbox/space";
import { radiusOf, type Thing } from "../sandbox/thing";
import { BURST_TICKS, type World } from "../sandbox/world";

const GRID_M = 10;
const SKY = "#03040b";
const GRID = "#141b38";
const ROCK = "#c8d4f5";
const FRIEND = "#ffd84d";
const OWN = "#7df4ff";
const RIVAL = "#ff6f91";
const FLAME = "#ff9d5c";
const GIFT = "#8dff9f";
const LETTERS: Readonly<Record<Gives, string>> = { [Gives.RapidFire]: "R", [Gives.SpreadShot]: "S", [Gives.Shield]: "O" };

/** Outlines of rocks, made once. */
const outlines = new WeakMap<Thing, readonly Point[]>();
/** Where the last ship of a world is or was. */
const middles = new WeakMap<World, Readonly<Motion>>();

export function drawWorld(canvas: HTMLCanvasElement, world: World): void {
  const ratio = devicePixelRatio;
  const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  const ctx = canvas.getContext("2d");
  if (ctx === null || width === 0) return;
  const scale = Math.min(width / (2 * SCREEN_HALF_M[0]), height / (2 * SCREEN_HALF_M[1]));
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = SKY;
  ctx.fillRect(0, 0, width, height);
  ctx.setTransform(scale, 0, 0, -scale, width / 2, height / 2);
  ctx.lineWidth = 1.5 / scale;
  const middle = world.pilot.ship?.motion ?? middles.get(world) ?? world.friend;
  middles.set(world, middle);
  drawGrid(ctx, middle);
  drawThings(ctx, world, middle);
}

function drawThings(ctx: CanvasRenderingContext2D, world: World, middle: Readonly<Motion>): void {
  const at = (motion: Readonly<Motion>, colour: string, draw: () => void): void => {
    const [x, y] = way(middle, motion);
    ctx.save();
    ctx.transform(motion.cos, motion.sin, -motion.sin, motion.cos, x, y);
    ctx.strokeStyle = ctx.fillStyle = colour;
    draw();
    ctx.restore();
  };
  for (const it of world.rocks) at(it.motion, ROCK, () => outline(ctx, outlineOf(it)));
  for (const it of world.warps) at(it.motion, GRID, () => circle(ctx, radiusOf(it)));
  for (const it of world.saucers) at(it.motion, RIVAL, () => outline(ctx, saucer(radiusOf(it))));
  for (const { motion, gives } of world.pickups) at(motion, GIFT, () => drawPickup(ctx, gives));
  for (const { motion, pilot } of world.bullets) {
    at(motion, pilot === world.pilot ? OWN : RIVAL, () => ctx.fillRect(-0.25, -0.25, 0.5, 0.5));
  }
  at(world.friend, FRIEND, () => outline(ctx, SHIP));
  for (const ship of world.ships) at(ship.motion, ship === world.pilot.ship ? OWN : RIVAL, () => drawShip(ctx, ship, world.tick));
  for (const { motion, radius_m, tick } of world.bursts) {
    const part = (world.tick - tick) / BURST_TICKS;
    ctx.globalAlpha = 1 - part;
    at(motion, FLAME, () => circle(ctx, radius_m * (0.5 + 1.5 * part)));
  }
  ctx.globalAlpha = 1;
}

function outlineOf(thing: Thing): readonly Point[] {
  const known = outlines.get(thing);
  if (known !== undefined) return known;
  const made = rock(thing.id, radiusOf(thing));
  outlines.set(thing, made);
  return made;
}

function drawShip(ctx: CanvasRenderingContext2D, ship: Ship, tick: number): void {
  outline(ctx, SHIP);
  if (ship.isShielded(tick)) circle(ctx, 1.4 * TRAITS[Kind.Ship].radiusM);
  const isHeld = (control: Control): boolean => (ship.controls & control) !== 0;
  ctx.strokeStyle = FLAME;
  if (isHeld(Control.Thrust)) line(ctx, -0.9, 0, -2.4, 0);
  if (isHeld(Control.Left)) line(ctx, 1.2, -0.3, 1.2, -1.4);
  if (isHeld(Control.Right)) line(ctx, 1.2, 0.3, 1.2, 1.4);
  if (isHeld(Control.Brake)) line(ctx, -1.8, 1.2, -1.8, -1.2);
}

function drawPickup(ctx: CanvasRenderingContext2D, gives: Gives): void {
  circle(ctx, TRAITS[Kind.Pickup].radiusM);
  ctx.scale(1, -1);
  ctx.font = "1.4px monospace";
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(LETTERS[gives], 0, 0);
}

function drawGrid(ctx: CanvasRenderingContext2D, { x, y }: Readonly<Motion>): void {
  ctx.strokeStyle = GRID;
  const [half_x, half_y] = [2 * SCREEN_HALF_M[0], 2 * SCREEN_HALF_M[1]];
  for (let at = -half_x - ((x + SIDE_M) % GRID_M); at < half_x; at += GRID_M) line(ctx, at, -half_y, at, half_y);
  for (let at = -half_y - ((y + SIDE_M) % GRID_M); at < half_y; at += GRID_M) line(ctx, -half_x, at, half_x, at);
}

function outline(ctx: CanvasRenderingContext2D, points: readonly Point[]): void {
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.stroke();
}

function circle(ctx: CanvasRenderingContext2D, radius: number): void {
  ctx.beginPath();
  ctx.arc(0, 0, radius, 0, 2 * Math.PI);
  ctx.stroke();
}

function line(ctx: CanvasRenderingContext2D, x: number, y: number, to_x: number, to_y: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(to_x, to_y);
  ctx.stroke();
}
