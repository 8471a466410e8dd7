import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Activity, type Slices } from "../src/watch/film/activity";
import type { Moment } from "../src/watch/film/index_of_films";
import { Ribbon } from "../src/watch/film/ribbon";

const SPAN = { fromTick: 640, toTick: 1600 };
const TOLD = { world: "c0ffee", from: 640, to: 1600, slice_ticks: 320, ships: [9, 9, 9], shots: [40, 10, 0], hits: [1, 0, 0], kills: [1, 4, 0] };

describe("how much went on", () => {
  const asked: string[] = [];
  let answer = (): Response => Response.json(TOLD);

  beforeEach(() => {
    asked.length = 0;
    answer = () => Response.json(TOLD);
    vi.stubGlobal("fetch", (url: string) => Promise.resolve((asked.push(url), answer())));
  });
  afterEach(() => vi.unstubAllGlobals());

  test("is asked once for a span, and again when another slice is over", async () => {
    const activity = new Activity(3);
    expect(activity.of(SPAN, 0)).toBeNull();
    await vi.waitFor(() => expect(activity.of(SPAN, 9000)?.kills).toEqual([1, 4, 0]));
    expect(asked).toEqual(["api/rooms/3/activity?from=640&to=1600"]);
    activity.of({ fromTick: 640.5, toTick: 1920.2 }, 10_000);
    expect(asked[1]).toBe("api/rooms/3/activity?from=640&to=1921");
  });

  test("of another hour is asked for at once, and not for each step of a hand", async () => {
    const activity = new Activity(1);
    activity.of(SPAN, 0);
    for (let ms = 0; ms < 3000; ms += 100) activity.of({ fromTick: 50_000 + ms * 10, toTick: 60_000 + ms * 10 }, ms);
    expect(asked.length).toBe(3);
  });

  test.each([
    ["damaged", () => new Response("<html>")],
    ["of something else", () => Response.json({ error: "No such room." }, { status: 404 })],
    ["nothing", () => Response.json(null)],
  ])("is what was known when an answer is %s", async (_, damaged) => {
    const activity = new Activity(1);
    activity.of(SPAN, 0);
    await vi.waitFor(() => expect(activity.of(SPAN, 1)).not.toBeNull());
    answer = damaged;
    activity.of(SPAN, 20_000);
    await vi.waitFor(() => expect(asked.length).toBe(2));
    expect(activity.of(SPAN, 20_001)?.shots).toEqual([40, 10, 0]);
  });
});

/** What is drawn on a canvas of 96 × 20 pixels: colour, left, top, width, height. */
function drawn(slices: Slices | null, moments: readonly Moment[] = [], span = SPAN): [string, ...number[]][] {
  const rects: [string, ...number[]][] = [];
  const ctx = { fillStyle: "", scale: () => undefined, fillRect: (...rect: number[]) => rects.push([ctx.fillStyle, ...rect]) };
  const canvas = { clientWidth: 96, clientHeight: 20, width: 0, height: 0, getContext: () => ctx };
  const ribbon = new Ribbon(canvas as unknown as HTMLCanvasElement);
  for (let frame = 0; frame < 3; frame++) ribbon.update(slices, moments, span);
  return rects;
}

describe("the ribbon", () => {
  beforeEach(() => vi.stubGlobal("devicePixelRatio", 1));
  afterEach(() => vi.unstubAllGlobals());

  const slices = { fromTick: 640, toTick: 1600, sliceTicks: 320, shots: [40, 10, 0], kills: [1, 4, 0] };

  test("shows shots as high as there were, and kills before them, once as long as nothing changes", () => {
    const [shots, fewerShots, kill, kills, ...rest] = drawn(slices);
    expect([shots?.slice(1), fewerShots?.slice(1)]).toEqual([[0, 0, 32, 20], [32, 15, 32, 5]]);
    expect([kill?.slice(1), kills?.slice(1)]).toEqual([[8, 15, 16, 5], [40, 0, 16, 20]]);
    expect(kill?.[0]).not.toBe(shots?.[0]);
    expect(rest).toEqual([]);
  });

  test("takes a slice that is not over by what it has so far", () => {
    const [first, last] = drawn({ ...slices, toTick: 1440, shots: [10, 0, 5], kills: [] });
    expect(first?.slice(1)).toEqual([0, 0, 32, 20]);
    expect(last?.slice(1)).toEqual([64, 0, 16, 20]);
  });

  test("cuts off what was before its span, and marks moments within it", () => {
    const kill = { kind: "kill", player: 1, name: "Ada", other: "Bob", x: 0, y: 0, worth: 9 } as const;
    const moments: Moment[] = [{ ...kill, tick: 500 }, { ...kill, tick: 1120 }, { ...kill, tick: 1600, kind: "leader" }];
    const [bar, mark, leader, ...rest] = drawn({ ...slices, fromTick: 480, shots: [5], kills: [] }, moments);
    expect(bar?.slice(1)).toEqual([0, 0, 16, 20]);
    expect([mark?.slice(1), leader?.slice(1)]).toEqual([[48, 0, 2, 3], [96, 0, 2, 3]]);
    expect(mark?.[0]).not.toBe(leader?.[0]);
    expect(rest).toEqual([]);
  });

  test("leaves out kills that are too many to be marked one by one, and nothing else", () => {
    const kill = { kind: "kill", player: 1, name: "Ada", other: "Bob", x: 0, y: 0, worth: 9 } as const;
    const kills = Array.from({ length: 40 }, (_, index): Moment => ({ ...kill, tick: 700 + index }));
    expect(drawn(null, kills.slice(0, 20)).length).toBe(20);
    const streak: Moment = { ...kill, kind: "streak", tick: 1120 };
    expect(drawn(null, [...kills, streak]).map((rect) => rect.slice(1))).toEqual([[48, 0, 2, 3]]);
  });

  test("of nothing is empty", () => {
    expect(drawn(null)).toEqual([]);
    expect(drawn({ ...slices, shots: [0, 0, 0], kills: [0, 0, 0] })).toEqual([]);
  });
});
