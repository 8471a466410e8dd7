import { describe, expect, test } from "vitest";
import { PHONE, type Player } from "./player";
import { setStage } from "./stage";

const stage = setStage("--bots", "0");
const { open, fly } = stage;

const hint = (player: Player) => player.page.locator(".hint-bar");

/** Which of these parts of the page are not wholly on the screen. */
function offScreen(player: Player, selector: string): Promise<string[]> {
  return player.page.evaluate((all) => {
    const isOff = (element: Element): boolean => {
      const { left, top, right, bottom, width } = element.getBoundingClientRect();
      return width === 0 || left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
    };
    return [...document.querySelectorAll(all)].filter(isOff).map((element) => element.outerHTML.slice(0, 80));
  }, selector);
}

describe("a newcomer", () => {
  test("is told one thing after the other, by its keys, until it has done it, and never again", async () => {
    const player = await fly("Newcomer");
    await hint(player).getByText("turn").waitFor();
    await player.screenshot("hint");
    for (const key of ["ArrowLeft", "ArrowUp"]) await player.press(key);
    await hint(player).getByText("fires").waitFor();
    for (const key of ["ArrowLeft", "ArrowUp"]) await player.release(key);
    await player.press("Space");
    await player.page.waitForFunction(() => localStorage.getItem("asteroids.hints")?.includes("shoot"));
    await player.release("Space");
    await player.page.reload();
    await player.fly("Newcomer");
    await player.until("a second of flight", ({ tick, you, tickRateHz }) => tick > you.spawnShieldUntil - tickRateHz);
    expect(await hint(player).getByText(/turn|Space/).count()).toBe(0);
    expect(player.faults).toEqual([]);
  });

  test("on a phone is told by its pads, over nothing else, and has the start screen whole when it is held sideways", async () => {
    const sideways = { ...PHONE, viewport: { width: 667, height: 375 } };
    const player = await open("", sideways);
    await player.phase("start");
    for (const viewport of [sideways.viewport, { width: 568, height: 320 }]) {
      await player.page.setViewportSize(viewport);
      expect(await offScreen(player, ".start h1, .start input, .start button:not([hidden]), #ui.at-start .tools .tool[aria-label=Help]")).toEqual([]);
      await player.screenshot(`start-${viewport.width}`);
    }
    await player.page.getByRole("button", { name: "Fly", exact: true }).tap();
    await hint(player).getByText("thrusts").waitFor();
    expect(await hint(player).locator("kbd").count()).toBe(0);
    expect(await hint(player).locator(".pad-icon").count()).toBe(3);
    await player.screenshot("hint-568");
    expect(player.faults).toEqual([]);
  });

  test("that has flown before there were hints is told nothing", async () => {
    const player = await open();
    await player.phase("start");
    await player.page.evaluate(() => localStorage.setItem("asteroids.name", "Veteran"));
    await player.page.reload();
    await player.fly("Veteran");
    await player.until("a second of flight", ({ tick, you, tickRateHz }) => tick > you.spawnShieldUntil - tickRateHz);
    expect(await hint(player).isVisible()).toBe(false);
  });
});

test("a link that a pilot copies has a friend fly with it", async () => {
  const ada = await fly("Ada");
  await ada.page.keyboard.press("Tab");
  await ada.page.getByRole("button", { name: "Copy a link to me" }).click();
  await ada.page.getByRole("button", { name: "Copied" }).waitFor();
  const bob = await open("?with=Ada");
  await bob.phase("start");
  await bob.screenshot("friend");
  await bob.page.getByRole("button", { name: "Fly with Ada" }).click();
  await bob.phase("flying");
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});
