// Messages as the server writes them, as far as a clip needs new ones.

import type { Motion } from "../../motion";
import type { Arrival, Frame } from "../../protocol/frame";
import { ARRIVALS, BULLET_STEPS_PER_MPS, FIRST_PARTS, FRAME_KIND, Heard, MUZZLE_STEPS_PER_M, Part, type Layout } from "../../protocol/table";
import type { Welcome } from "../../protocol/welcome";
import { Writer } from "../../protocol/writer";
import { FilmError } from "./film";
import { tFilm } from "../../words/film";

const MORE_PARTS = 1 << FIRST_PARTS;
const TICKS_BIT = Part.Ticks / MORE_PARTS;
const FIX_ARRAY = 0x90;
const FIX_ARRAY_MAX = 15;

/** A welcome that was said at another tick. */
export function welcomeAt(tick: number, welcome: Welcome): Uint8Array {
  const { version, room, player, role, name, tickRateHz, substeps, sendEveryTicks, torus, view, kinds, gun, timing } = welcome;
  const out = new Writer();
  out.array(15).uint(Heard.Welcome).uint(version).uint(room).uint(player).uint(role).text(name).uint(tick);
  out.uint(tickRateHz).uint(substeps).uint(sendEveryTicks);
  out.array(2).float(torus.widthM).float(torus.heightM).array(2).float(view.halfWidthM).float(view.halfHeightM);
  out.array(kinds.length);
  for (const hints of kinds) {
    out.array(6).float(hints.linearDamping).float(hints.angularDamping).float(hints.brakeDamping);
    out.float(hints.thrustMps2).float(hints.turnRadps2).float(hints.radiusM);
  }
  out.array(9).float(gun.muzzleOffsetM).float(gun.muzzleSpeedMps).float(gun.spreadCos).float(gun.spreadSin);
  out.uint(gun.bulletLifeTicks).uint(gun.cooldownTicks).uint(gun.rapidCooldownTicks).uint(gun.inFlight).uint(gun.inFlightPowered);
  out.array(5).uint(timing.spawnShieldTicks).uint(timing.respawnPauseTicks).uint(timing.hyperspaceCooldownTicks);
  return out.uint(timing.powerTicks).uint(timing.inputLeadTicksMax).bytes();
}

/** A frame of the welcome's tick with nothing but arrivals. */
export function encodeKeyframe({ arrivals }: Frame): Uint8Array {
  const fields = new Writer();
  let count = 0;
  for (const arrival of arrivals) count += writeArrival(fields, arrival);
  return new Writer().array(2).uint(FRAME_KIND + Part.Arrivals).array(count).raw(fields.bytes()).bytes();
}

/** The frame with so many ticks since the one before, for whoever does not know that one's. */
export function withTicks(bytes: Uint8Array, ticks: number): Uint8Array {
  const head = bytes[0] ?? 0;
  const kind = bytes[1] ?? 0;
  const hasMore = (kind & MORE_PARTS) !== 0;
  const more = hasMore ? (bytes[2] ?? 0) : 0;
  const rest = bytes.subarray(hasMore ? 3 : 2);
  if ((more & TICKS_BIT) !== 0) return bytes;
  const fields = (head & FIX_ARRAY_MAX) + (hasMore ? 1 : 2);
  if ((head & ~FIX_ARRAY_MAX) !== FIX_ARRAY || fields > FIX_ARRAY_MAX) throw new FilmError(tFilm.cannotCut);
  return new Writer().array(fields).uint(kind | MORE_PARTS).uint(more | TICKS_BIT).uint(ticks).raw(rest).bytes();
}

/** Returns how many values it has written. */
function writeArrival(out: Writer, { entity, kind, motion, ...of }: Arrival): number {
  const row = ARRIVALS[kind];
  if (row?.kind !== kind) throw new RangeError(`nothing arrives as kind ${kind}`);
  out.uint(entity).uint(row.first + aboveFirst(row.layout, of));
  switch (row.layout) {
    case "Ship":
      whole(out, motion).uint(of.player).text(of.name).uint(of.flags).uint(of.bounty).uint(of.gear).uint(of.look);
      return 9;
    case "Rock":
      whole(out, motion).uint(of.seed);
      return 4;
    case "Plain":
      whole(out, motion);
      return 3;
    case "Bullet":
      out.int(motion.x * MUZZLE_STEPS_PER_M).int(motion.y * MUZZLE_STEPS_PER_M);
      out.int(motion.vx * BULLET_STEPS_PER_MPS).int(motion.vy * BULLET_STEPS_PER_MPS);
      return 6;
    case "Pickup":
      out.floats(motion.x, motion.y, motion.vx, motion.vy).uint(of.leftTicks);
      return 4;
    case "Warp":
      whole(out, motion).uint(of.seed).uint(of.leftTicks);
      return 5;
  }
}

function aboveFirst(layout: Layout, { controls, ageTicks, gives }: Pick<Arrival, "controls" | "ageTicks" | "gives">): number {
  switch (layout) {
    case "Ship":
      return controls;
    case "Bullet":
      return ageTicks;
    case "Pickup":
      return gives;
    case "Rock":
    case "Plain":
    case "Warp":
      return 0;
  }
}

function whole(out: Writer, { x, y, cos, sin, vx, vy, spin }: Motion): Writer {
  return out.floats(x, y, cos, sin, vx, vy, spin);
}
