import { describe, expect, test } from "vitest";
import type { Scene } from "../src/state/scene";
import { PHONE, PHONE_SIDEWAYS, type Player } from "./player";
import { setStage } from "./stage";

const stage = setStage("--bots", "24", "--capacity", "250", "--ship-area", "5000");

async function watch(query = "", device?: Parameters<typeof stage.open>[1]): Promise<Player> {
  const player = await stage.open(`watch${query}`, device);
  await player.phase("watching");
  await player.page.getByRole("button", { name: "Director" }).waitFor();
  await player.until("a ship", ({ entities }) => entities.some(({ kind }) => kind === 0));
  return player;
}

const bar = (player: Player) => player.page.getByLabel("Watching");
/** Turns the wheel until the picture is as wanted. Of turns that come too fast a browser makes one. */
const turn = (player: Player, byPx: number, what: string, when: (scene: Scene) => boolean) =>
  player.until(what, async (scene) => {
    if (when(scene)) return true;
    await player.page.mouse.wheel(0, byPx);
    return false;
  });
const followed = ({ phase }: Scene) => (phase.type === "watching" && phase.focus.type === "player" ? phase.focus.player : 0);
const hellos = ({ said }: Player) => said.filter((words) => Array.isArray(words) && words[0] === 0).length;
const camera = ({ camera: { x, y, halfHeightM } }: Scene) => ({ x, y, halfHeightM });

