import { describe, expect, test } from "vitest";
import type { Body } from "../src/state/body";
import { makeScene } from "../src/state/make_scene";
import { Clip, cut } from "../src/watch/film/clip";
import { readFilm } from "../src/watch/film/decode";
import { FilmError, type Section } from "../src/watch/film/film";
import { Screening } from "../src/watch/film/screening";
import { Room, WORLD, dice, keyOf } from "./film";

const FROM = 640;
const TICKS = 320;
const ORIGIN = { room: 4, world: WORLD };

async function filmed(seed: number): Promise<{ room: Room; sections: Section[] }> {
  const room = new Room(FROM, dice(seed), 6, 4);
  const sections: Section[] = [];
  for (let film = 0; film < 3; film++) sections.push(...(await readFilm(room.filmFile(TICKS))).sections);
  return { room, sections };
}

describe("a clip", () => {
  test.each([
    ["within a film", FROM + 31, FROM + 200],
    ["of a whole film", FROM, FROM + TICKS],
    ["across films", FROM + 300, FROM + 2 * TICKS + 33],
    ["from where one film ends", FROM + TICKS, FROM + TICKS + 50],
    ["as short as can be", FROM + 33, FROM + 34],
  ])("%s shows what the films show, to the bit", async (_, fromTick, toTick) => {
    for (const seed of [1, 2, 3]) {
      const { room, sections } = await filmed(seed);
      const film = await readFilm(await cut(ORIGIN, sections, fromTick, toTick));
      expect(film).toMatchObject({ ...ORIGIN, toTick });
      expect(film.fromTick).toBeGreaterThan(fromTick - 2);
      expect(film.fromTick).toBeLessThanOrEqual(fromTick);
      const scene = makeScene();
      const screening = new Screening(scene, new Clip(film), film.fromTick);
      screening.paused = true;
      for (let tick = film.fromTick; tick < film.toTick; tick++) {
        screening.seek(tick);
        screening.show(tick);
        const shown = new Map((scene.entities as Body[]).map((body) => [keyOf(body, body.now), { ...body.now }]));
        expect(shown, `tick ${tick}`).toEqual(room.truth.get(tick));
      }
      expect(scene.radar.players).toBe(3);
      expect(scene.leaderboard[0]?.name).toBe("Ada");
    }
  });

  test("of a clip is a clip as well", async () => {
    const { sections } = await filmed(5);
    const once = await readFilm(await cut(ORIGIN, sections, FROM + 41, FROM + 500));
    const twice = await readFilm(await cut(once, once.sections, FROM + 77, FROM + 400));
    expect(twice).toMatchObject({ ...ORIGIN, fromTick: FROM + 76, toTick: FROM + 400 });
    expect(twice.sections.flatMap(({ kills }) => kills)).toEqual(
      sections.flatMap(({ kills }) => kills).filter(({ tick }) => tick > FROM + 76 && tick <= FROM + 400),
    );
  });

  test("of nothing is none", async () => {
    const { sections } = await filmed(5);
    await expect(async () => cut(ORIGIN, sections, 0, FROM)).rejects.toThrow(FilmError);
    await expect(async () => cut(ORIGIN, [], 0, FROM)).rejects.toThrow(FilmError);
  });

  test("stands still at its end, and begins anew from there", async () => {
    const { sections } = await filmed(5);
    const film = await readFilm(await cut(ORIGIN, sections, FROM, FROM + 20));
    const screening = new Screening(makeScene(), new Clip(film), FROM);
    for (let ms = 0; ms < 2000; ms += 16) screening.show(ms);
    expect(screening).toMatchObject({ tick: FROM + 20, paused: true });
    screening.togglePause();
    screening.show(2016);
    expect(screening.paused).toBe(false);
    expect(screening.tick).toBeLessThan(FROM + 3);
  });
});
