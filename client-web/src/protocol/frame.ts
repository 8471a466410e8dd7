// The message that comes most: what has changed in the view.

import { makeMotion, type Motion } from "../motion";
import type { You } from "../state/scene";
import { ProtocolError, countOf, type Fields } from "./fields";
import {
  ARRIVALS,
  BULLET_STEPS_PER_MPS,
  EventKind,
  FIRST_PARTS,
  FRAME_KIND,
  Gives,
  HYPERSPACE_WEAPON,
  MUZZLE_STEPS_PER_M,
  PARTS,
  Part,
  Reason,
  SPREAD_WIDTH,
  STEERING_WIDTH,
  TICK_SPAN,
  type Kind,
  type Layout,
} from "./table";

export interface ControlChange {
  readonly ship: number;
  readonly tick: number;
  readonly controls: number;
}

export interface Shot {
  readonly ship: number;
  readonly tick: number;
  readonly bullet: number;
  /** −1, 0 or 1: to the right, straight, to the left. */
  readonly spread: number;
}

export interface Anchor {
  readonly entity: number;
  readonly tick: number;
  readonly controls: number;
  readonly motion: Motion;
}

export { Reason };

export interface Vanished {
  readonly entity: number;
  readonly reason: number;
}

export interface Arrival {
  readonly entity: number;
  readonly kind: Kind;
  /** At the frame's tick; a bullet's when it was fired. */
  readonly motion: Motion;
  /** How long before the frame it had this motion: 0 but for bullets. */
  readonly ageTicks: number;
  /** Who flies the ship. Ships only, like the next six. */
  readonly player: number;
  readonly controls: number;
  readonly name: string;
  readonly flags: number;
  readonly bounty: number;
  /** What it has grown, as bits, and how it looks. */
  readonly gear: number;
  readonly look: number;
  /** Rocks, and warps: that of the rock to come. */
  readonly seed: number;
  /** Pickups only. */
  readonly gives: Gives;
  /** How long it lasts from the frame's tick on. Pickups and warps only. */
  readonly leftTicks: number;
}

export interface Badge {
  readonly ship: number;
  readonly flags: number;
  readonly bounty: number;
  readonly gear: number;
  readonly look: number;
}

/** A ship that is not in the picture has the id 0. */
export type GameEvent =
  | { readonly type: "hit"; readonly ship: number }
  | { readonly type: "score"; readonly points: number; readonly kind: Kind }
  | {
      readonly type: "kill";
      /** 0 for nobody. */
      readonly killer: number;
      /** Empty for nobody, and for one whose ship is in the picture. */
      readonly killerName: string;
      readonly victim: number;
      readonly victimName: string;
      readonly weapon: number;
    }
  | { readonly type: "pickup"; readonly ship: number; readonly gives: Gives }
  | { readonly type: "jump"; readonly ship: number; readonly fromX: number; readonly fromY: number };

/** The pilot's own state, as the wire has it. */
export type OwnState = Omit<You, "spawnShieldUntil" | "helped">;

export interface Pong {
  readonly nonce: number;
  readonly heldUs: number;
}

/** How far the server has told of the world. Each frame counts on from the one before. */
export interface Told {
  readonly tick: number;
  /** How many ticks the frame came after the one before, 0 before the first. */
  readonly paceTicks: number;
  /** The number of the last input that the world has taken, 0 for none. */
  readonly ack: number;
}

export interface Frame extends Told {
  readonly type: "frame";
  readonly controls: readonly ControlChange[];
  readonly shots: readonly Shot[];
  readonly arrivals: readonly Arrival[];
  /** Entities that are out of view now. */
  readonly left: readonly number[];
  readonly vanished: readonly Vanished[];
  readonly events: readonly GameEvent[];
  readonly badges: readonly Badge[];
  readonly anchors: readonly Anchor[];
  readonly you: OwnState | null;
  readonly pong: Pong | null;
}

