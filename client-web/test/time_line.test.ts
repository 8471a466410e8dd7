import { describe, expect, test } from "vitest";
import type { Moment } from "../src/watch/film/index_of_films";
import { linkTo, placeIn, roomIn, tickIn } from "../src/watch/film/share";
import { momentBeside, partOf, putSpan, tickAt } from "../src/watch/film/span";
import { clockText, spokenTime } from "../src/watch/film/words";

const HOUR = 3600 * 32;

function span(firstTick: number, lastTick: number, tick: number) {
  const out = { fromTick: 0, toTick: 0 };
  putSpan(out, firstTick, lastTick, tick, 32);
  return out;
}

function moment(tick: number): Moment {
  return { tick, kind: "kill", player: 1, name: "Ada", other: "Bob", x: 0, y: 0, worth: 1 };
}

describe("the time line", () => {
  test("has all there is, or the last hour", () => {
    expect(span(320, 9000, 500)).toEqual({ fromTick: 320, toTick: 9000 });
    expect(span(0, 3 * HOUR, 2.5 * HOUR)).toEqual({ fromTick: 2 * HOUR, toTick: 3 * HOUR });
    expect(span(5, 5, 5).toTick).toBeGreaterThan(5);
  });

  test("has the hour around what is shown when that is longer ago", () => {
    expect(span(0, 9 * HOUR, 4 * HOUR)).toEqual({ fromTick: 3.5 * HOUR, toTick: 4.5 * HOUR });
    expect(span(0, 9 * HOUR, 10)).toEqual({ fromTick: 0, toTick: HOUR });
  });

  test("finds the tick under a finger, and never one beyond it", () => {
    const shown = { fromTick: 100, toTick: 300 };
    expect(tickAt(shown, 0.5)).toBe(200);
    expect(tickAt(shown, -3)).toBe(100);
    expect(tickAt(shown, 1.5)).toBe(300);
    expect(partOf(shown, tickAt(shown, 0.3))).toBeCloseTo(0.3);
    expect(partOf(shown, 9000)).toBe(1);
  });

  test("jumps from moment to moment, and not to the one that is being shown", () => {
    const moments = [moment(1000), moment(2000), moment(3000)];
    const from = (tick: number, by: 1 | -1) => momentBeside(moments, tick, by, 32)?.tick;
    expect(from(0, 1)).toBe(1000);
    expect(from(1000 - 128, 1)).toBe(2000);
    expect(from(2000 - 128, -1)).toBe(1000);
    expect(from(5000, 1)).toBeUndefined();
    expect(from(5000, -1)).toBe(3000);
    expect(from(0, -1)).toBeUndefined();
  });

  test("says times in words", () => {
    expect([0, 61, 3723].map(clockText)).toEqual(["0:00", "1:01", "1:02:03"]);
    expect([1, 59.7, 60, 62].map(spokenTime)).toEqual(["1 second", "1 minute", "1 minute", "1 minute 2"]);
  });
});

describe("a link to what is seen", () => {
  test.each([
    ["https://here/", "https://here/watch?room=2&t=77"],
    ["https://here/game/watch?room=9&follow=Bob&hud=0", "https://here/game/watch?hud=0&room=2&t=77"],
    ["https://here/game/", "https://here/game/watch?room=2&t=77"],
    ["https://here/watch?clip=00ff", "https://here/watch?room=2&t=77"],
  ])("from %s is %s", (page, link) => {
    expect(linkTo(page, { room: 2, tick: 77.9, look: { type: "director" } })).toBe(link);
  });

  test("leads there, whatever a name has in it", () => {
    const link = linkTo("https://here/watch", { room: 1, tick: null, look: { type: "players", names: ["A&b=c ☃", "Bob"] } });
    expect(new URL(link).searchParams.get("follow")).toBe("A&b=c ☃");
    expect(new URL(link).searchParams.get("follow2")).toBe("Bob");
    expect(tickIn(link)).toBeNull();
    const place = linkTo(link, { room: 1, tick: 5, look: { type: "place", x: -12.4, y: 7, halfHeightM: 40 } });
    expect(placeIn(place)).toEqual({ type: "place", x: -12.4, y: 7, halfHeightM: 40 });
    expect([roomIn(place), tickIn(place)]).toEqual([1, 5]);
  });

  test("that is damaged asks for nothing", () => {
    for (const query of ["t=", "t=-1", "t=abc", "t=1.5", "t=1e300", "x=1", "x=a&y=2"]) {
      const page = `https://here/watch?${query}`;
      expect([tickIn(page), placeIn(page), roomIn(page)]).toEqual([null, null, null]);
    }
  });
});
