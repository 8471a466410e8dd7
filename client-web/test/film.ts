// Films made by hand: a small room that is played by dice, and told as the
// server tells a spectator who sees all of it.

import { gzipSync } from "node:zlib";
import { encode } from "@msgpack/msgpack";
import { copyMotion, fireFrom, makeMotion, type Motion } from "../src/motion";
import { ARRIVALS, EventKind, FIRST_PARTS, FRAME_KIND, Kind, Part, Reason, VERSION } from "../src/protocol/table";
import type { Welcome } from "../src/protocol/welcome";
import { packed } from "./packed";
import { WELCOME, later, motion } from "./world";

export const WORLD = "c0ffee";
const LEAP_TICKS = 2;
const BULLET_LIFE_TICKS = WELCOME.gun.bulletLifeTicks;

/** Dice that fall the same way each time. */
export function dice(seed: number): (sides: number) => number {
  let state = seed + 1;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

interface Thing {
  readonly id: number;
  readonly kind: Kind;
  readonly motion: Motion;
  controls: number;
  readonly player: number;
  /** When it was fired. Bullets only. */
  firedTick: number;
  readonly muzzle: Motion;
}

type Parts = Partial<Record<"controls" | "shots" | "arrivals" | "left" | "vanished" | "events" | "badges" | "anchors", unknown[]>>;

const FIRST = [["controls", Part.Controls], ["shots", Part.Shots], ["arrivals", Part.Arrivals], ["left", Part.Left]] as const;
const MORE = [["vanished", Part.Vanished], ["events", Part.Events], ["badges", Part.Badges], ["anchors", Part.Anchors]] as const;

/** A frame as the wire has it; without ticks it comes as long after the one before as that did. */
export function wireFrame(parts: Parts, ticks: number | null): unknown[] {
  const has = [...FIRST, ...MORE].filter(([name]) => (parts[name]?.length ?? 0) > 0);
  const bits = has.reduce((sum, [, part]) => sum + part, 0) + (ticks === null ? 0 : Part.Ticks);
  const span = 1 << FIRST_PARTS;
  const more = Math.floor(bits / span);
  const head = more === 0 ? [FRAME_KIND + bits] : [FRAME_KIND + (bits % span) + span, more];
  return [...head, ...(ticks === null ? [] : [ticks]), ...has.map(([name]) => parts[name])];
}

export function wireWelcome(tick: number, { torus, kinds, gun, timing }: Welcome = WELCOME): unknown[] {
  const extent = [torus.widthM, torus.heightM];
  const hints = kinds.map((kind) => Object.values(kind) as number[]);
  return [0, VERSION, 1, 0, 1, "", tick, 32, WELCOME.substeps, 2, extent, [80, 60], hints, Object.values(gun), Object.values(timing)];
}

export function wireRadar(players: number): unknown[] {
  return [4, 0, players, 0, 0, null, null, 500, null, null];
}

export function wireBoard(name: string, score: number): unknown[] {
  return [3, [[1, name, score, false, 0]]];
}

export function wire(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode(value, { forceFloat32: true }));
}

/** A film before it is compressed. */
export function rawFilm(fromTick: number, toTick: number, messages: readonly (readonly [number, unknown[]])[], version = VERSION): Uint8Array<ArrayBuffer> {
  const values = [wire([1, version, 1, WORLD, fromTick, toTick]), ...messages.map(([tick, said]) => wire([tick, wire(said)]))];
  return new Uint8Array(Buffer.concat(values));
}

export function filmFile(raw: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([gzipSync(raw)]);
}

/** A room in which ships turn, shoot, bump and end as the dice say. */
export class Room {
  /** Where everything was at each tick, by player for ships and by id for rocks. */
  readonly truth = new Map<number, ReadonlyMap<string, Motion>>();
  private readonly things: Thing[] = [];
  private nextId = 1;
  private news: Required<Parts> = none();
  /** The ship that ends with the next frame. */
  private doomed: Thing | null = null;

  constructor(
    public tick: number,
    private readonly roll: (sides: number) => number,
    ships: number,
    rocks: number,
    firstPlayer = 1,
  ) {
    for (let player = firstPlayer; player < firstPlayer + ships; player++) this.add(Kind.Ship, player);
    for (let rock = 0; rock < rocks; rock++) this.add(Kind.RockLarge, 0);
  }

  /** The next so many ticks as a film's messages. Ids begin anew. */
  film(ticks: number): [number, unknown[]][] {
    const from = this.tick;
    const keyframe = wireFrame({ arrivals: this.things.flatMap((thing) => this.arrival(thing)) }, null);
    const messages: [number, unknown[]][] = [[from, wireWelcome(from)], [from, keyframe], [from, wireRadar(3)], [from, wireBoard("Ada", from)]];
    this.news = none();
    let first = true;
    while (this.tick < from + ticks) {
      this.step();
      if ((this.tick - from) % LEAP_TICKS !== 0) continue;
      messages.push([this.tick, wireFrame(this.news, first ? LEAP_TICKS : null)]);
      first = false;
      this.news = none();
    }
    return messages;
  }

