import { describe, expect, test } from "vitest";
import { FLIGHT_MS, PATIENCE_MS } from "./patience";
import { setStage } from "./stage";

const stage = setStage("--bots", "60", "--capacity", "80", "--side", "110");

describe("a pilot who is shot down", () => {
  test("sees the last seconds from the other side, and skips them", async () => {
    const victim = await stage.fly("Ada");
    const { page } = victim;
    // It flies on and does not shoot; among so many somebody soon has it.
    await victim.press("ArrowUp");
    const fallen = async (): Promise<boolean> => {
      const { phase } = await victim.scene();
      if (phase.type === "dead" && phase.death?.killer) return true;
      if (phase.type === "dead") await page.keyboard.press("Space");
      return false;
    };
    await victim.until("somebody's bullet", fallen, 2 * FLIGHT_MS);
    // They last five seconds: on a busy machine a hand from outside comes too late for the button.
    await page.waitForFunction(() => {
      const skip = [...document.querySelectorAll<HTMLElement>('[aria-label="Your last seconds"] button')].find((it) => it.checkVisibility());
      skip?.click();
      return skip !== undefined;
    }, undefined, { timeout: PATIENCE_MS });
    await page.getByLabel("Your last seconds").waitFor({ state: "hidden" });
    expect(victim.faults).toEqual([]);
  });
});
