import { expect, test } from "vitest";
import { standings, type Contender } from "../src/state/standings";

const ADA = 7;

/** Ten others with 1000, 900, … 100 points. */
function ten(bot: boolean) {
  return Array.from({ length: 10 }, (_, index) => {
    const name = `${bot ? "bot" : "pilot"} ${index}`;
    return { player: (bot ? 200 : 100) + index, name, score: 1000 - 100 * index, bot, team: null };
  });
}

const PEOPLE = ten(false);
const BOTS = ten(true);

function ada(score: number, rank: number): Contender {
  return { player: ADA, name: "Ada", score, rank, bot: false, team: null };
}

/** "rank name score" of every row. */
function told(rows: typeof PEOPLE, own: Contender, peopleOnly = false): string[] {
  return standings(rows, own, peopleOnly).map(({ rank, name, score }) => `${rank} ${name} ${score}`);
}

test("who has scored since the list came stands where that score belongs", () => {
  const rows = told(PEOPLE, ada(450, 19));
  expect(rows).toHaveLength(10);
  expect(rows.slice(5, 8)).toEqual(["6 pilot 5 500", "7 Ada 450", "8 pilot 6 400"]);
});

test("who is on the list is on it once, with the points of this moment", () => {
  const list = [{ player: ADA, name: "Ada", score: 40, bot: false, team: null }, ...PEOPLE.slice(8)];
  expect(told(list, ada(150, 3))).toEqual(["1 pilot 8 200", "2 Ada 150", "3 pilot 9 100"]);
});

test("who is behind the best has a row below them, with the rank that the server tells", () => {
  expect(told(PEOPLE, ada(50, 19)).slice(9)).toEqual(["10 pilot 9 100", "19 Ada 50"]);
  expect(told(PEOPLE, ada(50, 10)).at(-1)).toBe("11 Ada 50");
  expect(told(PEOPLE, ada(50, 0))).toHaveLength(10);
});

test("people come before bots, which have no rank", () => {
  expect(told([...BOTS.slice(0, 3), ...PEOPLE.slice(8)], ada(150, 5))).toEqual([
    "1 pilot 8 200",
    "2 Ada 150",
    "3 pilot 9 100",
    "0 bot 0 1000",
    "0 bot 1 900",
    "0 bot 2 800",
  ]);
  expect(told(BOTS, ada(20, 11))[0]).toBe("1 Ada 20");
});

test("bots can be left out", () => {
  expect(told([...PEOPLE.slice(8), ...BOTS], ada(150, 5), true)).toEqual(["1 pilot 8 200", "2 Ada 150", "3 pilot 9 100"]);
});

test("who only watches sees the list as it is", () => {
  expect(told(PEOPLE, { player: 0, name: "", score: 0, rank: 0, bot: false, team: null })).toEqual(
    PEOPLE.map(({ name, score }, index) => `${index + 1} ${name} ${score}`),
  );
});

test("for whom an autopilot has flown stands among the bots, as on everybody's list", () => {
  const list = [...PEOPLE.slice(8), ...BOTS.slice(0, 3)];
  const helped = { ...ada(850, 4), bot: true };
  expect(told(list, helped)).toEqual(["1 pilot 8 200", "2 pilot 9 100", "0 bot 0 1000", "0 bot 1 900", "0 Ada 850", "0 bot 2 800"]);
  expect(told(list, helped, true)).toEqual(["1 pilot 8 200", "2 pilot 9 100", "0 Ada 850"]);
  expect(told(PEOPLE, { ...helped, rank: 11 }).at(-1)).toBe("0 Ada 850");
});
