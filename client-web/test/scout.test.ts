import { describe, expect, test } from "vitest";
import { AHEAD_S } from "../src/watch/director/plan";
import { readFilm } from "../src/watch/film/decode";
import type { Section } from "../src/watch/film/film";
import { Scout } from "../src/watch/film/scout";
import { sectionAt, type Source } from "../src/watch/film/source";
import { Room, dice } from "./film";

const TICKS = 320;
const RATE_HZ = 32;
const AHEAD_TICKS = AHEAD_S * RATE_HZ;
/** What happened so long ago may be named still. */
const PAST_TICKS = RATE_HZ;

/** The films of a room, of which as many are there as the test says. */
class Shelf implements Source {
  readonly firstTick = 0;
  readonly tickRateHz = RATE_HZ;
  readonly grows = true;
  readonly trouble = "";

  constructor(
    readonly room: Room,
    readonly sections: readonly Section[],
    public there = sections.length,
  ) {}

  static async of(films: number): Promise<Shelf> {
    const room = new Room(0, dice(5), 8, 3);
    const sections: Section[] = [];
    for (let film = 0; film < films; film++) sections.push(...(await readFilm(room.filmFile(TICKS))).sections);
    return new Shelf(room, sections);
  }

  get lastTick(): number {
    return this.there * TICKS;
  }

  /** When ships fell by another's hand, after one tick and up to another. */
  falls(fromTick: number, toTick: number): number[] {
    const kills = this.sections.flatMap((section) => section.kills);
    return kills.filter(({ tick, killer }) => killer !== 0 && tick > fromTick && tick <= toTick).map(({ tick }) => tick);
  }

  at(tick: number): Section | null {
    return sectionAt(this.sections.slice(0, this.there), tick);
  }

  after(tick: number): number {
    return tick;
  }

  want(): void {}
}

/** Has a tick looked at until all ahead of it is known. Returns when what is to come happens. */
function lookAt(scout: Scout, shelf: Shelf, tick: number): number[] {
  for (let frame = 0; frame <= AHEAD_TICKS; frame++) scout.look(shelf, tick);
  return scout.coming.map(({ atS }) => Math.round(atS * RATE_HZ));
}

describe("a scout", () => {
  test("knows of each fall ten seconds before, across films, and forgets it soon after", async () => {
    const shelf = await Shelf.of(4);
    const scout = new Scout();
    let most = 0;
    for (let tick = 0; tick < 3 * TICKS - AHEAD_TICKS; tick += 8) {
      const known = lookAt(scout, shelf, tick);
      expect(known.filter((at) => at > tick)).toEqual(shelf.falls(tick, tick + AHEAD_TICKS));
      expect(known.every((at) => at >= tick - PAST_TICKS)).toBe(true);
      most = Math.max(most, known.length);
    }
    expect(most).toBeGreaterThan(3);
  });

  test("says where it will be, whom it happens to, and what it is worth", async () => {
    const shelf = await Shelf.of(2);
    const scout = new Scout();
    lookAt(scout, shelf, 0);
    const kills = shelf.sections[0]!.kills.filter(({ killer }) => killer !== 0);
    expect(kills.length).toBeGreaterThan(0);
    for (const { tick, killer, victim } of kills) {
      const coming = scout.coming.find(({ atS }) => atS === tick / RATE_HZ)!;
      expect(coming.players).toEqual([killer, victim]);
      expect(coming.worth).toBeGreaterThan(0);
      const wreck = shelf.room.truth.get(tick - 1)!.get(`ship ${victim}`)!;
      // It flies on for a tick before it ends.
      expect(Math.hypot(coming.x - wreck.x, coming.y - wreck.y)).toBeLessThan(3);
    }
  });

  test("runs ahead a little in each drawn frame, so that none waits for it", async () => {
    const shelf = await Shelf.of(2);
    const scout = new Scout();
    let before = 0;
    for (let frame = 1; frame < 20; frame++) {
      scout.look(shelf, 0);
      const last = Math.round((scout.coming.at(-1)?.atS ?? 0) * RATE_HZ);
      expect(last).toBeLessThanOrEqual(16 * frame);
      expect(last).toBeGreaterThanOrEqual(before);
      before = last;
    }
    expect(before).toBeGreaterThan(0);
  });

  test("begins anew where somebody winds to, back or forth", async () => {
    const shelf = await Shelf.of(6);
    const scout = new Scout();
    for (const tick of [0, 1300, 400, 399, 1000, 10]) {
      expect(lookAt(scout, shelf, tick).filter((at) => at > tick)).toEqual(shelf.falls(tick, tick + AHEAD_TICKS));
    }
  });

  test("waits for a film that is not there yet, and goes on when it has come", async () => {
    const shelf = await Shelf.of(3);
    const scout = new Scout();
    shelf.there = 1;
    expect(lookAt(scout, shelf, 200).every((at) => at <= TICKS)).toBe(true);
    shelf.there = 3;
    expect(lookAt(scout, shelf, 200).filter((at) => at > 200)).toEqual(shelf.falls(200, 200 + AHEAD_TICKS));
  });

  test("knows nothing where there is no film", async () => {
    const shelf = await Shelf.of(1);
    const scout = new Scout();
    shelf.there = 0;
    expect(lookAt(scout, shelf, 0)).toEqual([]);
  });
});
