import { describe, expect, test } from "vitest";
import { Clock } from "../src/clock";

const TICK_MS = 1000 / 32;
const FRAME_MS = 1000 / 60;
const LEAD_MAX = 32;

/** A server at tick 1000 at time 0, and a line with one-way delays of the test's choice. */
class Line {
  readonly clock = new Clock(32, LEAD_MAX);
  nowMs = 0;
  frameMs = FRAME_MS;
  private nextTick = 1000;
  private arriving: { tick: number; atMs: number }[] = [];
  shown = 0;

  constructor(public delayMs: (tick: number) => number) {}

  serverTick(): number {
    return 1000 + this.nowMs / TICK_MS;
  }

  /** The server's tick when the last frame was drawn. */
  drawnServerTick(): number {
    return this.serverTick() - this.frameMs / TICK_MS;
  }

  /** Lets time pass in drawn frames and returns the speed of the shown tick in each. */
  run(ms: number): number[] {
    const speeds: number[] = [];
    for (const endMs = this.nowMs + ms; this.nowMs < endMs; this.nowMs += this.frameMs) {
      for (; this.nextTick <= this.serverTick(); this.nextTick += 2) {
        this.arriving.push({ tick: this.nextTick, atMs: (this.nextTick - 1000) * TICK_MS + this.delayMs(this.nextTick) });
      }
      this.arriving = this.arriving.filter(({ tick, atMs }) => {
        if (atMs > this.nowMs) return true;
        this.clock.frame(tick, atMs);
        return false;
      });
      const before = this.shown;
      this.shown = this.clock.advance(this.nowMs);
      speeds.push((this.shown - before) / (this.frameMs / TICK_MS));
    }
    return speeds;
  }
}

describe("the clock", () => {
  test("shows the tick at which an input sent now arrives, plus a little", () => {
    const line = new Line(() => 50);
    line.clock.pong(100);
    line.run(3000);
    const arrivesAt = line.drawnServerTick() + 50 / TICK_MS;
    expect(line.shown - arrivesAt).toBeGreaterThan(0.9);
    expect(line.shown - arrivesAt).toBeLessThan(1.6);
  });

  test("looks as much further ahead as frames take longer, so that inputs of a slow device come in time too", () => {
    const line = new Line(() => 50);
    line.frameMs = 66;
    line.clock.pong(100);
    line.run(6000);
    const arrivesAt = line.serverTick() + 50 / TICK_MS;
    expect(line.shown - arrivesAt).toBeGreaterThan(0.2);
    expect(line.shown - arrivesAt).toBeLessThan(1.6);
  });

  test("catches up with the frames at once when those before were held up", () => {
    const line = new Line((tick) => (tick < 1008 ? 450 : 20));
    line.clock.pong(40);
    line.run(600);
    expect(line.shown).toBeGreaterThan(line.drawnServerTick() - 3);
  });

  test("runs on through a stall of two seconds and through all that comes at its end, and nothing jumps", () => {
    const [begins, ends] = [1160, 1224];
    const line = new Line((tick) => 40 + (tick > begins && tick < ends ? (ends - tick) * TICK_MS : 0));
    line.clock.pong(80);
    line.run(3000);
    for (const speed of line.run(9000)) expect(Math.abs(speed - 1)).toBeLessThanOrEqual(0.11);
  });

  test("ignores single spikes", () => {
    const line = new Line((tick) => (tick % 20 === 0 ? 400 : 50));
    line.clock.pong(100);
    line.run(2000);
    line.clock.pong(900);
    for (const speed of line.run(4000)) expect(Math.abs(speed - 1)).toBeLessThan(0.02);
    expect(line.clock.rttMs).toBe(100);
  });

  test("slews to a longer way without a jump and never runs backwards", () => {
    const line = new Line((tick) => (tick < 1200 ? 40 : 140));
    line.clock.pong(80);
    line.run(3000);
    const speeds = line.run(9000);
    for (const speed of speeds) {
      expect(speed).toBeGreaterThanOrEqual(0.89);
      expect(speed).toBeLessThanOrEqual(1.11);
    }
    const behind = line.drawnServerTick() - 140 / TICK_MS;
    expect(line.shown - behind).toBeGreaterThan(80 / TICK_MS);
  });

  test("gives inputs more time on a line that jitters", () => {
    const steady = new Line(() => 60);
    const shaky = new Line((tick) => 40 + ((tick * 7919) % 41));
    for (const line of [steady, shaky]) {
      line.clock.pong(120);
      line.run(4000);
    }
    expect(shaky.clock.jitterMs).toBeGreaterThan(5);
    expect(shaky.shown).toBeGreaterThan(steady.shown);
  });

  test("finds its place at once after a long sleep", () => {
    const line = new Line(() => 50);
    line.clock.pong(100);
    line.run(2000);
    line.nowMs += 60_000;
    line.run(200);
    expect(Math.abs(line.shown - line.serverTick())).toBeLessThan(4);
  });

  test("never leads further than the server lets inputs be stamped", () => {
    const line = new Line(() => 900);
    line.clock.pong(5000);
    line.run(4000);
    expect(line.shown - (line.serverTick() - 900 / TICK_MS)).toBeLessThanOrEqual(LEAD_MAX + 1);
  });
});