  filmFile(ticks: number): Blob {
    const from = this.tick;
    return filmFile(rawFilm(from, from + ticks, this.film(ticks)));
  }

  private add(kind: Kind, player: number): Thing {
    const { roll } = this;
    const at = motion({ x: roll(200) - 100, y: roll(200) - 100, vx: roll(20) - 10, vy: roll(20) - 10, spin: roll(10) / 10 - 0.5 });
    const thing = { id: this.nextId++, kind, motion: at, controls: 0, player, firedTick: 0, muzzle: makeMotion() };
    this.things.push(thing);
    return thing;
  }

  private step(): void {
    const { roll, tick, news } = this;
    for (const ship of this.things.filter((thing) => thing.kind === Kind.Ship && thing !== this.doomed)) {
      if (roll(6) === 0) {
        ship.controls = roll(16);
        news.controls.push(ship.id, ((tick % 8) << 4) | ship.controls);
      }
      if (roll(20) === 0) this.shoot(ship);
    }
    this.remember();
    for (const thing of this.things) copyMotion(thing.motion, later(thing.motion, thing.kind, 1, thing.controls));
    this.tick += 1;
    this.drop((thing) => thing.kind === Kind.Bullet && this.tick >= thing.firedTick + BULLET_LIFE_TICKS);
    for (const thing of this.things) if (thing.kind !== Kind.Bullet && thing !== this.doomed && roll(60) === 0) this.bump(thing);
    // What ends and comes is told at the tick of a frame; of what ends then, nothing else is told.
    if (this.tick % LEAP_TICKS !== 0) return;
    if (this.doomed !== null) this.end(this.doomed);
    this.doomed = roll(24) === 0 ? (this.things.find(({ kind }) => kind === Kind.Ship) ?? null) : null;
  }

  private shoot(ship: Thing): void {
    const bullet = this.add(Kind.Bullet, 0);
    bullet.firedTick = this.tick;
    fireFrom(ship.motion, 0, WELCOME.gun, WELCOME.torus, bullet.muzzle);
    copyMotion(bullet.motion, bullet.muzzle);
    this.news.shots.push(ship.id, ((this.tick % 8) << 2) | 1, bullet.id);
  }

  private bump(thing: Thing): void {
    copyMotion(thing.motion, motion({ ...thing.motion, vx: -thing.motion.vx, vy: this.roll(9) - 4 }));
    this.news.anchors.push(thing.id, ((this.tick % 8) << 4) | thing.controls, motionBytes(thing.motion));
  }

  /** A ship ends by another's hand, and another comes. */
  private end(victim: Thing): void {
    const killer = this.things.find(({ kind, player }) => kind === Kind.Ship && player !== victim.player)?.player ?? 0;
    this.drop((thing) => thing === victim);
    this.news.vanished.push(victim.id, Reason.Destroyed);
    this.news.events.push([EventKind.Kill, killer, "", victim.player, `Pilot ${victim.player}`, Kind.Bullet]);
    this.news.arrivals.push(...this.arrival(this.add(Kind.Ship, victim.player)));
  }

  private drop(gone: (thing: Thing) => boolean): void {
    for (let at = this.things.length - 1; at >= 0; at--) if (gone(this.things[at]!)) this.things.splice(at, 1);
  }

  private arrival({ id, kind, motion: at, controls, player, firedTick, muzzle }: Thing): unknown[] {
    const row = ARRIVALS.find((candidate) => candidate.kind === kind)!;
    if (kind === Kind.Bullet) return [id, row.first + this.tick - firedTick, muzzle.x * 32, muzzle.y * 32, muzzle.vx * 2, muzzle.vy * 2];
    if (kind === Kind.Ship) return [id, controls, motionBytes(at), player, `Pilot ${player}`, 0, 0, 0, 0];
    return [id, row.first, motionBytes(at), id];
  }

  private remember(): void {
    const now = new Map<string, Motion>();
    for (const thing of this.things) now.set(keyOf(thing, thing.motion), { ...thing.motion });
    this.truth.set(this.tick, now);
  }
}

/** What names a thing in each film: its pilot, or else where it is. */
export function keyOf({ kind, player }: { readonly kind: Kind; readonly player: number }, { x, y }: Motion): string {
  return kind === Kind.Ship ? `ship ${player}` : `${kind} at ${x} ${y}`;
}

function motionBytes({ x, y, cos, sin, vx, vy, spin }: Motion): Uint8Array {
  return packed(x, y, cos, sin, vx, vy, spin);
}

function none(): Required<Parts> {
  return { controls: [], shots: [], arrivals: [], left: [], vanished: [], events: [], badges: [], anchors: [] };
}
