import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTIONS } from "../src/input/actions";
import { DEFAULTS } from "../src/input/bindings";
import { conflicts } from "../src/settings/rebinding";
import { hear } from "../src/state/chat";
import { makeScene } from "../src/state/make_scene";
import { QUICK_WORDS, inOwnLanguage } from "../src/state/quick_words";

const PROTOCOL = readFileSync(new URL("../../PROTOCOL.md", import.meta.url), "utf8");

test("each quick word has a key of its own, and stands in the protocol", () => {
  const words = Object.entries(QUICK_WORDS);
  expect(words).toHaveLength(8);
  for (const [index, [action, { said }]] of words.entries()) {
    expect(ACTIONS).toContain(action);
    expect(DEFAULTS[action as keyof typeof QUICK_WORDS]).toEqual([`at Digit${index + 1}`]);
    expect(PROTOCOL).toContain(said);
  }
  expect(conflicts(DEFAULTS)).toEqual([]);
});

test("a quick word is read in the own language, whatever else is said as it is, and the server's words too", () => {
  expect(inOwnLanguage("Hello!")).toBe(QUICK_WORDS.sayHello.shown);
  expect(inOwnLanguage("hello!")).toBe("hello!");
  const scene = makeScene();
  const line = { name: "Ada", ageS: 0 };
  hear(scene, { type: "said", lines: [{ ...line, player: 7, text: "Nice shot!" }, { ...line, player: 7, text: "toString" }] }, 0);
  expect(scene.chat.map(({ text }) => text)).toEqual([QUICK_WORDS.sayShot.shown, "toString"]);
});
