import { describe, expect, test } from "vitest";
import type { Body } from "../src/state/body";
import { makeScene } from "../src/state/make_scene";
import { Kind } from "../src/state/scene";
import { readFilm } from "../src/watch/film/decode";
import type { Section } from "../src/watch/film/film";
import { Projector } from "../src/watch/film/projector";
import { Room, dice, keyOf } from "./film";

const FROM = 640;
const TICKS = 320;

interface Cinema {
  readonly room: Room;
  readonly sections: readonly Section[];
  readonly projector: Projector;
  readonly scene: ReturnType<typeof makeScene>;
  /** Shows a tick of the film that has it. */
  show(tick: number): void;
}

/** So many films of a room, one after the other. */
async function cinema(seed: number, films = 1): Promise<Cinema> {
  const room = new Room(FROM, dice(seed), 6, 4);
  const sections: Section[] = [];
  for (let film = 0; film < films; film++) sections.push(...(await readFilm(room.filmFile(TICKS))).sections);
  const scene = makeScene();
  const projector = new Projector(scene);
  const show = (tick: number): void => {
    const section = sections.find(({ toTick }) => tick < toTick);
    if (section === undefined) throw new Error(`no film has tick ${tick}`);
    projector.show(section, tick, 1000, 16);
  };
  return { room, sections, projector, scene, show };
}

/** What the picture has, by name, equal to the bit if these are equal. */
function seen({ scene }: Cinema): Map<string, unknown> {
  const bodies = scene.entities as Body[];
  return new Map(bodies.map((body) => [keyOf(body, body.now), { ...body.now }]));
}

function expectTruth(at: Cinema, tick: number): void {
  const truth = at.room.truth.get(tick)!;
  const shown = seen(at);
  expect([...shown.keys()].sort(), `what is there at tick ${tick}`).toEqual([...truth.keys()].sort());
  for (const [name, motion] of truth) expect(shown.get(name), `${name} at tick ${tick}`).toEqual(motion);
}

describe("a film that is played", () => {
  test.each([1, 2, 3, 4, 5])("shows every tick as it was, to the bit (room %d)", async (seed) => {
    const at = await cinema(seed, 2);
    for (let tick = FROM; tick < FROM + 2 * TICKS; tick++) {
      at.show(tick);
      expectTruth(at, tick);
    }
  });

  test.each([11, 12, 13])("shows the same wherever it is entered, from before or behind (room %d)", async (seed) => {
    const at = await cinema(seed, 3);
    const roll = dice(seed);
    for (let look = 0; look < 150; look++) {
      const tick = FROM + roll(3 * TICKS);
      at.show(tick);
      expectTruth(at, tick);
    }
    for (let tick = FROM + 400; tick > FROM; tick -= 1) {
      at.show(tick);
      expectTruth(at, tick);
    }
  });

  test("moves between ticks without a jump, from one film to the next too", async () => {
    const at = await cinema(21, 2);
    let before: { x: number; y: number } | undefined;
    for (let tick = FROM + 250; tick < FROM + 400; tick += 0.25) {
      at.show(tick);
      const rock = at.scene.entities.find(({ kind }) => kind === Kind.RockLarge)!;
      if (before !== undefined) expect(Math.hypot(rock.x - before.x, rock.y - before.y) % 200).toBeLessThan(1);
      before = { x: rock.x, y: rock.y };
    }
  });

  test("tells who fell when it is played, and of the last seconds when it is entered", async () => {
    const at = await cinema(1);
    const kill = at.sections[0]!.kills.find(({ tick }) => tick > FROM + 130)!;
    expect(kill.killerName).toMatch(/^Pilot/);
    at.show(FROM);
    at.show(kill.tick - 1);
    const before = at.scene.kills.length;
    at.show(kill.tick);
    expect(at.scene.kills).toHaveLength(before + 1);
    expect(at.scene.kills.at(-1)).toMatchObject({ killer: kill.killerName, victim: kill.victimName, atMs: 1000 });
    expect(at.scene.effects.some(({ type }) => type === "explosion")).toBe(true);
    at.show(FROM);
    expect(at.scene.kills).toEqual([]);
    at.show(kill.tick + 40);
    expect(at.scene.effects).toEqual([]);
    expect(at.scene.kills.map(({ victim, atMs }) => [victim, atMs])).toContainEqual([kill.victimName, 1000 - 1250]);
  });

  test("has the board and the radar of its time", async () => {
    const at = await cinema(1, 2);
    at.show(FROM + TICKS + 5);
    expect(at.scene.leaderboard[0]?.score).toBe(FROM + TICKS);
    at.show(FROM + 300);
    expect(at.scene.leaderboard[0]?.score).toBe(FROM);
    expect(at.scene.radar.players).toBe(3);
  });
});