const BYTE_MAX = 255;
const U16_MAX = 0xffff;
const STEERING_SPAN = 1 << STEERING_WIDTH;
const SPREAD_SPAN = 1 << SPREAD_WIDTH;
const REASON_MAX = countOf(Reason) - 1;
const GIVES_MAX = countOf(Gives) - 1;
const KIND_MAX = ARRIVALS.length - 1;
/** The bit of a kind that says that the bits of the later parts follow. */
const MORE_PARTS = 1 << FIRST_PARTS;
const MORE_MAX = (1 << (PARTS - FIRST_PARTS)) - 1;

/** Reads a frame of this kind, and of what follows it. */
export function readFrame(kind: number, fields: Fields, before: Told): Frame {
  const first = kind - FRAME_KIND;
  const more = (first & MORE_PARTS) === 0 ? 0 : fields.uint(MORE_MAX);
  const parts = (first % MORE_PARTS) + more * MORE_PARTS;
  const has = (part: number): boolean => (parts & part) !== 0;
  const paceTicks = has(Part.Ticks) ? fields.uint() : before.paceTicks;
  const tick = before.tick + paceTicks;
  const section = <T>(part: number, what: string, read: (record: Fields) => T): T[] =>
    has(part) ? fields.inner(what).all(read) : [];
  const frame: Frame = {
    type: "frame",
    tick,
    paceTicks,
    ack: before.ack + (has(Part.Acks) ? fields.uint() : 0),
    controls: section(Part.Controls, "the controls", (record) => readControlChange(record, tick)),
    shots: section(Part.Shots, "the shots", (record) => readShot(record, tick)),
    arrivals: section(Part.Arrivals, "the arrivals", readArrival),
    left: section(Part.Left, "what has left", (record) => record.id()),
    vanished: section(Part.Vanished, "what has vanished", readVanished),
    events: section(Part.Events, "the events", (records) => readEvent(records.inner("an event"))),
    badges: section(Part.Badges, "the badges", readBadge),
    anchors: section(Part.Anchors, "the anchors", (record) => readAnchor(record, tick)),
    you: has(Part.You) ? readYou(fields.inner("you")) : null,
    pong: has(Part.Pong) ? readPong(fields.inner("the pong")) : null,
  };
  fields.end();
  return frame;
}

/** The latest tick with these low three bits that is not after the frame's. */
export function tickBefore(low: number, frameTick: number): number {
  const age = (frameTick - low) & (TICK_SPAN - 1);
  return frameTick - age;
}

/** The steering held from a tick on: both are in one byte. */
function readHeld(fields: Fields, frameTick: number): { readonly tick: number; readonly controls: number } {
  const packed = fields.uint(TICK_SPAN * STEERING_SPAN - 1);
  return { tick: tickBefore(packed >> STEERING_WIDTH, frameTick), controls: packed & (STEERING_SPAN - 1) };
}

function readControlChange(fields: Fields, frameTick: number): ControlChange {
  return { ship: fields.id(), ...readHeld(fields, frameTick) };
}

function readShot(fields: Fields, frameTick: number): Shot {
  const ship = fields.id();
  const packed = fields.uint(TICK_SPAN * SPREAD_SPAN - 1);
  const spread = (packed & (SPREAD_SPAN - 1)) - 1;
  if (spread > 1) throw new ProtocolError("a shot goes in no direction");
  return { ship, tick: tickBefore(packed >> SPREAD_WIDTH, frameTick), bullet: fields.id(), spread };
}

function readAnchor(fields: Fields, frameTick: number): Anchor {
  return { entity: fields.id(), ...readHeld(fields, frameTick), motion: readMotion(fields) };
}

function readMotion(fields: Fields): Motion {
  const [x, y, cos, sin, vx, vy, spin] = fields.floats(7) as [number, number, number, number, number, number, number];
  return { x, y, cos, sin, vx, vy, spin };
}

function readStraightMotion(fields: Fields): Motion {
  const [x, y, vx, vy] = fields.floats(4) as [number, number, number, number];
  return { ...makeMotion(), x, y, vx, vy };
}

/** Where a bullet was and how it moved when it was fired, told in whole steps. */
function readMuzzle(fields: Fields): Motion {
  const motion = makeMotion();
  motion.x = Math.fround(fields.signed() / MUZZLE_STEPS_PER_M);
  motion.y = Math.fround(fields.signed() / MUZZLE_STEPS_PER_M);
  motion.vx = Math.fround(fields.signed() / BULLET_STEPS_PER_MPS);
  motion.vy = Math.fround(fields.signed() / BULLET_STEPS_PER_MPS);
  return motion;
}

