import { afterEach, describe, expect, test, vi } from "vitest";
import { makeScene } from "../src/state/make_scene";
import { Reel } from "../src/watch/film/reel";
import { Screening } from "../src/watch/film/screening";
import { Room, WORLD, dice } from "./film";

const TICKS = 320;

/** A server with so many films of a room, by their first tick. */
class Films {
  readonly asked: string[] = [];
  readonly room = new Room(0, dice(3), 4, 2);
  readonly truth = this.room.truth;
  next: number;
  /** Answers that come instead of a film, the first one first. */
  readonly instead: Response[] = [];
  moments: object[] = [];
  private readonly files = new Map<number, Blob>();

  constructor(films: number) {
    this.next = films * TICKS;
    for (let film = 0; film < films; film++) this.files.set(film * TICKS, this.room.filmFile(TICKS));
    vi.stubGlobal("fetch", (url: string) => Promise.resolve(this.answer(url)));
  }

  get askedFilms(): number[] {
    return this.asked.flatMap((url) => /films\/(\d+)/.exec(url)?.[1] ?? []).map(Number);
  }

  private answer(url: string): Response {
    this.asked.push(url);
    const start = /films\/(\d+)\?world=c0ffee$/.exec(url)?.[1];
    if (start === undefined) return Response.json(this.index());
    const instead = this.instead.shift();
    if (instead !== undefined) return instead;
    const file = this.files.get(Number(start));
    return file === undefined ? Response.json({ error: "No such film." }, { status: 404 }) : new Response(file);
  }

  private index(): object {
    const { next, moments } = this;
    return { world: WORLD, tick_rate: 32, film_ticks: TICKS, first: 0, next, tick: next + 40, delay_ticks: 0, moments };
  }
}

/** Draws frames until something is so. */
async function draw(screening: Screening, until: () => boolean, frameMs = 16): Promise<void> {
  await vi.waitFor(() => {
    nowMs += frameMs;
    screening.show(nowMs);
    if (!until()) throw new Error("not yet");
  }, { timeout: 30_000, interval: 1 });
}

let nowMs = 1000;

