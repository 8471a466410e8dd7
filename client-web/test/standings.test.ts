import { expect, test } from "vitest";
import { standings, type Contender } from "../src/state/standings";

const ADA = 7;
/** Ten others with 1000, 900, … 100 points. */
const TEN = Array.from({ length: 10 }, (_, index) => ({
  player: 100 + index,
  name: `bot ${index}`,
  score: 1000 - 100 * index,
  bot: true,
}));

function ada(score: number, rank: number): Contender {
  return { player: ADA, name: "Ada", score, rank };
}

/** "rank name score" of every row. */
function told(rows: typeof TEN, own: Contender): string[] {
  return standings(rows, own).map(({ rank, name, score }) => `${rank} ${name} ${score}`);
}

test("who has scored since the list came stands where that score belongs", () => {
  const rows = told(TEN, ada(450, 19));
  expect(rows).toHaveLength(10);
  expect(rows.slice(5, 8)).toEqual(["6 bot 5 500", "7 Ada 450", "8 bot 6 400"]);
});

test("who is on the list is on it once, with the points of this moment", () => {
  const list = [{ player: ADA, name: "Ada", score: 40, bot: false }, ...TEN.slice(8)];
  expect(told(list, ada(150, 3))).toEqual(["1 bot 8 200", "2 Ada 150", "3 bot 9 100"]);
});

test("who is behind the best has a row below them, with the rank that the server tells", () => {
  expect(told(TEN, ada(50, 19)).slice(9)).toEqual(["10 bot 9 100", "19 Ada 50"]);
  expect(told(TEN, ada(50, 10)).at(-1)).toBe("11 Ada 50");
  expect(told(TEN, ada(50, 0))).toHaveLength(10);
});

test("who only watches sees the list as it is", () => {
  expect(told(TEN, { player: 0, name: "", score: 0, rank: 0 })).toEqual(
    TEN.map(({ name, score }, index) => `${index + 1} ${name} ${score}`),
  );
});
