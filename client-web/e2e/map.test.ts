import { expect, test } from "vitest";
import { drawn } from "./drawn";
import { PHONE, PHONE_SIDEWAYS } from "./player";
import { meetings } from "./layout";
import { setStage } from "./stage";

const { fly, open } = setStage("--bots", "12", "--capacity", "40");

const PANELS = "#ui :is(.status, .board, .tools, .pad, .pilot-map, .hint-bar)";

test("a pilot has a map of the room, which one key puts away and brings back", async () => {
  const ada = await fly("Ada");
  const map = ada.page.getByRole("img", { name: "map of the room" });
  await map.waitFor();
  // Something is drawn on it: the pilot's own place at least.
  await drawn(map);
  expect(await meetings(ada, PANELS)).toEqual([]);
  await ada.screenshot("map");
  await ada.page.keyboard.press("v");
  await map.waitFor({ state: "hidden" });
  await ada.page.reload();
  await ada.fly("Ada");
  await map.waitFor({ state: "hidden" });
  await ada.page.keyboard.press("v");
  await map.waitFor();
  expect(ada.faults).toEqual([]);
});

test.each([["upright", PHONE], ["sideways", PHONE_SIDEWAYS]] as const)("a phone held %s has one if it is asked for, over nothing else", async (way, device) => {
  const ada = await open("", device);
  await ada.phase("start");
  await ada.page.getByRole("button", { name: "Fly", exact: true }).tap();
  await ada.phase("flying");
  const map = ada.page.getByRole("img", { name: "map of the room" });
  expect(await map.isVisible()).toBe(false);
  await ada.page.keyboard.press("v");
  await map.waitFor();
  await ada.screenshot(`map-${way}`);
  expect(await meetings(ada, PANELS)).toEqual([]);
});
