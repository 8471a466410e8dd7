import { describe, expect, test, vi } from "vitest";
import { makeScene } from "../src/state/make_scene";
import type { KillLine, Phase } from "../src/state/scene";
import type { Career } from "../src/account/api";
import { Streaks, keptOf } from "../src/watch/card";
import { Caretaker } from "../src/watch/wall";

const HOUR_MS = 3_600_000;
const REFUSED: Phase = { type: "refused", reason: "The game has been updated: reload the page", wayBack: "" };

describe("a page on a wall", () => {
  test("opens itself anew when the server has been updated, once that is there again, and not before", async () => {
    const scene = makeScene();
    let well = false;
    const reload = vi.fn();
    const isWell = vi.fn(() => (well ? Promise.resolve(true) : Promise.reject(new Error("nobody there"))));
    const caretaker = new Caretaker({ isWell, reload });
    scene.phase = REFUSED;
    for (let nowMs = 0; nowMs < 24 * HOUR_MS; nowMs += 60_000) {
      caretaker.update(scene, nowMs);
      await Promise.resolve();
    }
    expect(isWell.mock.calls.length).toBeGreaterThan(1000);
    expect(reload).not.toHaveBeenCalled();
    well = true;
    caretaker.update(scene, 24 * HOUR_MS);
    await Promise.resolve();
    await Promise.resolve();
    expect(reload).toHaveBeenCalledOnce();
  });

  test("leaves a line that is only broken to mend itself", () => {
    const scene = makeScene();
    const isWell = vi.fn(() => Promise.resolve(true));
    const caretaker = new Caretaker({ isWell, reload: () => undefined });
    scene.phase = { type: "connecting", attempt: 100, retryInMs: 10_000, reason: "" };
    for (let nowMs = 0; nowMs < HOUR_MS; nowMs += 1000) caretaker.update(scene, nowMs);
    expect(isWell).not.toHaveBeenCalled();
  });
});

describe("a pilot's card", () => {
  const line = (killer: string, victim: string): KillLine => ({ killer, victim, weapon: 6, own: false, atMs: 0 });

  test("counts a streak until the pilot is shot down, each line once", () => {
    const streaks = new Streaks();
    const lines = [line("Ada", "Bob"), line("Ada", "Cyd")];
    streaks.see(lines);
    streaks.see(lines);
    expect(streaks.of("Ada")).toBe(2);
    const later = [...lines.slice(1), line("Bob", "Ada"), line("", "Bob")];
    streaks.see(later);
    expect([streaks.of("Ada"), streaks.of("Bob")]).toEqual([0, 0]);
  });

  test("says what is kept of a pilot, and nothing of whom nothing is", () => {
    const nothing: Career = {
      ...{ score: 0, kills: 0, deaths: 0, rocksLarge: 0, rocksMedium: 0, rocksSmall: 0, saucers: 0 },
      ...{ flownTicks: 0, shots: 0, hits: 0, bestLife: 0, bestStreak: 0 },
    };
    const profile = { name: "Ada", claimed: false, career: nothing, ranks: { day: null, week: null, all: null }, unkept: false, roomPeople: 0 };
    expect(keptOf(profile)).toBe("");
    expect(keptOf({ ...profile, career: { ...nothing, shots: 200, hits: 61, bestLife: 12_400 } })).toBe("accuracy 31 % · best life 12,400");
  });
});
