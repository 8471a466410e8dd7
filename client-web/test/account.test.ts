import { describe, expect, test } from "vitest";
import { readBoard, readProfile } from "../src/account/api";
import { standing } from "../src/account/standing";
import { facts } from "../src/profile/facts";

const CAREER = {
  score: 12_340,
  kills: 3,
  deaths: 4,
  rocks_large: 5,
  rocks_medium: 6,
  rocks_small: 7,
  saucers: 1,
  flown_ticks: 32 * 3_725,
  shots: 200,
  hits: 50,
  best_life: 900,
  best_streak: 2,
};
const PROFILE = { name: "Ada", claimed: true, career: CAREER, ranks: { day: 1, week: null, all: 1_200 } };

describe("a profile", () => {
  test("is told in words", () => {
    const { career, ranks } = readProfile(PROFILE);
    const told = new Map(facts(career, ranks));
    expect(told.get("score")).toBe("12,340");
    expect(told.get("place today")).toBe("#1");
    expect(told.get("place this week")).toBe("–");
    expect(told.get("place of all time")).toBe("#1,200");
    expect(told.get("rocks, large · medium · small")).toBe("5 · 6 · 7");
    expect(told.get("time flown")).toBe("1 h 2 min");
    expect(told.get("accuracy")).toBe("25 %");
  });

  test("of nobody yet has no name, and no accuracy without a shot", () => {
    const { name, career, ranks } = readProfile({ ...PROFILE, name: null, career: { ...CAREER, shots: 0, hits: 0 } });
    expect(name).toBeNull();
    expect(new Map(facts(career, ranks)).get("accuracy")).toBe("–");
  });

  test("says what is kept", () => {
    expect(standing(readProfile(PROFILE))).toBe("Ada · 12,340 points");
    expect(standing(readProfile({ ...PROFILE, claimed: false }))).toBe("Ada · 12,340 points in this browser");
    expect(standing(readProfile({ ...PROFILE, name: null }))).toMatch(/^Your scores are kept/);
    expect(standing(readProfile({ ...PROFILE, name: null, unkept: true }))).toMatch(/^Your scores are not kept now/);
  });

  test.each([null, "Ada", {}, { ...PROFILE, career: { ...CAREER, score: "1" } }, { ...PROFILE, ranks: [] }])(
    "that is something else is an error: %j",
    (value) => {
      expect(() => readProfile(value)).toThrow(TypeError);
    },
  );
});

describe("a board", () => {
  const row = { rank: 1, name: "Ada", claimed: true, score: 20 };

  test("has rows, and the own one if there is one", () => {
    const ada = { rank: 1, name: "Ada", score: 20 };
    expect(readBoard({ period: "day", rows: [row], own: row })).toEqual({ rows: [ada], own: ada });
    expect(readBoard({ period: "day", rows: [], own: null })).toEqual({ rows: [], own: null });
  });

  test("that is something else is an error", () => {
    expect(() => readBoard({ rows: "Ada" })).toThrow(TypeError);
    expect(() => readBoard({ rows: [{}] })).toThrow(TypeError);
  });
});
