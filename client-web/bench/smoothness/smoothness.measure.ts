// The claim of the project, measured: what is drawn moves as it should, on a good line and on a bad one.

import { describe, expect, test } from "vitest";
import { startLine, type Badness } from "./line";
import { DESKTOP, Player, launchBrowser } from "../../e2e/player";
import { SEEN_PX, drawWithOldFault, watchSteps, type Smoothness, type Steps } from "./steps";
import { setStage } from "../../e2e/stage";

/** On each line, if that is time enough for so many steps. */
const SECONDS = Number(process.env["SECONDS_EACH"] || 300);
const STEPS_MIN = 2000;
const SECONDS_MAX = 600;
/** Steps are measured in CSS pixels: with fewer of the screen's a machine without a graphics card draws in time. */
const DEVICE = { ...DESKTOP, deviceScaleFactor: 0.5 };
const BAD: Badness = { roundTripMs: 80, jitterMs: 30, stallMs: 1000, stallEveryMs: 20_000 };
const OLD_ASKED_EVERY_MS = 250;
const GOOD_MAX = 0.0001;
const BAD_MAX = 0.001;
const OLD_MIN = 0.005;

// Ships that shoot, and a world small enough for them to meet.
const stage = setStage("--bots", "auto", "--capacity", "20");

/** What a pilot does with the keys, over and over. */
const FLIGHT: readonly (readonly [keys: readonly string[], ms: number])[] = [
  [["ArrowUp"], 700],
  [["ArrowUp", "ArrowLeft"], 400],
  [[], 500],
  [["Space"], 600],
  [["ArrowRight", "Space"], 500],
  [["ArrowDown"], 500],
  [["ArrowUp", "ArrowRight"], 600],
  [[], 900],
];

type Seen = NonNullable<typeof window.smoothness>;

async function measure(url: string, asBefore = false): Promise<Smoothness> {
  const browser = await launchBrowser();
  try {
    const player = await Player.open(browser, url, DEVICE);
    await player.fly("Smooth");
    // The clock finds its lead in the first second or two.
    await player.page.waitForTimeout(3000);
    if (asBefore) await player.page.evaluate(drawWithOldFault, OLD_ASKED_EVERY_MS);
    await player.page.evaluate(watchSteps, SEEN_PX);
    const { found, log } = await fly(player);
    if (process.env["SMOOTHNESS_LOG"]) console.log(log.slice(0, 60).join("\n"));
    return found;
  } finally {
    await browser.close();
  }
}

/** Flies for as long as it takes to see enough. */
async function fly(player: Player): Promise<Seen> {
  for (;;) {
    for (const [keys, ms] of FLIGHT) {
      for (const key of keys) await player.press(key);
      await player.page.waitForTimeout(ms);
      for (const key of keys) await player.release(key);
    }
    const seen = await player.page.evaluate(() => {
      if (window.smoothness === undefined) throw new Error("nothing was measured");
      return window.smoothness;
    });
    const { coasting, seconds } = seen.found;
    if (seconds > SECONDS_MAX || (seconds > SECONDS && coasting.steps > STEPS_MIN)) return seen;
  }
}

function share({ steps, uneven }: Steps): number {
  return uneven / Math.max(1, steps);
}

function all({ coasting, own }: Smoothness): number {
  return (coasting.uneven + own.uneven) / Math.max(1, coasting.steps + own.steps);
}

function report(line: string, found: Smoothness): void {
  const of = (name: string, steps: Steps): string =>
    `${name} ${(100 * share(steps)).toFixed(4)} % (${steps.uneven} of ${steps.steps} steps, at worst ${steps.worstPx.toFixed(1)} px)`;
  console.log(
    `${line}: ${(100 * all(found)).toFixed(4)} % uneven; ${of("coasting", found.coasting)}, ${of("own ship", found.own)}, ` +
      `${(found.frames / found.seconds).toFixed(0)} frames a second, ${((100 * found.inTime) / found.frames).toFixed(0)} % of them in time`,
  );
}

describe("what is drawn moves as it should", () => {
  test("on a good line", async () => {
    const found = await measure(stage.server.url);
    report("good line", found);
    expect(all(found)).toBeLessThanOrEqual(GOOD_MAX);
  });

  test("on a line of 80 ± 30 ms that stalls for a second in twenty", async () => {
    const line = await startLine(stage.server.url, BAD);
    try {
      const found = await measure(line.url);
      report("bad line", found);
      expect(all(found)).toBeLessThanOrEqual(BAD_MAX);
    } finally {
      await line.stop();
    }
  });

  test("as it did not when it went straight on from place to place, without damping", async () => {
    const found = await measure(stage.server.url, true);
    report("old fault", found);
    expect(all(found)).toBeGreaterThan(OLD_MIN);
  });
});
