import { describe, expect, test } from "vitest";
import type { KillLine } from "../src/state/scene";
import { NewLines } from "../src/state/new_lines";
import { MARKER_SHOWN_MS, Markers } from "../src/watch/markers";
import { Watcher, ship } from "./watcher";

const line = (killer: string, victim: string): KillLine => ({ killer, victim, weapon: 6, own: false, atMs: 0 });

/** A map of a room with these ships, of which something has been told before. */
function mapOf(...ships: Parameters<typeof ship>[]) {
  const watcher = new Watcher(...ships.map((parts) => ship(...parts)));
  const { scene, watch } = watcher;
  scene.room = 1;
  const markers = new Markers();
  scene.kills = [line("P9", "P8")];
  const pass = (nowMs: number): void => markers.update(scene, watch.sightings, nowMs);
  pass(0);
  pass(300);
  return { scene, markers, pass };
}

describe("a map", () => {
  test("shows where somebody was shot down, for a while", () => {
    const { scene, markers, pass } = mapOf([1, 10, 20], [2, -30, 40]);
    scene.entities = scene.entities.filter(({ player }) => player !== 2);
    scene.kills = [...scene.kills, line("P1", "P2")];
    pass(400);
    pass(500);
    expect(markers.shown).toEqual([{ x: -30, y: 40, atMs: 400 }]);
    pass(401 + MARKER_SHOWN_MS);
    expect(markers.shown).toEqual([]);
  });

  test("shows nothing of another time", () => {
    const { scene, markers, pass } = mapOf([1, 10, 20], [2, -30, 40]);
    scene.kills = [line("P1", "P2")];
    pass(400);
    expect(markers.shown).toEqual([]);
    pass(700);
    scene.kills = [...scene.kills, line("P2", "P1")];
    pass(800);
    expect(markers.shown).toHaveLength(1);
  });

  test("shows no more than there is room for", () => {
    const { scene, markers, pass } = mapOf([1, 10, 20], [2, -30, 40]);
    for (let kills = 0; kills < 100; kills++) {
      scene.kills = [...scene.kills, line("P1", "P2")].slice(-8);
      pass(400 + kills);
    }
    expect(markers.shown).toHaveLength(24);
  });
});

describe("the lines of the feed", () => {
  test("are new once", () => {
    const lines = new NewLines();
    const [first, second, third] = [line("A", "B"), line("B", "C"), line("C", "A")];
    expect(lines.take([first, second])).toEqual([first, second]);
    expect(lines.take([first, second])).toEqual([]);
    expect(lines.take([second, third])).toEqual([third]);
    expect(lines.goesOn).toBe(true);
    expect(lines.take([])).toEqual([]);
    expect(lines.take([first])).toEqual([first]);
    expect(lines.goesOn).toBe(false);
  });
});