describe("a room's films", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("are shown one after the other, each asked for once and ahead of its time", async () => {
    const films = new Films(3);
    const scene = makeScene();
    const screening = new Screening(scene, new Reel(1), 0);
    await draw(screening, () => screening.tick > TICKS - 40 && films.asked.length > 2, 60);
    expect(films.askedFilms).toEqual([0, TICKS]);
    let waited = 0;
    await draw(screening, () => {
      waited += screening.waiting ? 1 : 0;
      return screening.tick > TICKS + 40;
    }, 30);
    expect(waited).toBe(0);
    expect(scene.tick).toBeGreaterThan(TICKS + 40);
    expect(films.asked[0]).toBe("api/rooms/1/films");
  });

  test("are asked for again when the server is busy", async () => {
    const films = new Films(1);
    const busy = (): Response => Response.json({ error: "Too many wait." }, { status: 503, headers: { "Retry-After": "0.01" } });
    films.instead.push(busy(), busy());
    const screening = new Screening(makeScene(), new Reel(1), 0);
    await draw(screening, () => !screening.waiting);
    expect(films.askedFilms).toEqual([0, 0, 0]);
  });

  test("say why they do not come, and others still do", async () => {
    const films = new Films(3);
    films.instead.push(Response.json({ error: "The disk is broken." }, { status: 500 }));
    const reel = new Reel(1);
    const screening = new Screening(makeScene(), reel, 0);
    await draw(screening, () => reel.trouble !== "");
    expect(reel.trouble).toBe("The disk is broken.");
    screening.seek(TICKS + 5);
    await draw(screening, () => !screening.waiting);
    expect(reel.trouble).toBe("");
  });

  test("that are lost are passed over", async () => {
    const films = new Films(3);
    films.instead.push(Response.json({ error: "This time is not kept any more." }, { status: 404 }));
    const screening = new Screening(makeScene(), new Reel(1), 5);
    await draw(screening, () => !screening.waiting);
    expect(screening.tick).toBeGreaterThanOrEqual(TICKS);
    expect(screening.tick).toBeLessThan(2 * TICKS);
  });

  test("that are scrubbed over are not asked for, and few are kept", async () => {
    const films = new Films(12);
    const reel = new Reel(1);
    const screening = new Screening(makeScene(), reel, 0);
    screening.paused = true;
    await draw(screening, () => !screening.waiting);
    const before = films.askedFilms.length;
    for (let tick = 0; tick < 11 * TICKS; tick += 100) {
      screening.seek(tick);
      nowMs += 16;
      screening.show(nowMs);
    }
    expect(films.askedFilms.length - before).toBeLessThanOrEqual(1);
    for (let film = 0; film < 12; film++) {
      screening.seek(film * TICKS + 10);
      await draw(screening, () => !screening.waiting);
    }
    const kept = Array.from({ length: 12 }, (_, film) => reel.at(film * TICKS)).filter((section) => section !== null);
    expect(kept.length).toBeLessThanOrEqual(6);
  });

  test("of a whole hour may be scrubbed through, and no more than five are ever kept", async () => {
    const films = 360;
    vi.stubGlobal("fetch", (url: string) => {
      const start = /films\/(\d+)\?/.exec(url)?.[1];
      if (start !== undefined) return Promise.resolve(new Response(new Room(Number(start), dice(3), 3, 1).filmFile(TICKS)));
      const next = films * TICKS;
      return Promise.resolve(Response.json({ world: WORLD, tick_rate: 32, film_ticks: TICKS, first: 0, next, tick: next, delay_ticks: 0, moments: [] }));
    });
    const reel = new Reel(1);
    const screening = new Screening(makeScene(), reel, 0);
    await draw(screening, () => !screening.waiting);
    const kept = (): number => Array.from({ length: films }, (_, film) => reel.at(film * TICKS)).filter((section) => section !== null).length;
    let most = 0;
    for (let film = 0; film < films; film += 24) {
      // Most are scrubbed over, and it rests at some.
      for (let tick = film * TICKS; tick < (film + 24) * TICKS; tick += TICKS) {
        screening.seek(tick);
        screening.show((nowMs += 16));
      }
      screening.seek(film * TICKS + 40);
      await draw(screening, () => !screening.waiting && screening.tick >= film * TICKS + 40);
      most = Math.max(most, kept());
    }
    expect(most).toBeLessThanOrEqual(5);
    expect(most).toBeGreaterThan(1);
  });

  test("go on when there are more of them, and wait until then", async () => {
    const films = new Films(2);
    films.next = TICKS;
    const screening = new Screening(makeScene(), new Reel(1), TICKS - 20);
    screening.speed = 8;
    await draw(screening, () => screening.isAtEnd);
    expect(screening.speed).toBe(1);
    expect(screening.paused).toBe(false);
    films.next = 2 * TICKS;
    await draw(screening, () => screening.tick > TICKS + 10, 50);
  });

  test("bring marked moments, each once", async () => {
    const films = new Films(1);
    const kill = { tick: 100, kind: "kill", player: 2, name: "Ada", other: "Bob", x: 1, y: 2, worth: 3 };
    films.moments = [kill, { ...kill, kind: "of a later version" }];
    const reel = new Reel(1);
    reel.refresh(0);
    await vi.waitFor(() => expect(reel.moments).toEqual([kill]));
    films.moments = [kill, { ...kill, tick: 200 }];
    reel.refresh(60_000);
    await vi.waitFor(() => expect(reel.moments.map(({ tick }) => tick)).toEqual([100, 200]));
    expect(films.asked.at(-1)).toBe("api/rooms/1/films?since=100");
  });
});

describe("a replay", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("is stepped, paused, slowed down and hurried", async () => {
    new Films(2);
    const scene = makeScene();
    const screening = new Screening(scene, new Reel(1), 50);
    await draw(screening, () => !screening.waiting);
    screening.step(1);
    await draw(screening, () => scene.tick === Math.floor(screening.tick));
    const at = screening.tick;
    screening.step(-1);
    await draw(screening, () => scene.tick === at - 1);
    nowMs += 1000;
    screening.show(nowMs);
    expect(screening.tick).toBe(at - 1);
    screening.togglePause();
    for (const [changes, speed] of [[-5, 0.25], [9, 8]] as const) {
      for (let i = 0; i < Math.abs(changes); i++) screening.changeSpeed(changes > 0 ? 1 : -1);
      const before = screening.tick;
      nowMs += 125;
      screening.show(nowMs);
      expect(screening.tick - before).toBeCloseTo(4 * speed);
    }
  });
});
