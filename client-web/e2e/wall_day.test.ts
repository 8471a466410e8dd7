import { describe, expect, test } from "vitest";
import { CloseCode, Heard, Mark } from "../src/protocol/table";
import { Room, dice, wire, wireBoard } from "../test/film";
import { takeOver, weigh, type Told } from "./day";
import { PEACE, setStage } from "./stage";

const HOURS = 24;
/** The line breaks so often, and everybody who flies then is somebody else. */
const ROUND_S = 1200;
const ROUNDS = (HOURS * 3600) / ROUND_S;
/** By then every memory that has a bound is about as full as it gets. */
const EARLY_ROUNDS = ROUNDS / 3;
const TOLD_TICKS = 160;
const TICK_RATE_HZ = 32;
const PILOTS = 16;
const BROKEN = 1006;

const stage = setStage(...PEACE);

/** What a line tells in five seconds: fights, kills, another leader each second, and what people say. */
function roundOf(number: number): Told[] {
  const roll = dice(number);
  const firstPlayer = 1 + number * PILOTS;
  const room = new Room(1000 + number * ROUND_S * TICK_RATE_HZ, roll, PILOTS, 12, firstPlayer);
  const told: [number, unknown][] = room.film(TOLD_TICKS);
  const anybody = (): number => firstPlayer + roll(PILOTS);
  const from = told[0]?.[0] ?? 0;
  for (let tick = from + TICK_RATE_HZ / 2; tick < from + TOLD_TICKS; tick += TICK_RATE_HZ / 2) {
    const rows = Array.from({ length: 8 }, anybody).map((player) => {
      const marks = [Mark.Fired | Mark.Hit, Mark.Bounty | Mark.Hunted, Mark.Leader, Mark.Streak][roll(4)]! | Mark.Person;
      return [player, `Pilot ${player}`, roll(200) - 100, roll(200) - 100, roll(20) - 10, roll(20) - 10, marks, anybody(), roll(9) * 50];
    });
    told.push([tick, [Heard.Notables, rows]]);
    const leader = anybody();
    told.push([tick, wireBoard(`Pilot ${leader}`, roll(5000))]);
    told.push([tick, [Heard.Radar, 0, PILOTS, 0, 1, [anybody(), 0, 0], [leader, roll(200) - 100, 0], 500, [0, 10, -20, tick], null]]);
    told.push([tick, [Heard.Said, [[anybody(), `Pilot ${leader}`, `line ${number} at ${tick}`, 0]]]]);
  }
  told.push([from + TOLD_TICKS, [Heard.Notice, `Round ${number} is over.`]]);
  told.sort((a, b) => a[0] - b[0]);
  return told.map(([tick, message], index) => {
    const laterMs = ((tick - (told[index - 1]?.[0] ?? tick)) * 1000) / TICK_RATE_HZ;
    return [laterMs, Buffer.from(wire(message)).toString("base64")];
  });
}

describe("a page on a wall", () => {
  test("is no heavier after a day of fights, strangers and broken lines than after a morning", async () => {
    const player = await stage.open("", { viewport: { width: 480, height: 270 } });
    const { page } = player;
    await takeOver(page);
    await page.goto(`${stage.server.url}watch?wall=1`);
    const rounds = async (from: number, to: number): Promise<void> => {
      for (let number = from; number < to; number++) {
        const code = number % 3 === 0 ? CloseCode.Restarting : BROKEN;
        await page.evaluate(([told, closeCode, restMs]) => window.day.round(told, closeCode, restMs), [
          ...([roundOf(number), code, (ROUND_S - TOLD_TICKS / TICK_RATE_HZ) * 1000] as const),
        ] as const);
      }
    };
    await rounds(0, EARLY_ROUNDS);
    const early = await weigh(page);
    await rounds(EARLY_ROUNDS, ROUNDS);
    const late = await weigh(page);
    await player.screenshot("wall-after-a-day");
    const { tick, kills, leaderboard } = await player.scene();
    expect(tick).toBeGreaterThan((ROUNDS - 1) * ROUND_S * TICK_RATE_HZ);
    expect([kills.length, leaderboard.length]).not.toContain(0);
    // The lines of the feed and of the chat are as many as just then.
    expect(late.nodes).toBeLessThan(early.nodes + 50);
    expect(late.listeners).toBeLessThan(early.listeners + 5);
    expect(late.objects).toBeLessThan(early.objects + 300);
    expect(late.heapBytes).toBeLessThan(early.heapBytes + 250_000);
    // By the page's clock an answer that comes at once has taken minutes.
    expect(player.faults.filter((fault) => !fault.startsWith("request failed"))).toEqual([]);
  });
});
