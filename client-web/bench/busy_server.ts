// Stands in for the WebSocket of a crowded room: 300 entities, or a share of them,
// that turn, fire, collide and explode, all in view because the world is as large as the view.

import { encode } from "@msgpack/msgpack";
import { ARRIVALS, FIRST_PARTS, FRAME_KIND, Kind, Part, Reason, VERSION } from "../src/protocol/table";
import { packed } from "../test/packed";

const TICK_MS = 1000 / 32;
const FIRST_TICK = 1000;
const SEND_EVERY_TICKS = 2;
const WIDTH_M = 59.5;
const HEIGHT_M = 33.5;
const SHIPS = 80;
const ROCKS = 126;
const PICKUPS = 10;
const SHOTS_PER_FRAME = 6;
const CONTROL_CHANGES_PER_FRAME = 12;
const ANCHORS_PER_FRAME = 2;
const ROCKS_DESTROYED_PER_FRAME = 1;
const BULLET_LIFE_TICKS = 30;
const STEERING = [0, 1, 2, 3, 4, 5, 9, 10];

const MORE_PARTS = 1 << FIRST_PARTS;
const FREE = [0, 0, 0, 0, 0, 1.2];
const SHIP = [0.4, 6, 2.5, 13, 26, 1.3];
const LARGE_ROCK = [0, 0, 0, 0, 0, 4];
const KINDS = Object.values(Kind).map((kind) => (kind === Kind.Ship ? SHIP : kind === Kind.RockLarge ? LARGE_ROCK : FREE));
const GUN = [1.5, 45, 0.98, 0.199, BULLET_LIFE_TICKS, 7, 4, 4, 12];
const TIMING = [96, 64, 192, 320, 32];

/** So many of each, or a share of that. */
function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: Math.round(count * BusySocket.share) }, (_, index) => make(index));
}

function random(from: number, to: number): number {
  return from + Math.random() * (to - from);
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

/** The number by which something arrives. */
function numberOf(kind: Kind, value = 0): number {
  return ARRIVALS.find((row) => row.kind === kind)!.first + value;
}

function randomMotion(): number[] {
  const angle = random(0, 2 * Math.PI);
  const place = [random(-WIDTH_M / 2, WIDTH_M / 2), random(-HEIGHT_M / 2, HEIGHT_M / 2)];
  return [...place, Math.cos(angle), Math.sin(angle), random(-6, 6), random(-6, 6), random(-1, 1)].map(Math.fround);
}

export class BusySocket {
  static readonly OPEN = 1;
  static last: BusySocket | undefined;
  /** Of the crowd. */
  static share = 1;
  static lengthTicks = 320;
  readyState = 0;
  bufferedAmount = 0;
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: (() => void) | null = null;
  private tick = FIRST_TICK;
  private nextId = 1;
  private readonly ships: number[] = [];
  private readonly rocks: number[] = [];
  /** What the room will say, and when. */
  private readonly unheard: { readonly atMs: number; readonly data: ArrayBuffer }[] = [];

  constructor() {
    BusySocket.last = this;
    queueMicrotask(() => {
      this.readyState = BusySocket.OPEN;
      this.onopen?.();
    });
  }

  /** The room answers the hello with everything that it will ever say, so that saying it costs no frame anything. */
  send(): void {
    if (this.nextId > 1) return;
    const { tick } = this;
    this.say([0, VERSION, 1, 1, 0, "Ada", tick, 32, 1, 2, [WIDTH_M, HEIGHT_M], [WIDTH_M / 2, HEIGHT_M / 2], KINDS, GUN, TIMING]);
    this.say([FRAME_KIND + Part.Arrivals + MORE_PARTS, Part.You / MORE_PARTS, this.everything(), [1, 0, 3, 0, 0, 0, 0, 0, 0]]);
    while (this.tick < FIRST_TICK + BusySocket.lengthTicks) this.frame();
  }

  /** Lets the page hear what the room has said by then. */
  deliver(nowMs: number): void {
    while (this.unheard[0] !== undefined && this.unheard[0].atMs <= nowMs) {
      const { data } = this.unheard.shift()!;
      this.onmessage?.({ data });
    }
  }

  close(): void {
    this.readyState = 3;
  }

  private everything(): unknown[] {
    const ships = times(SHIPS, (i) => this.ship(i));
    const rocks = times(ROCKS, () => this.rock());
    const pickups = times(PICKUPS, (i) => {
      const [x = 0, y = 0] = randomMotion();
      return [this.nextId++, numberOf(Kind.Pickup, i % 3), packed(x, y, 0, 0), BusySocket.lengthTicks];
    });
    return [...ships, ...rocks, ...pickups].flat();
  }

  private ship(index: number): unknown[] {
    const id = this.nextId++;
    this.ships.push(id);
    const worn = [index % 9, (index % 4) * 50, index % 32, 0];
    return [id, numberOf(Kind.Ship, pick(STEERING)), packed(...randomMotion()), index + 1, `Pilot ${index + 1}`, ...worn];
  }

  private rock(): unknown[] {
    const id = this.nextId++;
    this.rocks.push(id);
    return [id, numberOf(pick([Kind.RockLarge, Kind.RockMedium, Kind.RockSmall])), packed(...randomMotion()), id];
  }

  private frame(): void {
    this.tick += SEND_EVERY_TICKS;
    const tick3 = (this.tick - 1) % 8;
    const controls = times(CONTROL_CHANGES_PER_FRAME, () => [pick(this.ships), (tick3 << 4) | pick(STEERING)]);
    const shots = times(SHOTS_PER_FRAME, () => [pick(this.ships), (tick3 << 2) | 1, this.nextId++]);
    const destroyed = this.rocks.splice(0, ROCKS_DESTROYED_PER_FRAME);
    const anchors = times(ANCHORS_PER_FRAME, () => [pick(this.rocks), tick3 << 4, packed(...randomMotion())]);
    const vanished = destroyed.map((id) => [id, Reason.Destroyed]);
    const arrivals = destroyed.map(() => this.rock());
    const first = Part.Controls + Part.Shots + Part.Arrivals;
    const more = (Part.Ticks + Part.Vanished + Part.Anchors) / MORE_PARTS;
    const parts = [controls, shots, arrivals, vanished, anchors].map((records) => records.flat());
    this.say([FRAME_KIND + first + MORE_PARTS, more, SEND_EVERY_TICKS, ...parts]);
  }

  private say(message: unknown[]): void {
    const data = new Uint8Array(encode(message, { forceFloat32: true })).buffer;
    this.unheard.push({ atMs: (this.tick - FIRST_TICK) * TICK_MS, data });
  }
}
