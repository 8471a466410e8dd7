import { describe, expect, test } from "vitest";
import { PHONE, PHONE_SIDEWAYS } from "./player";
import { setStage } from "./stage";

const { fly, open } = setStage("--bots", "auto", "--capacity", "12");

describe("the netgraph", () => {
  test("says in words how the line does, and how much is drawn", async () => {
    const ada = await fly("Ada");
    await ada.page.keyboard.press("F3");
    const verdict = ada.page.locator(".netgraph .verdict");
    await verdict.waitFor();
    await expect.poll(() => verdict.textContent()).toMatch(/^(?:all is well|your device is slow|your network stalls|the server is busy)$/);
    await expect.poll(() => ada.page.locator(".netgraph dd").nth(10).textContent()).toMatch(/^[1-9]\d* \/s$/);
    await ada.screenshot("netgraph");
    await ada.page.keyboard.press("F3");
    await verdict.waitFor({ state: "hidden" });
    expect(ada.faults).toEqual([]);
  });
});

const COLOURS = ["standard", "deuteranopia", "protanopia", "tritanopia", "strong", "soft"];

test("every palette is there at once, and after a reload", async () => {
  const ada = await fly("Ada");
  const dialog = ada.page.getByRole("dialog", { name: "Settings" });
  const own = (): Promise<string> => ada.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--own"));
  const seen = new Set<string>();
  for (const name of COLOURS) {
    await ada.page.keyboard.press("o");
    await dialog.getByRole("button", { name: "Picture", exact: true }).click();
    await dialog.getByLabel("Colours").selectOption(name);
    if (name !== "standard") await expect.poll(async () => seen.has(await own())).toBe(false);
    seen.add(await own());
    if (name === "strong") await ada.screenshot("settings-picture");
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "detached" });
    await ada.screenshot(`colours-${name}`);
  }
  expect(seen.size).toBe(COLOURS.length);
  const last = await own();
  await ada.page.reload();
  await expect.poll(own).toBe(last);
  expect(ada.faults).toEqual([]);
});

test.each([
  ["upright", PHONE],
  ["sideways", PHONE_SIDEWAYS],
])("a phone held %s shows the picture", async (way, device) => {
  const ada = await open("", device);
  await ada.phase("start");
  await ada.page.getByRole("button", { name: "Fly", exact: true }).tap();
  await ada.phase("flying");
  await ada.page.waitForTimeout(1500);
  await ada.screenshot(`flight-${way}`);
  expect(ada.faults).toEqual([]);
});
