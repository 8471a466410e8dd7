import { SHIP } from "../outline";
import { Control, Flag, type Entity } from "../state/scene";
import { BLOW, FLAME, OWN, RAPID_FIRE, SHIELD, SPREAD_SHOT, playerColour } from "./palette";
import { Colour } from "./particles";
import { type Pen, closedPath, linesPath } from "./pen";

const HULL = closedPath(SHIP);
const COCKPIT = closedPath([
  [0.55, 0],
  [0.05, 0.2],
  [0.05, -0.2],
]);
const GUNS = linesPath([
  [-0.3, 0.78, 0.45, 0.62],
  [-0.3, -0.78, 0.45, -0.62],
]);
const SPREAD_GUNS = linesPath([
  [0.5, 0.5, 0.9, 0.75],
  [0.5, -0.5, 0.9, -0.75],
]);
const BRAKES = linesPath([
  [0.75, 0.4, 1.25, 0.62],
  [0.6, 0.52, 0.95, 0.92],
  [0.75, -0.4, 1.25, -0.62],
  [0.6, -0.52, 0.95, -0.92],
]);
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
/** Corners of a sight, clear of the shield. */
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
  const bot = (ship.flags & Flag.Bot) !== 0;
  const colour = own ? OWN : playerColour(ship.player, bot);

  pen.enterWorld(ship.x, ship.y, ship.cos, ship.sin);
  pen.tint(HULL, colour, own ? 0.22 : 0.09);
  pen.glow(HULL, colour, bot ? 0.85 : 1);
  if (!bot) pen.line(COCKPIT, colour, 0.9);
  if (ship.flags & Flag.RapidFire) pen.line(GUNS, RAPID_FIRE, 1);
  if (ship.flags & Flag.SpreadShot) pen.line(SPREAD_GUNS, SPREAD_SHOT, 1);
  if (ship.controls & Control.Brake) pen.glow(BRAKES, SHIELD, 0.5 + 0.3 * Math.sin(pen.nowMs / 25));
  if (ship.controls & Control.Thrust) drawThrust(pen, ship);
  if (ship.player !== 0 && ship.player === pen.owedPlayer) drawMark(pen, ship);
  if (ship.flags & Flag.Shield) drawShield(pen, ship, own ? pen.spawnShieldUntil : 0);
}

/** Marks who shot the pilot last. */
function drawMark(pen: Pen, ship: Entity): void {
  pen.enterWorld(ship.x, ship.y, 1, 0, ship.radiusM);
  pen.glow(MARK, BLOW, 0.75 + 0.25 * Math.sin(pen.nowMs / 220));
}

function drawThrust(pen: Pen, ship: Entity): void {
  const flame = FLAMES[(Math.floor(pen.nowMs / FLICKER_MS) + ship.id) % FLAMES.length]!;
  pen.glow(flame, FLAME, 0.9);
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
    Math.random() < 0.5 ? Colour.Flame : Colour.Ember,
  );
}

function drawShield(pen: Pen, ship: Entity, until: number): void {
  const leftS = (until - pen.tick) / pen.tickRateHz;
  const ending = leftS > 0 && leftS < SHIELD_WARNING_S;
  if (ending && Math.floor(pen.nowMs / 80) % 2 === 0) return;
  const turn = pen.nowMs / 700;
  pen.enterWorld(ship.x, ship.y, Math.cos(turn), Math.sin(turn), ship.radiusM);
  pen.glow(SHIELD_RING, SHIELD, 0.55);
  pen.line(SHIELD_SHIMMER, SHIELD, 0.7);
}
