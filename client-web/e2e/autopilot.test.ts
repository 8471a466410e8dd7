import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { ar } from "../src/words/ar/index";
import { DESKTOP, PHONE, PHONE_SIDEWAYS, type Player } from "./player";
import { FLIGHT_MS } from "./patience";
import { PEACE, setStage } from "./stage";

const { open } = setStage(...PEACE);

const block = (player: Player, name: string) => player.page.locator(`[data-block="${name}"]`);

const port = (player: Player, name: string, way: "in" | "out", of: string) =>
  block(player, name).locator(`[data-way="${way}"][data-port="${of}"] .dot`);

/** Takes a block out of the palette, as a person does who knows what it is called. */
async function take(player: Player, name: string): Promise<void> {
  const search = player.page.getByLabel("Search blocks");
  await search.fill(name);
  await search.press("Enter");
}

/** Drags a wire from dot to dot. */
async function wire(player: Player, from: readonly [string, string], to: readonly [string, string]): Promise<void> {
  const { mouse } = player.page;
  const middle = async (name: string, way: "in" | "out", of: string): Promise<readonly [number, number]> => {
    const box = await port(player, name, way, of).boundingBox();
    if (box === null) throw new Error(`${name} has no ${of}`);
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await mouse.move(...(await middle(from[0], "out", from[1])));
  await mouse.down();
  const end = await middle(to[0], "in", to[1]);
  await mouse.move(end[0] - 10, end[1], { steps: 3 });
  await mouse.move(...end);
  await mouse.up();
}

async function setParam(player: Player, name: string, value: string): Promise<void> {
  await player.page.locator("#inspector").getByLabel(name, { exact: true }).fill(value);
}

test("a PID that is built by hand flies, is seen on the scope, and comes back from its file", async () => {
  const ada = await open("autopilot");
  const { page } = ada;
  await block(ada, "angle loop").waitFor();
  await ada.screenshot("autopilot-example");
  await page.getByRole("button", { name: "New", exact: true }).click();
  await block(ada, "angle loop").waitFor({ state: "detached" });

  await take(ada, "step");
  await setParam(ada, "after", "1.5");
  await take(ada, "ship.angle");
  await take(ada, "pid");
  await setParam(ada, "p", "2");
  await setParam(ada, "d", "0.4");
  await page.locator("#inspector").getByLabel("angle", { exact: true }).check();
  for (const name of ["modulator", "left", "right", "scope"]) await take(ada, name);
  await page.getByRole("button", { name: "Lay out" }).click();
  await wire(ada, ["step", "out"], ["pid", "setpoint"]);
  await wire(ada, ["in ship angle", "out"], ["pid", "measured"]);
  await wire(ada, ["in ship angle", "out"], ["scope", "in"]);
  await wire(ada, ["pid", "out"], ["modulator", "in"]);
  await wire(ada, ["modulator", "up"], ["out left", "in"]);
  await expect.poll(() => page.locator(".block.bad").count()).toBe(1);

  // The last one by keyboard: to the ports of the modulator, and on to the input of the key.
  await block(ada, "modulator").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await port(ada, "out right", "in", "in").locator("..").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".block.bad").count()).toBe(0);
  await page.getByRole("button", { name: "Lay out" }).click();

  const state = page.locator(".flight [role=status]");
  await page.getByRole("button", { name: "Fly", exact: true }).click();
  await expect.poll(async () => parseFloat((await state.textContent()) ?? "")).toBeGreaterThan(4);
  await page.getByRole("button", { name: "Pause" }).click();
  expect(parseFloat((await block(ada, "in ship angle").locator(".value").textContent()) ?? "")).toBeCloseTo(1.5, 0);
  await ada.screenshot("autopilot-flown");
  await page.getByRole("button", { name: "Step response" }).click();
  await page.getByText("Rise, 10 % to 90 %").waitFor();
  expect(await page.getByText("not reached").count()).toBe(0);
  await page.getByRole("button", { name: "Close", exact: true }).click();

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save" }).click();
  const path = await (await saving).path();
  const text = await readFile(path, "utf8");
  await page.getByRole("button", { name: "New", exact: true }).click();
  await block(ada, "pid").waitFor({ state: "detached" });
  const choosing = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open" }).first().click();
  await (await choosing).setFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await block(ada, "pid").waitFor();
  expect(await page.evaluate(() => localStorage.getItem("autopilot"))).toBe(text);
  expect(ada.faults).toEqual([]);
});

test("the hunter meets rocks, breaks some, and the next run is compared with the one that is kept", async () => {
  const ada = await open("autopilot");
  const { page } = ada;
  const state = page.locator(".flight [role=status]");
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: "hunter", exact: true }).click();
  await expect.poll(() => page.getByLabel("What it meets").inputValue()).toBe("field");
  await page.getByLabel("world.hits").check();
  await page.getByRole("button", { name: "Fly", exact: true }).click();
  await expect.poll(() => state.textContent(), { timeout: FLIGHT_MS }).toMatch(/hits ([2-9]|\d\d)/);
  await page.getByRole("button", { name: "Pause" }).click();
  await ada.screenshot("autopilot-hunter");
  await page.getByRole("button", { name: "Keep run" }).click();
  await page.getByRole("button", { name: "Restart" }).click();
  await page.getByRole("button", { name: "Step", exact: true }).click();
  expect(await state.textContent()).toMatch(/0\.0 s.*\nPoints 0 · hits 0 · ships lost 0\nKept run: Points 0/);
  await page.getByText("world.hits, kept").waitFor();
  await page.getByLabel("What it meets").selectOption("Open space");
  await page.getByRole("button", { name: "Forget run" }).click();
  expect(await state.textContent()).toMatch(/^0\.0 s/);
  expect(ada.faults).toEqual([]);
});

test("whoever reads from right to left has the same diagram, from left to right", async () => {
  const ada = await open("autopilot", { ...DESKTOP, locale: "ar" });
  const { page } = ada;
  await page.getByRole("button", { name: ar.bench?.tutorial ?? "", exact: true }).waitFor();
  expect(await page.locator("html").getAttribute("dir")).toBe("rtl");
  const left = async (of: string): Promise<number> => (await page.locator(of).boundingBox())?.x ?? NaN;
  await block(ada, "course").waitFor();
  expect(await left('[data-block="course"]')).toBeLessThan(await left('[data-block="out left"]'));
  expect(await left("#inspector")).toBeLessThan(await left("#palette"));
  await ada.screenshot("autopilot-arabic");
  expect(ada.faults).toEqual([]);
});

test.each([
  ["upright", PHONE],
  ["across", PHONE_SIDEWAYS],
])("a phone %s has all of it, one thing below the other", async (way, device) => {
  const ada = await open("autopilot", device);
  const { page } = ada;
  await block(ada, "course").waitFor();
  const width = device.viewport?.width ?? 0;
  for (const part of ["#bar", "#sheet", ".flight canvas", ".plots", "#inspector", "#palette"]) {
    const box = await page.locator(part).boundingBox();
    expect(box?.x, part).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0), part).toBeLessThanOrEqual(width);
    expect(box?.width, part).toBeGreaterThan(width * 0.9);
  }
  await page.getByRole("button", { name: "Fly", exact: true }).tap();
  await expect.poll(async () => parseFloat((await page.locator(".flight [role=status]").textContent()) ?? "")).toBeGreaterThan(1);
  await ada.screenshot(`autopilot-phone-${way}`);
  expect(ada.faults).toEqual([]);
});
