import { describe, expect, test } from "vitest";
import { ACTIONS, meet } from "../src/input/actions";
import { DEFAULTS, Keymap, isSource, type FindKey } from "../src/input/bindings";
import { sourcesOf } from "../src/input/strokes";
import { ONE_HANDED, bind, conflicts, rivals, unbind } from "../src/settings/rebinding";
import { Control } from "../src/state/scene";

const NO_MODIFIER = { ctrlKey: false, altKey: false, metaKey: false };
const keymap = new Keymap(DEFAULTS);

/** A French keyboard: what is at A says q, M is beside L. */
const azerty: FindKey = (letter) => ({ q: "at KeyA", a: "at KeyQ", z: "at KeyW", w: "at KeyZ", m: "at Semicolon" })[letter] ?? `at Key${letter.toUpperCase()}`;

describe("by default", () => {
  test("every action has a key, and no key does two things at once", () => {
    for (const action of ACTIONS) expect(DEFAULTS[action].some((source) => /^(?:at|says) /.test(source))).toBe(true);
    expect(conflicts(DEFAULTS)).toEqual([]);
    expect(conflicts(DEFAULTS, azerty)).toEqual([]);
  });

  test("every source is one that is taken when it is read again", () => {
    for (const bindings of [DEFAULTS, ONE_HANDED.left, ONE_HANDED.right]) {
      for (const source of Object.values(bindings).flat()) expect([source, isSource(source)]).toEqual([source, true]);
    }
  });

  test("one gun fires and one ship flies again by the same key, which is not heard for both", () => {
    expect(keymap.meaningOf("at Space")).toEqual({ control: Control.Fire, deeds: ["respawn"] });
    expect(meet("fire", "respawn")).toBe(false);
  });

  test.each(["left", "right"] as const)("the %s hand alone finds all of it without a conflict", (hand) => {
    expect(conflicts({ ...DEFAULTS, ...ONE_HANDED[hand] })).toEqual([]);
  });
});

describe("a stroke", () => {
  test.each([
    ["KeyW", "z", Control.Thrust, []],
    ["KeyQ", "a", 0, []],
    ["Semicolon", "m", 0, ["sound"]],
    ["KeyM", ",", 0, []],
    ["KeyJ", "h", Control.Hyperspace, []],
    ["KeyM", "ь", 0, ["sound"]],
    ["", "a", Control.Left, []],
    ["", "M", 0, ["sound"]],
    ["NumpadEnter", "Enter", 0, ["chat"]],
  ])("at %j that says %j has its meaning by place, and else by letter", (code, key, control, deeds) => {
    expect(keymap.meaningOfAny(sourcesOf({ code, key, ...NO_MODIFIER }))).toEqual({ control, deeds });
  });
});

describe("a key that is bound anew", () => {
  test("is taken from what it did, unless that is never heard at the same time", () => {
    expect(rivals(DEFAULTS, "brake", "at KeyW")).toEqual(["thrust"]);
    const bound = bind(DEFAULTS, "brake", "at KeyW");
    expect(bound.thrust).not.toContain("at KeyW");
    expect(bound.brake).toContain("at KeyW");
    expect(conflicts(bound)).toEqual([]);
    expect(bind(DEFAULTS, "respawn", "at KeyW").thrust).toContain("at KeyW");
  });

  test("is one key by its place and by its letter, wherever the person's keyboard has it", () => {
    expect(rivals(DEFAULTS, "fire", "at KeyM")).toEqual(["sound"]);
    expect(rivals(DEFAULTS, "fire", "at KeyM", azerty)).toEqual([]);
    expect(rivals(DEFAULTS, "fire", "at Semicolon", azerty)).toEqual(["sound"]);
    expect(bind(DEFAULTS, "fire", "at Semicolon", azerty).sound).toEqual([]);
  });

  test("shows as a conflict if two things have it, and is let go of", () => {
    const both = { ...DEFAULTS, fire: ["at KeyX"], brake: ["at KeyX"] };
    expect(conflicts(both)).toEqual([{ source: "at KeyX", actions: ["brake", "fire"] }]);
    expect(conflicts(unbind(both, "brake", "at KeyX"))).toEqual([]);
  });
});