describe("somebody who watches", () => {
  test("looks around, zooms in to one ship and out again, and goes back to the director", async () => {
    const player = await watch();
    const { page } = player;
    await player.screenshot("watch-director");
    await page.mouse.move(640, 300);
    await turn(player, -500, "a closer look", (scene) => scene.camera.halfHeightM < 10);
    const before = camera(await player.scene());
    await page.mouse.down();
    await page.mouse.move(340, 400, { steps: 5 });
    await page.mouse.up();
    await player.until("another place", ({ camera: { x, y } }) => Math.hypot(x - before.x, y - before.y) > before.halfHeightM / 4);
    // From higher up ships are told of by the cell: too far out is turned back again.
    await player.until("a wide look with something to see", async ({ camera: { halfHeightM }, entities }) => {
      const isWide = halfHeightM > 20 && halfHeightM < 50;
      if (isWide && entities.length > 2) return true;
      if (!isWide) await page.mouse.wheel(0, halfHeightM < 35 ? 100 : -100);
      return false;
    });
    await player.screenshot("watch-wide");
    await bar(player).getByRole("button", { name: "Director" }).click();
    await player.until("the director", ({ phase }) => phase.type === "watching" && phase.focus.type === "action");
    expect(player.faults).toEqual([]);
  });

  test("sees the whole room from above, and comes back down to ships", async () => {
    const player = await watch();
    const { page } = player;
    await page.mouse.move(640, 360);
    await turn(player, 500, "all of the room", ({ camera: { halfHeightM }, worldHeightM }) => 2 * halfHeightM > worldHeightM);
    await player.until("ships told of no more by themselves", ({ entities }) => entities.length === 0);
    await player.until("a telling's worth of bytes", ({ net }) => net.bytesPerSecond > 100);
    await player.screenshot("watch-room");
    // What was told before of each ship has to pass out of the mean.
    await player.until("at most 8 KB a second", ({ net }) => net.bytesPerSecond < 8 * 1024);
    await turn(player, -500, "a part of it", ({ camera: { halfHeightM } }) => halfHeightM < 40);
    await player.until("rocks and ships again", ({ entities }) => entities.length > 0);
    expect(player.faults).toEqual([]);
  });

  test("has a director who moves by itself, and says what it shows", async () => {
    const player = await watch();
    const before = camera(await player.scene());
    const words = bar(player).locator("b");
    await expect.poll(() => words.textContent()).not.toBe("");
    const caption = await words.textContent();
    await player.until("another picture", ({ camera: { x, y } }) => Math.hypot(x - before.x, y - before.y) > 10);
    await expect.poll(() => words.textContent()).not.toBe(caption);
    await player.until("a director who tells the server", () => player.said.some((said) => Array.isArray(said) && said[0] === 3 && said[1] === 3));
    expect(player.faults).toEqual([]);
  });

  test("hangs on a wall over a restart of the server, without a hand at it", async () => {
    const player = await stage.open("watch?wall=1");
    await player.phase("watching");
    await player.page.getByRole("img", { name: "The address as a QR code" }).waitFor();
    await player.until("ships", ({ entities }) => entities.some(({ kind }) => kind === 0));
    await player.screenshot("watch-wall");
    const { tick } = await player.scene();
    await stage.server.restart();
    // The line may be back sooner than a busy machine draws a picture without it.
    await player.until("another line", () => hellos(player) > 1);
    await player.phase("watching");
    await player.until("time that goes on", (scene) => scene.tick > tick + scene.tickRateHz && scene.entities.length > 0);
    expect(await player.page.getByRole("button", { name: "Leave" }).isVisible()).toBe(false);
    await player.screenshot("watch-wall-again");
  });

  test("follows whom it chooses on the board, by the keys, and in the list of who is here", async () => {
    const player = await watch();
    const { page } = player;
    await page.getByLabel("Leaderboard").locator("li").first().click();
    const first = await player.until("its ship in the middle", (scene) => {
      const { x, y } = scene.camera;
      const player = followed(scene);
      return scene.entities.some((entity) => entity.player === player && Math.hypot(entity.x - x, entity.y - y) < 3) && player;
    });
    await player.screenshot("watch-follow");
    await page.keyboard.press("ArrowRight");
    await player.until("somebody else", (scene) => followed(scene) !== 0 && followed(scene) !== first);
    await page.keyboard.press("Tab");
    const list = page.getByRole("region", { name: "Who is here" });
    await list.locator("td.name").nth(3).waitFor();
    // At once: a row may be another's a moment later.
    const name = await list.evaluate((panel) => {
      const cell = panel.querySelectorAll<HTMLElement>("td.name")[3]!;
      const { innerText } = cell;
      cell.click();
      return innerText.replace(" (bot)", "");
    });
    await page.keyboard.press("Tab");
    await expect.poll(() => page.getByLabel("Pilot", { exact: true }).first().locator("b").innerText()).toBe(name);
    expect(player.faults).toEqual([]);
  });

  test("follows whom a link names, with nothing around the picture if the link says so", async () => {
    const first = await watch();
    const name = await first.until("two on the board", ({ leaderboard }) => leaderboard[1]?.name);
    const player = await stage.open(`watch?follow=${encodeURIComponent(name.toUpperCase())}&hud=0&obs=1`);
    await player.phase("watching");
    await player.until("the one of the link", ({ phase }) => phase.type === "watching" && phase.focus.type === "player");
    await expect.poll(() => player.page.getByLabel("Leaderboard").isVisible()).toBe(false);
    await player.screenshot("watch-overlay");
    expect(player.faults).toEqual([]);
  });
});

describe.each([
  ["upright", PHONE],
  ["sideways", PHONE_SIDEWAYS],
])("on a phone held %s", (name, device) => {
  test("two fingers zoom, a tap follows, buttons go on to the next", async () => {
    const player = await watch("", device);
    await player.screenshot(`watch-phone-${name}`);
    const devtools = await player.page.context().newCDPSession(player.page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...xs: number[]): Promise<unknown> =>
      devtools.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ x, y: 180, id })) });
    await player.until("more in the picture", async ({ camera: { halfHeightM } }) => {
      if (halfHeightM > 30) return true;
      await touch("touchStart", 100, 200);
      await touch("touchMove", 130, 170);
      await touch("touchEnd");
      return false;
    });
    await bar(player).getByRole("button", { name: "Next player" }).tap();
    await player.until("somebody followed", ({ phase }) => phase.type === "watching" && phase.focus.type === "player");
    await player.screenshot(`watch-phone-${name}-follow`);
    expect(player.faults).toEqual([]);
  });
});
