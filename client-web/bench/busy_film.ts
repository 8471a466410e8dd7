// A film of a crowded room: 5,000 entities that turn, fire, collide and
// explode, for a bench that looks at all of them.

import { encode } from "@msgpack/msgpack";
import { ARRIVALS, FIRST_PARTS, FRAME_KIND, Kind, Part, Reason, VERSION } from "../src/protocol/table";
import { packed } from "../test/packed";

export const FROM_TICK = 3200;
export const TICKS = 320;
const SIDE_M = 1400;
const SHIPS = 1500;
const ROCKS = 3450;
const PICKUPS = 50;
const SHOTS_PER_FRAME = 60;
const CONTROLS_PER_FRAME = 300;
const ANCHORS_PER_FRAME = 60;
const KILLS_PER_FRAME = 1;
const STEERING = [0, 1, 2, 3, 4, 5, 9, 10];
const MORE_PARTS = 1 << FIRST_PARTS;
const FREE = [0, 0, 0, 0, 0, 1.2];
const SHIP = [0.4, 6, 2.5, 13, 26, 1.3];
const LARGE_ROCK = [0, 0, 0, 0, 0, 4];
const KINDS = Object.values(Kind).map((kind) => (kind === Kind.Ship ? SHIP : kind === Kind.RockLarge ? LARGE_ROCK : FREE));
const GUN = [1.5, 45, 0.98, 0.199, 30, 7, 4, 4, 12];
const TIMING = [96, 64, 192, 320, 32];

let nextId = 1;

function random(from: number, to: number): number {
  return from + Math.random() * (to - from);
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

function motion(): Uint8Array {
  const angle = random(0, 2 * Math.PI);
  const place = [random(-SIDE_M / 2, SIDE_M / 2), random(-SIDE_M / 2, SIDE_M / 2)];
  return packed(...place, Math.cos(angle), Math.sin(angle), random(-6, 6), random(-6, 6), random(-1, 1));
}

function numberOf(kind: Kind, value = 0): number {
  return ARRIVALS.find((row) => row.kind === kind)!.first + value;
}

function ship(player: number): unknown[] {
  return [nextId++, numberOf(Kind.Ship, pick(STEERING)), motion(), player, `Pilot ${player}`, player % 3 === 0 ? 0 : 8, player % 40 === 0 ? 100 : 0, player % 32, 0];
}

function value(of: unknown): Uint8Array {
  return encode(of, { forceFloat32: true });
}

/** The film's file. */
export async function busyFilm(): Promise<Blob> {
  const values: Uint8Array[] = [value([1, VERSION, 1, "bench", FROM_TICK, FROM_TICK + TICKS])];
  const say = (tick: number, message: unknown[]): number => values.push(value([tick, value(message)]));
  const view = [SIDE_M / 2, SIDE_M / 2];
  say(FROM_TICK, [0, VERSION, 1, 0, 1, "", FROM_TICK, 32, 1, 2, [SIDE_M, SIDE_M], view, KINDS, GUN, TIMING]);
  const ships = Array.from({ length: SHIPS }, (_, index) => ship(index + 1));
  const rocks = Array.from({ length: ROCKS }, () => [nextId, numberOf(pick([Kind.RockLarge, Kind.RockMedium, Kind.RockSmall])), motion(), nextId++]);
  const pickups = Array.from({ length: PICKUPS }, () => [nextId++, numberOf(Kind.Pickup), packed(random(-300, 300), random(-300, 300), 0, 0), 900]);
  say(FROM_TICK, [FRAME_KIND + Part.Arrivals, [...ships, ...rocks, ...pickups].flat()]);
  const ids = ships.map(([id]) => id as number);
  for (let tick = FROM_TICK + 2; tick <= FROM_TICK + TICKS; tick += 2) say(tick, frame(tick, ids, rocks));
  const file = new Blob(values as Uint8Array<ArrayBuffer>[]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(file).blob();
}

function frame(tick: number, ships: number[], rocks: readonly unknown[][]): unknown[] {
  const low = (tick - 1) % 8;
  const times = (count: number, make: () => unknown[]): unknown[] => Array.from({ length: count }, make).flat();
  const controls = times(CONTROLS_PER_FRAME, () => [pick(ships), (low << 4) | pick(STEERING)]);
  const shots = times(SHOTS_PER_FRAME, () => [pick(ships), (low << 2) | 1, nextId++]);
  const anchors = times(ANCHORS_PER_FRAME, () => [pick(rocks)[0], low << 4, motion()]);
  const fallen = ships.splice(0, KILLS_PER_FRAME);
  const vanished = fallen.flatMap((id) => [id, Reason.Destroyed]);
  const reborn = fallen.map((id) => ship(id));
  ships.push(...reborn.map(([id]) => id as number));
  const more = (Part.Ticks + Part.Vanished + Part.Anchors) / MORE_PARTS;
  return [FRAME_KIND + MORE_PARTS + Part.Controls + Part.Shots + Part.Arrivals, more, 2, controls, shots, reborn.flat(), vanished, anchors];
}
