import { expect, test } from "vitest";
import { RecentLines } from "../src/ui/recentLines";

interface Said {
  readonly text: string;
  readonly atMs: number;
}

function shownBy(linesMax: number, shownMs: number) {
  let shown: string[] = [];
  let rebuilt = 0;
  const list = {
    replaceChildren: () => {
      shown = [];
      rebuilt += 1;
    },
  };
  const recent = new RecentLines<Said>(list as unknown as Element, linesMax, shownMs, ({ text }) => shown.push(text));
  return {
    look(said: readonly Said[], nowMs: number, show = true): string[] {
      recent.update(said, nowMs, show);
      return shown;
    },
    rebuilt: () => rebuilt,
  };
}

const SAID: readonly Said[] = ["one", "two", "three"].map((text, index) => ({ text, atMs: 100 * index }));

test("the newest lines show, each for its time", () => {
  const { look } = shownBy(2, 1000);
  expect(look(SAID, 200)).toEqual(["two", "three"]);
  expect(look(SAID, 1150)).toEqual(["three"]);
  expect(look(SAID, 1250)).toEqual([]);
});

test("the page is touched only when a line comes or goes", () => {
  const { look, rebuilt } = shownBy(5, 1000);
  look(SAID, 200);
  look(SAID, 900);
  expect(rebuilt()).toBe(1);
  expect(look([...SAID, { text: "four", atMs: 950 }], 950)).toEqual(["one", "two", "three", "four"]);
  expect(rebuilt()).toBe(2);
});

test("none shows while it is not the time for any", () => {
  const { look } = shownBy(5, 1000);
  look(SAID, 200);
  expect(look(SAID, 210, false)).toEqual([]);
  expect(look(SAID, 220)).toEqual(["one", "two", "three"]);
});
