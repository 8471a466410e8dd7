import { SHIP } from "../outline";
import { Control, Flag, Team, type Entity } from "../state/scene";
import { isProgram, teamOf } from "../state/ships";
import { drawGear } from "./gear";
import { drawMarkings, hueOf } from "./look";
import { ink, shipInk, teamInk } from "./palette";
import { Colour } from "./particles";
import { type Pen, closedPath, linesPath, mirroredPath } from "./pen";
import { drawTrail } from "./trail";

const HULL = closedPath(SHIP);
const COCKPIT = closedPath([
  [0.55, 0],
  [0.05, 0.2],
  [0.05, -0.2],
]);
/** What the pilot's own ship has, and what is at the tail of those that nobody sits in. */
const WINGS = mirroredPath([
  [-0.2, 0.9, -1.05, 1.05],
]);
const AERIAL = linesPath([
  [-0.35, 0.34, -0.35, -0.34],
  [-0.35, 0, 0.3, 0],
]);
/** Around whoever has a price on the head. */
const PRICE = closedPath([
  [1.75, 0],
  [0, 1.75],
  [-1.75, 0],
  [0, -1.75],
]);
const GUNS = mirroredPath([
  [-0.3, 0.78, 0.45, 0.62],
]);
const SPREAD_GUNS = mirroredPath([
  [0.5, 0.5, 0.9, 0.75],
]);
const BRAKES = mirroredPath([
  [0.75, 0.4, 1.25, 0.62],
  [0.6, 0.52, 0.95, 0.92],
]);
/** On both sides of the tail: a disc, or a crescent. */
const EMBLEMS: Readonly<Record<Team, Path2D>> = { [Team.Suns]: emblem(Math.PI), [Team.Moons]: emblem(Math.PI / 2) };

function emblem(halfRad: number): Path2D {
  const path = new Path2D();
  for (const side of [-1, 1]) {
    const [x, y] = [-0.75, 1.15 * side];
    path.moveTo(x + 0.28 * Math.cos(halfRad), y - 0.28 * Math.sin(halfRad));
    path.arc(x, y, 0.28, -halfRad, halfRad);
    if (halfRad < Math.PI) path.quadraticCurveTo(x + 0.2, y, x, y - 0.28);
  }
  return path;
}

/** Flames of several lengths; the engine flickers between them. */
const FLAMES = [1.55, 2.1, 1.75, 2.4].map((reachM) =>
  closedPath([
    [-0.78, 0.4],
    [-reachM, 0],
    [-0.78, -0.4],
    [-0.66, 0],
  ]),
);
const FLICKER_MS = 45;

const SHIELD_RADIUS = 1.3;
const SHIELD_RING = new Path2D();
SHIELD_RING.arc(0, 0, SHIELD_RADIUS, 0, 2 * Math.PI);
const SHIELD_SHIMMER = new Path2D();
for (let start = 0; start < 6; start += 2) {
  const from = (start * Math.PI) / 3;
  SHIELD_SHIMMER.moveTo((SHIELD_RADIUS - 0.14) * Math.cos(from), (SHIELD_RADIUS - 0.14) * Math.sin(from));
  SHIELD_SHIMMER.arc(0, 0, SHIELD_RADIUS - 0.14, from, from + Math.PI / 4);
}
/** Corners of a sight, clear of the shield, around who shot the pilot last. */
const MARK = new Path2D();
for (const [x, y] of [[1, 1], [-1, 1], [-1, -1], [1, -1]] as const) {
  const reach = 1.75;
  const arm = 0.55;
  MARK.moveTo(x * (reach - arm), y * reach);
  MARK.lineTo(x * reach, y * reach);
  MARK.lineTo(x * reach, y * (reach - arm));
}
/** A shield that ends within this time flickers. */
const SHIELD_WARNING_S = 1;

const EXHAUST_PER_S = 70;

export function drawShip(pen: Pen, ship: Entity): void {
  const own = ship.player === pen.ownPlayer;
  const bot = isProgram(ship.flags);
  const team = teamOf(ship.flags);
  const colour = own ? ink.own : shipInk(ship.flags);

  const hue = hueOf(ship.look, colour);
  drawTrail(pen, ship, hue);
  pen.enterWorld(ship.x, ship.y, ship.cos, ship.sin);
  pen.tint(HULL, colour, own ? 0.22 : 0.09);
  pen.glow(HULL, colour, bot ? 0.85 : 1);
  pen.line(bot ? AERIAL : COCKPIT, colour, 0.9);
  if (own) pen.glow(WINGS, colour, 0.9);
  drawMarkings(pen, ship.look, hue);
  drawGear(pen, ship.gear, colour);
  if (team !== null) pen.glow(EMBLEMS[team], teamInk(team), 0.9);
  if (ship.flags & Flag.RapidFire) pen.line(GUNS, ink.pickup, 1);
  if (ship.flags & Flag.SpreadShot) pen.line(SPREAD_GUNS, ink.pickup, 1);
  if (ship.controls & Control.Brake) pen.glow(BRAKES, ink.light, 0.5 + 0.3 * Math.sin(pen.nowMs / 25));
  if (ship.controls & Control.Thrust) drawThrust(pen, ship);
  if (ship.bounty > 0) drawAround(pen, ship, PRICE, ink.bounty);
  if (ship.player !== 0 && ship.player === pen.owedPlayer) drawAround(pen, ship, MARK, ink.danger);
  if (ship.flags & Flag.Shield) drawShield(pen, ship, own ? pen.spawnShieldUntil : 0);
}

function drawAround(pen: Pen, ship: Entity, path: Path2D, colour: string): void {
  pen.enterWorld(ship.x, ship.y, 1, 0, ship.radiusM);
  pen.glow(path, colour, 0.7 + 0.2 * Math.sin(pen.nowMs / 220));
}

function drawThrust(pen: Pen, ship: Entity): void {
  const flame = FLAMES[(Math.floor(pen.nowMs / FLICKER_MS) + ship.id) % FLAMES.length]!;
  pen.glow(flame, ink.flame, 0.9);
  if (Math.random() > EXHAUST_PER_S * pen.dtS) return;
  const sideways = (Math.random() - 0.5) * 5;
  const back = 9 + Math.random() * 5;
  pen.particles.spark(
    ship.x - 1.2 * ship.cos,
    ship.y - 1.2 * ship.sin,
    ship.vx - back * ship.cos - sideways * ship.sin,
    ship.vy - back * ship.sin + sideways * ship.cos,
    0.25,
    0.25 + Math.random() * 0.3,
    Colour.Flame,
  );
}

function drawShield(pen: Pen, ship: Entity, until: number): void {
  const leftS = (until - pen.tick) / pen.tickRateHz;
  const ending = leftS > 0 && leftS < SHIELD_WARNING_S;
  if (ending && Math.floor(pen.nowMs / 80) % 2 === 0) return;
  const turn = pen.nowMs / 700;
  pen.enterWorld(ship.x, ship.y, Math.cos(turn), Math.sin(turn), ship.radiusM);
  pen.glow(SHIELD_RING, ink.light, 0.55);
  pen.line(SHIELD_SHIMMER, ink.light, 0.7);
}