function readMotionOf(layout: Layout, fields: Fields): Motion {
  switch (layout) {
    case "Bullet":
      return readMuzzle(fields);
    case "Pickup":
      return readStraightMotion(fields);
    case "Ship":
    case "Rock":
    case "Plain":
    case "Warp":
      return readMotion(fields);
  }
}

function readVanished(fields: Fields): Vanished {
  return { entity: fields.id(), reason: fields.uint(REASON_MAX) };
}

function readBadge(fields: Fields): Badge {
  return { ship: fields.id(), flags: fields.uint(BYTE_MAX), bounty: fields.uint(), gear: fields.uint(BYTE_MAX), look: fields.uint(BYTE_MAX) };
}

/** One number says the kind, and the steering of a ship, the age of a bullet, or what a pickup gives. */
function readArrival(fields: Fields): Arrival {
  const entity = fields.id();
  const number = fields.uint(BYTE_MAX);
  const row = ARRIVALS.find(({ end }) => number < end);
  if (row === undefined) throw new ProtocolError(`nothing arrives as ${number}`);
  const { kind, layout } = row;
  const value = number - row.first;
  const motion = readMotionOf(layout, fields);
  const isShip = layout === "Ship";
  return {
    entity,
    kind,
    motion,
    controls: isShip ? value : 0,
    player: isShip ? fields.id() : 0,
    name: isShip ? fields.text() : "",
    flags: isShip ? fields.uint(BYTE_MAX) : 0,
    bounty: isShip ? fields.uint() : 0,
    gear: isShip ? fields.uint(BYTE_MAX) : 0,
    look: isShip ? fields.uint(BYTE_MAX) : 0,
    seed: layout === "Rock" || layout === "Warp" ? fields.uint(U16_MAX) : 0,
    gives: layout === "Pickup" ? (value as Gives) : 0,
    leftTicks: layout === "Pickup" || layout === "Warp" ? fields.uint() : 0,
    ageTicks: layout === "Bullet" ? value : 0,
  };
}

function readGives(fields: Fields): Gives {
  return fields.uint(GIVES_MAX) as Gives;
}

function readEvent(fields: Fields): GameEvent {
  const event = readEventOf(fields.uint(BYTE_MAX), fields);
  fields.end();
  return event;
}

function readEventOf(number: number, fields: Fields): GameEvent {
  switch (number) {
    case EventKind.Hit:
      return { type: "hit", ship: fields.uint() };
    case EventKind.Score:
      return { type: "score", points: fields.uint(), kind: fields.uint(KIND_MAX) as Kind };
    case EventKind.Kill:
      return {
        type: "kill",
        killer: fields.uint(),
        killerName: fields.text(),
        victim: fields.id(),
        victimName: fields.text(),
        weapon: readWeapon(fields),
      };
    case EventKind.Pickup:
      return { type: "pickup", ship: fields.uint(), gives: readGives(fields) };
    case EventKind.Jump:
      return { type: "jump", ship: fields.uint(), fromX: fields.float(), fromY: fields.float() };
    default:
      throw new ProtocolError(`no event has the number ${number}`);
  }
}

function readWeapon(fields: Fields): number {
  const weapon = fields.uint(HYPERSPACE_WEAPON);
  if (weapon > KIND_MAX && weapon !== HYPERSPACE_WEAPON) throw new ProtocolError(`no weapon has the number ${weapon}`);
  return weapon;
}

function readYou(fields: Fields): OwnState {
  const you: OwnState = {
    shipId: fields.uint(),
    score: fields.uint(),
    lives: fields.uint(BYTE_MAX),
    streak: fields.uint(),
    rapidFireUntil: fields.uint(),
    spreadShotUntil: fields.uint(),
    jumpReady: fields.uint(),
    respawnReady: fields.uint(),
    offer: fields.uint(BYTE_MAX),
  };
  fields.end();
  return you;
}

function readPong(fields: Fields): Pong {
  const pong = { nonce: fields.uint(), heldUs: fields.uint() };
  fields.end();
  return pong;
}
