import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { VERSION } from "../src/protocol/table";
import { readFilm } from "../src/watch/film/decode";
import { FilmError, type Film } from "../src/watch/film/film";
import { Room, dice, filmFile, rawFilm, wireFrame, wireWelcome } from "./film";

const FROM = 640;
const TICKS = 64;

function raw(): Uint8Array<ArrayBuffer> {
  return rawFilm(FROM, FROM + TICKS, new Room(FROM, dice(1), 3, 2).film(TICKS));
}

/** The words in which a file is refused, or the film that it is. */
async function opened(file: Blob): Promise<Film | string> {
  try {
    return await readFilm(file);
  } catch (error) {
    expect(error).toBeInstanceOf(FilmError);
    return (error as FilmError).message;
  }
}

describe("a film", () => {
  test("is read from its file, with everything at its own tick", async () => {
    const film = await readFilm(filmFile(raw()));
    expect(film).toMatchObject({ room: 1, world: "c0ffee", fromTick: FROM, toTick: FROM + TICKS });
    const [section] = film.sections;
    expect(film.sections).toHaveLength(1);
    expect(section?.steps[0]?.message).toMatchObject({ type: "frame", tick: FROM });
    const ticks = section!.steps.map(({ tick }) => tick);
    expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
    for (const { tick, message } of section!.steps) {
      if (message.type !== "frame") continue;
      for (const change of message.controls) expect(change.tick).toBe(tick);
    }
  });

  test("of another version is refused with words", async () => {
    const other = rawFilm(FROM, FROM + TICKS, new Room(FROM, dice(1), 1, 0).film(TICKS), VERSION + 1);
    expect(await opened(filmFile(other))).toMatch(`version ${VERSION + 1}`);
  });

  test.each([
    ["nothing", new Blob([])],
    ["text", new Blob(["a film"])],
    ["nothing, compressed", filmFile(new Uint8Array())],
    ["one without a welcome", filmFile(rawFilm(0, 320, [[0, wireFrame({}, null)]]))],
    ["one with nothing in it", filmFile(rawFilm(0, 320, []))],
    ["one that ends before it begins", filmFile(rawFilm(320, 0, [[320, wireWelcome(320)]]))],
    ["one that lasts for ever", filmFile(rawFilm(0, 2 ** 32 - 1, [[0, wireWelcome(0)]]))],
    ["one of another time", filmFile(rawFilm(0, 320, [[0, wireWelcome(5)]]))],
    ["one that runs backwards", filmFile(rawFilm(0, 320, [[0, wireWelcome(0)], [9, wireFrame({}, 9)], [8, wireFrame({}, null)]]))],
    ["one that jumps out of itself", filmFile(rawFilm(0, 320, [[0, wireWelcome(0)], [4_000_000, wireFrame({}, 4_000_000)]]))],
    ["one with something after it", new Blob([gzipSync(raw()), "more"])],
  ])("is not %s", async (_, file) => {
    expect(await opened(file)).toMatch(/^This .*\.$/);
  });

  test("that is far larger than it looks is not unpacked", async () => {
    expect(await opened(new Blob([gzipSync(new Uint8Array(80 * 1024 * 1024))]))).toMatch("too large");
  });

  test("that is cut short anywhere is refused", async () => {
    const file = gzipSync(raw());
    for (let bytes = 0; bytes < file.length; bytes += bytes < 40 ? 1 : 7) {
      expect(typeof (await opened(new Blob([file.subarray(0, bytes)])))).toBe("string");
    }
  });

  test("that is damaged is refused in words, whatever is wrong with it", async () => {
    const whole = raw();
    const roll = dice(7);
    for (let attempt = 0; attempt < 1000; attempt++) {
      const damaged = whole.slice(0, attempt % 3 === 0 ? roll(whole.length) : whole.length);
      for (let flips = roll(3) + 1; flips > 0; flips--) damaged[roll(damaged.length)]! ^= 1 << roll(8);
      await opened(filmFile(damaged));
      if (attempt % 10 !== 0) continue;
      const file = gzipSync(whole);
      file[roll(file.length)]! ^= 1 << roll(8);
      await opened(new Blob([file]));
    }
  });
});
