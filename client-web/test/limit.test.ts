import { expect, test } from "vitest";
import { Display } from "../src/display";
import { fitting } from "../src/ui/limit";

test.each([
  ["Ada", 16, "Ada"],
  ["x".repeat(20), 16, "x".repeat(16)],
  ["é".repeat(20), 16, "é".repeat(16)],
  ["I ❤️ U", 5, "I ❤️ U"],
  ["🇯🇵".repeat(9), 4, "🇯🇵🇯🇵"],
  ["👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 16, "👨‍👩‍👧‍👦👨‍👩‍👧‍👦"],
  ["", 16, ""],
])("%j fits into %d characters as %j, as the server counts them", (text, charsMax, kept) => {
  expect(fitting(text, charsMax)).toBe(kept);
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
