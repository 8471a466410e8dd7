import { expect, test } from "vitest";
import type { Entity, Scene } from "../src/state/scene";
import { shootUntil } from "./gunner";
import { FLIGHT_MS } from "./patience";
import { setStage } from "./stage";

const stage = setStage("--bots", "0", "--no-saucers", "--no-occasions", "--side", "110");
/** More than a life needs that brings an improvement, and as much as ends the guard of a beginner. */
const GOOD_LIFE_POINTS = 300;

function ownShip({ entities, you }: Scene): Entity | undefined {
  return entities.find(({ id }) => id === you.shipId);
}

test("after a good life a pilot chooses an improvement by a key, and its ship has it", async () => {
  const ada = await stage.fly("Ada");
  await shootUntil(ada, "a good life", ({ you }) => you.score >= GOOD_LIFE_POINTS && you.shipId !== 0);
  await ada.press("ArrowUp");
  const offer = await ada.until("an offer", ({ phase, you }) => phase.type === "dead" && you.offer, FLIGHT_MS);
  await ada.release("ArrowUp");
  await ada.page.locator(".choice button").nth(1).waitFor();
  await ada.screenshot("choice");
  await ada.page.keyboard.press("2");
  const second = offer & (offer - 1);
  await ada.page.locator(".choice button").first().waitFor({ state: "detached" });
  await ada.until("the choice taken", ({ you }) => you.offer === 0);
  await ada.until("the end of the pause", ({ tick, you }) => tick > you.respawnReady + 4);
  await ada.page.keyboard.press("Space");
  const gear = await ada.until("a ship that has it", (scene) => ownShip(scene)?.gear ?? false, FLIGHT_MS);
  expect(gear).toBe(second);
  expect(ada.faults).toEqual([]);
});

test("a look is chosen among the settings, and everybody sees it from the next flight on", async () => {
  const ada = await stage.open();
  await ada.phase("start");
  await ada.page.getByRole("button", { name: "Settings" }).first().click();
  await ada.page.getByRole("button", { name: "Ship", exact: true }).click();
  await ada.page.getByRole("button", { name: "Markings 3" }).click();
  await ada.page.getByRole("button", { name: "Hue of markings and trail 2" }).click();
  await ada.screenshot("looks");
  await ada.page.getByRole("button", { name: "Done" }).click();
  await ada.fly("Ada");
  const bob = await stage.open("?with=Ada");
  await bob.fly("Bob");
  const seen = await bob.until("Ada's ship", ({ entities }) => entities.find(({ name }) => name === "Ada") ?? false, FLIGHT_MS);
  // The third of the shapes in the second of the hues.
  expect(seen.look).toBe(2 * 8 + 1);
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});
