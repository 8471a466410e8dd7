import { beforeEach, describe, expect, test, vi } from "vitest";
import { readRoll } from "../src/roll";
import { keepMutes } from "../src/state/kept_names";

const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});

describe("muted names", () => {
  test("stay muted when the page is opened again, until they may speak", () => {
    keepMutes().toggle("Eve");
    const later = keepMutes();
    expect([later.has("Eve"), later.has("Ada")]).toEqual([true, false]);
    later.toggle("Eve");
    expect(keepMutes().has("Eve")).toBe(false);
  });

  test("are bounded: the one muted first may speak again", () => {
    const mutes = keepMutes();
    for (let number = 0; number <= 200; number++) mutes.toggle(`name ${number}`);
    expect([mutes.has("name 0"), mutes.has("name 1"), mutes.has("name 200")]).toEqual([false, true, true]);
  });

  test.each(["not json", '{"a":1}', "[1,2]", "null"])("begin empty with %s in the storage", (text) => {
    stored.set("asteroids.muted-names", text);
    expect(keepMutes().has("1")).toBe(false);
  });
});

describe("a roll", () => {
  test("names who is here", () => {
    const rows = [
      { player: 3, name: "Ada", score: 20, bot: false, autopilot: true, talks: true, ping_ms: 12 },
      { player: 4, name: "Rex", score: 10, bot: true, talks: false, ping_ms: null },
    ];
    expect(readRoll({ players: rows, more: 1, spectators: 2 })).toEqual({
      players: [
        { player: 3, name: "Ada", score: 20, bot: false, autopilot: true, talks: true, pingMs: 12 },
        { player: 4, name: "Rex", score: 10, bot: true, autopilot: false, talks: false, pingMs: null },
      ],
      more: 1,
      spectators: 2,
    });
  });

  test("that is none is an error", () => {
    expect(() => readRoll({ error: "no such room" })).toThrow(TypeError);
  });
});
