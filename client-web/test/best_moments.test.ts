import { expect, test } from "vitest";
import { linkToMoment, readBest } from "../src/bestMoments";

const told = { room: 2, ago_s: 75, from: 640, tick: 800, kind: "streak", player: 7, name: "Ada & Bob", bot: false, other: "", count: 5 };

test("a moment says what happened and leads to a while before it", () => {
  const [moment] = readBest({ moments: [told] });
  expect(moment).toMatchObject({ name: "Ada & Bob", words: "Ada & Bob shot down 5 in a row", agoS: 75 });
  expect(moment && linkToMoment(moment)).toBe("watch?room=2&t=640&follow=Ada+%26+Bob");
});

test.each([
  ["kill", "Cyd", "Ada & Bob shot down Cyd"],
  ["saucer", "", "Ada & Bob shot down a saucer"],
  ["leader", "Cyd", "Ada & Bob took the lead"],
])("a %s is told in words", (kind, other, words) => {
  expect(readBest({ moments: [{ ...told, kind, other }] })[0]?.words).toBe(words);
});

test.each([[null], [{}], [{ moments: "none" }], [{ moments: [null, 5, { kind: "feast", name: "Ada" }, { kind: "kill", name: "" }] }]])(
  "of what is no moment nothing is shown: %j",
  (value) => expect(readBest(value)).toEqual([]),
);
