// Stands in for the WebSocket of a crowded room: 300 entities that turn, fire
// and collide, all in view because the world is as large as the view.

import { encode } from "@msgpack/msgpack";
import { Kind } from "../src/state/scene";

const TICK_MS = 1000 / 32;
const SEND_EVERY_TICKS = 2;
const WIDTH_M = 59.5;
const HEIGHT_M = 33.5;
const SHIPS = 80;
const ROCKS = 115;
const PICKUPS = 10;
const SHOTS_PER_FRAME = 6;
const CONTROL_CHANGES_PER_FRAME = 12;
const ANCHORS_PER_FRAME = 2;
const BULLET_LIFE_TICKS = 30;
const STEERING = [0, 1, 2, 3, 4, 5, 9, 10];

const FREE = [0, 0, 0, 0, 0];
const KINDS = [[0.4, 6, 2.5, 13, 26, 1.3], ...[4, 2.2, 1.2, 2, 1.2, 0.2, 1].map((radiusM) => [...FREE, radiusM])];
const GUN = [1.5, 45, 0.98, 0.199, BULLET_LIFE_TICKS, 7, 4, 4, 12];
const TIMING = [96, 64, 192, 320, 32];

function random(from: number, to: number): number {
  return from + Math.random() * (to - from);
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

function randomMotion(): number[] {
  const angle = random(0, 2 * Math.PI);
  const place = [random(-WIDTH_M / 2, WIDTH_M / 2), random(-HEIGHT_M / 2, HEIGHT_M / 2)];
  return [...place, Math.cos(angle), Math.sin(angle), random(-6, 6), random(-6, 6), random(-1, 1)].map(Math.fround);
}

export class BusySocket {
  static readonly OPEN = 1;
  private static costMs = 0;
  readyState = 0;
  bufferedAmount = 0;
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: (() => void) | null = null;
  private tick = 1000;
  private nextBullet = 10_000;
  private welcomed = false;

  constructor() {
    setTimeout(() => {
      this.readyState = BusySocket.OPEN;
      this.onopen?.();
    });
  }

  /** What the page has spent on messages since this was last asked. */
  static takeCostMs(): number {
    const { costMs } = BusySocket;
    BusySocket.costMs = 0;
    return costMs;
  }

  send(): void {
    if (this.welcomed) return;
    this.welcomed = true;
    const { tick } = this;
    this.say([0, 1, 1, 1, 0, "Ada", tick, 32, 1, 2, [WIDTH_M, HEIGHT_M], [WIDTH_M / 2, HEIGHT_M / 2], KINDS, GUN, TIMING]);
    this.say([1, tick, 0, [], [], [], [], this.everything(), [], [], [1, 0, 3, 0, 0, 0, 0, 0]]);
    const startMs = performance.now() - tick * TICK_MS;
    setInterval(() => {
      while ((this.tick + SEND_EVERY_TICKS) * TICK_MS < performance.now() - startMs) this.frame();
    }, TICK_MS);
  }

  close(): void {
    this.readyState = 3;
  }

  private everything(): unknown[] {
    const tick7 = this.tick % 128;
    const ships = Array.from({ length: SHIPS }, (_, i) => [
      ...[i + 1, Kind.Ship, tick7, ...randomMotion()],
      ...[pick(STEERING), i + 1, `Pilot ${i + 1}`, i % 9, (i % 4) * 50],
    ]);
    const rocks = Array.from({ length: ROCKS }, (_, i) => [
      ...[SHIPS + i + 1, Kind.RockLarge + (i % 3), tick7, ...randomMotion(), i * 37],
    ]);
    const pickups = Array.from({ length: PICKUPS }, (_, i) => {
      const [x, y] = randomMotion();
      return [SHIPS + ROCKS + i + 1, Kind.Pickup, tick7, x, y, 0, 0, i % 3, 320];
    });
    return [...ships, ...rocks, ...pickups];
  }

  private frame(): void {
    this.tick += SEND_EVERY_TICKS;
    const tick7 = (this.tick - 1) % 128;
    const ship = (): number => 2 + Math.floor(random(0, SHIPS - 1));
    const controls = Array.from({ length: CONTROL_CHANGES_PER_FRAME }, () => [ship(), tick7, pick(STEERING)]);
    const shots = Array.from({ length: SHOTS_PER_FRAME }, () => [ship(), tick7, this.nextBullet++, 1]);
    const anchors = Array.from({ length: ANCHORS_PER_FRAME }, () => [
      ...[SHIPS + 1 + Math.floor(random(0, ROCKS)), tick7, 0, ...randomMotion()],
    ]);
    this.say([1, this.tick, 0, controls.flat(), shots.flat(), anchors.flat()]);
  }

  private say(message: unknown[]): void {
    const data = new Uint8Array(encode(message, { forceFloat32: true })).buffer;
    const startMs = performance.now();
    this.onmessage?.({ data });
    BusySocket.costMs += performance.now() - startMs;
  }
}
