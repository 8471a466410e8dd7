import { expect, test, vi } from "vitest";
import { Display } from "../src/display";
import { fitting, fittingBefore, limitText } from "../src/ui/limit";

test.each([
  ["Ada", 16, "Ada"],
  ["x".repeat(20), 16, "x".repeat(16)],
  ["é".repeat(20), 16, "é".repeat(16)],
  ["I ❤️ U", 5, "I ❤️ U"],
  ["🇯🇵".repeat(9), 4, "🇯🇵🇯🇵"],
  ["👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 16, "👨‍👩‍👧‍👦👨‍👩‍👧‍👦"],
  ["", 16, ""],
  ["\u1112\u1161\u11ab".repeat(16), 16, "\u1112\u1161\u11ab".repeat(16)],
  ["e\u0302\u0301".repeat(17), 16, "e\u0302\u0301".repeat(16)],
  ["\u03b1\u0313\u0300\u0345".repeat(16), 16, "\u03b1\u0313\u0300\u0345".repeat(16)],
])("%j fits into %d characters as %j, as the server counts them", (text, charsMax, kept) => {
  expect(fitting(text, charsMax)).toBe(kept);
});

test.each([
  ["abcdX|efgh", 8, "abcd|efgh"],
  ["abXY|cdefgh", 8, "ab|cdefgh"],
  ["abcdefghX|", 8, "abcdefgh|"],
  ["X|abcdefgh", 8, "|abcdefgh"],
  ["ab👨‍👩‍👧‍👦👨‍👩‍👧‍👦|c", 8, "ab👨‍👩‍👧‍👦|c"],
  ["ab|cd", 8, "ab|cd"],
])("of what is typed into %j only what fits into %d stays", (typed, charsMax, left) => {
  const caret = typed.indexOf("|");
  const before = fittingBefore(typed.replace("|", ""), caret, charsMax);
  expect(`${before}|${typed.slice(caret + 1)}`).toBe(left);
});

test("a field that is full keeps what was there, and the caret where it was", () => {
  const field = Object.assign(new EventTarget(), {
    value: "abcdefgh",
    maxLength: -1,
    selectionStart: 0,
    after: () => undefined,
    setSelectionRange(start: number) {
      this.selectionStart = start;
    },
  });
  vi.stubGlobal("InputEvent", Event);
  const note = { className: "", textContent: "", setAttribute: () => undefined };
  vi.stubGlobal("document", { createElement: () => note });
  limitText(field as unknown as HTMLInputElement, 8);
  Object.assign(field, { value: "abXcdefgh", selectionStart: 3 });
  field.dispatchEvent(new Event("input"));
  expect([field.value, field.selectionStart]).toEqual(["abcdefgh", 2]);
  expect(note.textContent).toBe("no more than 8 characters");
  Object.assign(field, { value: "abcdefghij", selectionStart: 0 });
  field.dispatchEvent(new Event("input"));
  expect([field.value, field.selectionStart]).toEqual(["abcdefgh", 0]);
  vi.unstubAllGlobals();
});

test("a display is another one when anything about it is", () => {
  const page = { innerWidth: 800, innerHeight: 600, devicePixelRatio: 1 };
  const display = new Display(page);
  expect([display.hasChanged(), display.hasChanged()]).toEqual([true, false]);
  for (const change of [{ devicePixelRatio: 2 }, { innerWidth: 600, innerHeight: 800 }, { devicePixelRatio: 1.25 }]) {
    Object.assign(page, change);
    expect([display.hasChanged(), display.hasChanged()]).toEqual([true, false]);
  }
  expect([display.widthPx, display.heightPx, display.dpr]).toEqual([600, 800, 1.25]);
});
