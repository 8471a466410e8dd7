import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Scene } from "../src/state/scene";
import { drawn } from "./drawn";
import { FLIGHT_MS } from "./patience";
import { PHONE, PHONE_SIDEWAYS, type Player } from "./player";
import { setStage } from "./stage";

/** A film is of this many ticks. */
const FILM_TICKS = 320;
const stage = setStage("--bots", "24", "--capacity", "250", "--ship-area", "5000");

const timeLine = (player: Player) => player.page.getByLabel("Replay");
const press = (player: Player, name: string) => timeLine(player).getByRole("button", { name, exact: true }).click();

/** Somebody who watches a room of which there are films. */
async function watch(query = "", device?: Parameters<typeof stage.open>[1]): Promise<Player> {
  const player = await stage.open(`watch${query}`, device);
  await player.phase("watching");
  await timeLine(player).waitFor({ timeout: FLIGHT_MS });
  return player;
}

/** Goes back as far as there is anything, and waits for it to be shown. Says the tick at which it is. */
async function rewind(player: Player): Promise<number> {
  const { tick } = await player.scene();
  await player.page.getByRole("slider", { name: "Time" }).press("Home");
  return await shown(player, (scene) => scene.tick < tick - FILM_TICKS / 2);
}

function shown(player: Player, when: (scene: Scene) => boolean): Promise<number> {
  return player.until("that time", (scene) => (when(scene) && scene.entities.length > 20 ? scene.tick : null));
}

describe("whoever watches", () => {
  test("looks back, stands still, steps, and is live again", async () => {
    const player = await watch();
    const live = (await player.scene()).tick;
    const from = await rewind(player);
    await player.until("time that goes on", ({ tick }) => tick > from + 8);
    await player.screenshot("rewind");
    await press(player, "Pause");
    await press(player, "A tick back");
    const at = await player.until("a whole tick", ({ tick }) => Number.isInteger(tick) && tick);
    await player.page.keyboard.press(".");
    await player.until("the next tick", ({ tick }) => tick === at + 1);
    await player.page.keyboard.press(",");
    await player.until("the tick before", ({ tick }) => tick === at);
    await player.page.keyboard.press("End");
    await player.until("the live room", ({ tick, phase }) => tick > live && phase.type === "watching");
    // Where there is no line meanwhile, one is opened anew.
    expect(player.faults).toEqual([]);
  });

  test("sees along the time line how much went on", async () => {
    const player = await watch();
    await drawn(timeLine(player).locator("canvas"));
    await player.screenshot("rewind-ribbon");
    expect(player.faults).toEqual([]);
  });

  test("sees the whole room of another time, and follows a ship there", async () => {
    const player = await watch();
    await rewind(player);
    const { page } = player;
    await page.mouse.move(640, 300);
    await player.until("all of it", async ({ camera, worldHeightM }) => {
      if (camera.halfHeightM > worldHeightM / 2.1) return true;
      await page.mouse.wheel(0, 500);
      return false;
    });
    await player.screenshot("rewind-whole-room");
    await page.getByLabel("Leaderboard").locator("li").first().click();
    await player.until("its ship in the middle", ({ phase, entities, camera: { x, y } }) => {
      const followed = phase.type === "watching" && phase.focus.type === "player" ? phase.focus.player : -1;
      return entities.some((entity) => entity.player === followed && Math.hypot(entity.x - x, entity.y - y) < 4);
    });
    expect(player.faults).toEqual([]);
  });

  test("saves a clip, which plays without a network, and shares a link that leads to the same time", async () => {
    const player = await watch();
    await rewind(player);
    const { page } = player;
    const at = await player.until("some seconds", ({ tick }) => tick % FILM_TICKS > 60 && tick);
    await press(player, "Pause");
    const saved = page.waitForEvent("download");
    await page.keyboard.press("c");
    const file = await (await saved).path();
    expect((await readFile(file)).length).toBeGreaterThan(1000);

    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await press(player, "Copy a link to this");
    await page.getByText("The link is copied.").waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(Number(link.searchParams.get("t"))).toBeGreaterThanOrEqual(Math.floor(at));

    await page.context().setOffline(true);
    await page.getByLabel("Open a clip").setInputFiles(file);
    await timeLine(player).getByText(/\d \/ 0:/).waitFor();
    await player.until("the clip", ({ tick, entities }) => tick < at && entities.length > 20);
    await player.screenshot("clip-offline");

    const other = await watch(`${link.search}`);
    await shown(other, ({ tick }) => Math.abs(tick - at) < 2 * FILM_TICKS);
    expect(other.faults).toEqual([]);
  });

  test("has the server keep a clip, which plays in another browser by its link", async () => {
    const player = await watch();
    await rewind(player);
    const { page } = player;
    const at = await player.until("some seconds", ({ tick }) => tick % FILM_TICKS > 60 && tick);
    await press(player, "Pause");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await press(player, "Clip");
    await player.screenshot("clip-to-share");
    await press(player, "link");
    await page.getByText("The link is copied: it plays the clip for up to 30 days.").waitFor();
    const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(link.searchParams.get("clip")).toMatch(/^[0-9a-f]{32}$/);

    const other = await watch(link.search);
    await timeLine(other).getByText(/\d \/ 0:/).waitFor();
    await other.until("the clip", ({ tick, entities }) => tick < at + 60 && entities.length > 20);
    await other.screenshot("clip-by-link");
    expect([...player.faults, ...other.faults]).toEqual([]);
  });

  test("is told in words what no film is", async () => {
    const player = await watch();
    const file = { name: "no.film", mimeType: "application/octet-stream", buffer: Buffer.from("no film at all") };
    await player.page.getByLabel("Open a clip").setInputFiles(file);
    await player.page.getByText("This file is damaged, or no film at all.").waitFor();
    expect(player.faults).toEqual([]);
  });

  test.each([["upright", PHONE], ["sideways", PHONE_SIDEWAYS]])("looks back on a phone held %s", async (how, device) => {
    const player = await watch("", device);
    const box = (await player.page.getByRole("slider", { name: "Time" }).boundingBox())!;
    const before = (await player.scene()).tick;
    await player.page.touchscreen.tap(box.x + 3, box.y + box.height / 2);
    await shown(player, ({ tick }) => tick < before);
    await player.screenshot(`rewind-phone-${how}`);
    const { width, height } = player.page.viewportSize()!;
    const panel = (await timeLine(player).boundingBox())!;
    expect(panel.x).toBeGreaterThanOrEqual(0);
    expect(panel.x + panel.width).toBeLessThanOrEqual(width);
    expect(panel.y + panel.height).toBeLessThanOrEqual(height);
    expect(player.faults).toEqual([]);
  });
});
