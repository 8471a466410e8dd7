import { describe, expect, test } from "vitest";
import { Clock } from "../src/clock";
import { NetMeter } from "../src/netstats";
import { verdictOf } from "../src/panels/verdict";
import { makeScene } from "../src/state/make_scene";
import type { NetStats } from "../src/state/scene";

const TICK_HZ = 32;
const GOOD: NetStats = { ...makeScene().net, rttMs: 40, jitterMs: 3, serverTickMs: 2, drawnPerSecond: 60 };

function verdict(some: Partial<NetStats>): string {
  return verdictOf({ ...GOOD, ...some }, TICK_HZ);
}

describe("the verdict", () => {
  test("all is well", () => {
    expect(verdict({})).toBe("well");
    expect(verdict({ rttMs: 250, jitterMs: 30, lateMs: 120, lateShare: 0.05, leftOut: 3 })).toBe("well");
  });

  test("your network stalls: something came much too late, comes unevenly, or does not come", () => {
    expect(verdict({ lateMs: 900 })).toBe("network");
    expect(verdict({ jitterMs: 110 })).toBe("network");
    expect(verdict({ silentMs: 4000 })).toBe("network");
  });

  test("the server is busy: its ticks take all their time, or more than that", () => {
    expect(verdict({ serverTickMs: 30 })).toBe("server");
    expect(verdict({ timeRate: 0.8 })).toBe("server");
  });

  test("your device is slow: frames come late to the screen, and so is heard what has come", () => {
    expect(verdict({ lateShare: 0.5 })).toBe("device");
    expect(verdict({ lateShare: 0.5, lateMs: 400, jitterMs: 90 })).toBe("device");
  });

  test("a line that has stalled is not taken for a server that has, nor a busy server for a bad line", () => {
    expect(verdict({ lateMs: 900, timeRate: 0.75 })).toBe("network");
    expect(verdict({ serverTickMs: 45, timeRate: 0.7, lateMs: 300, jitterMs: 90 })).toBe("server");
  });
});

/** The figures after five seconds of frames, each of which comes so much later than its tick. */
function heard(lateMs: (tick: number) => number): NetStats {
  const clock = new Clock(TICK_HZ, 64);
  const meter = new NetMeter();
  const stats = { ...GOOD };
  for (let tick = 0; tick < 5 * TICK_HZ; tick += 2) {
    const nowMs = 10_000 + (tick * 1000) / TICK_HZ + lateMs(tick);
    clock.frame(tick, nowMs);
    meter.late(clock.lateMs);
    meter.report(nowMs, stats);
  }
  return { ...stats, jitterMs: clock.jitterMs };
}

test("a stall of a second is remembered until the pilot has looked", () => {
  expect(verdictOf(heard((tick) => (tick % 3) * 10), TICK_HZ)).toBe("well");
  expect(verdictOf(heard((tick) => (tick >= 64 && tick < 96 ? ((96 - tick) * 1000) / TICK_HZ : 0)), TICK_HZ)).toBe("network");
});
