import { expect, test } from "vitest";
import { absentOf } from "../src/panels/elsewhere";
import type { Roll, RollRow } from "../src/roll";

const row = (name: string, bot: boolean): RollRow => ({ player: 1, name, score: 0, bot, autopilot: false, talks: !bot, pingMs: null });
const roll = (more: number, ...players: RollRow[]): Roll => ({ players, more, spectators: 0 });
const [ada, juno] = [row("Ada", false), row("Juno", true)];

test.each([
  ["all are listed", roll(0, ada), ["Bob"]],
  ["only bots are left out", roll(220, ada, juno), ["Bob"]],
  ["people are left out", roll(3, ada, row("Eve", false)), []],
  ["nobody flies", roll(0), ["Ada", "Bob"]],
])("of two friends those are absent where %s", (_, of, absent) => {
  expect(absentOf(["Ada", "Bob"], of)).toEqual(absent);
});
