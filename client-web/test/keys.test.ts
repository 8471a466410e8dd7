import { describe, expect, test } from "vitest";
import { guardKeys } from "../src/input/composition";
import { letterOf } from "../src/input/strokes";

const NO_MODIFIER = { ctrlKey: false, altKey: false, metaKey: false };

describe("the letter of a key", () => {
  test.each([
    ["m", "KeyM", "m"],
    ["M", "KeyM", "m"],
    ["m", "Semicolon", "m"],
    [",", "KeyM", ""],
    ["ь", "KeyM", "m"],
    ["μ", "KeyM", "m"],
    ["ة", "KeyM", "m"],
    ["צ", "KeyM", "m"],
    ["ท", "KeyM", "m"],
    ["ㅡ", "KeyM", "m"],
    ["ñ", "Semicolon", ""],
    ["й", "KeyQ", "q"],
    ["Enter", "Enter", ""],
    ["1", "Digit1", ""],
  ])("%j at %j is %j", (key, code, letter) => {
    expect(letterOf({ key, code, ...NO_MODIFIER })).toBe(letter);
  });
});

/** A page that notes which keys and forms get past the guard. */
function guarded(byFingers = false): { heard: string[]; happen(type: string, more?: object): boolean } {
  const page = new EventTarget();
  const heard: string[] = [];
  guardKeys(page as Window, { matches: byFingers });
  for (const type of ["keydown", "keyup", "submit", "cancel"]) page.addEventListener(type, () => heard.push(type));
  return {
    heard,
    happen(type, more = {}) {
      const event = Object.assign(new Event(type, { cancelable: true }), { key: "", keyCode: 0, isComposing: false, repeat: false, ...more });
      page.dispatchEvent(event);
      return event.defaultPrevented;
    },
  };
}

describe("what an input method takes", () => {
  test.each([
    ["is composing", { key: "Enter", keyCode: 13, isComposing: true }],
    ["has the number of a taken key", { key: "Enter", keyCode: 229 }],
    ["is called so", { key: "Process" }],
    ["is dead until the next", { key: "Dead" }],
  ])("is heard by nobody if it %s, and sends nothing", (_, stroke) => {
    const { heard, happen } = guarded();
    happen("keydown", stroke);
    expect(happen("submit")).toBe(true);
    expect(happen("cancel")).toBe(true);
    happen("keyup", stroke);
    expect(heard).toEqual(["keyup"]);
    expect(happen("submit")).toBe(false);
  });

  test("is all between the beginning of a composition and its end", () => {
    const { heard, happen } = guarded();
    happen("compositionstart");
    happen("keydown", { key: "Escape" });
    happen("keyup", { key: "Escape" });
    expect(happen("submit")).toBe(true);
    happen("compositionend");
    happen("keydown", { key: "Enter" });
    expect(happen("submit")).toBe(false);
    expect(heard).toEqual(["keyup", "keydown", "submit"]);
  });

  test("is nothing any more once the field is left", () => {
    const { heard, happen } = guarded();
    happen("compositionstart");
    happen("focusout");
    happen("keydown", { key: "w" });
    expect(heard).toEqual(["keydown"]);
  });

  test("does not hinder a click on what sends the form", () => {
    const { happen } = guarded();
    happen("keydown", { key: "Process" });
    happen("pointerdown");
    expect(happen("submit")).toBe(false);
  });
});

describe("under fingers", () => {
  test("an Enter sends what the keyboard on the screen still composes", () => {
    const { heard, happen } = guarded(true);
    happen("compositionstart");
    happen("keydown", { key: "Unidentified", keyCode: 229, isComposing: true });
    happen("keyup", { key: "Unidentified", keyCode: 229, isComposing: true });
    expect(happen("keydown", { key: "Enter", keyCode: 13, isComposing: true })).toBe(false);
    expect(happen("submit")).toBe(false);
    expect(heard).toEqual(["keyup", "keydown", "submit"]);
  });

  test("an Enter that an input method takes sends nothing", () => {
    const { heard, happen } = guarded(true);
    happen("compositionstart");
    happen("keydown", { key: "Enter", keyCode: 229, isComposing: true });
    expect(happen("submit")).toBe(true);
    expect(heard).toEqual([]);
  });
});

test("an Enter that is only held sends nothing again", () => {
  const { happen } = guarded();
  expect(happen("keydown", { key: "Enter" })).toBe(false);
  expect(happen("keydown", { key: "Enter", repeat: true })).toBe(true);
  expect(happen("keydown", { key: "w", repeat: true })).toBe(false);
});
