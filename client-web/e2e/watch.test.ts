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
const camera = ({ camera: { x, y, halfHeightM } }: Scene) => ({ x, y, halfHeightM });

describe("somebody who watches", () => {
  test("looks around, zooms in to one ship and out again, and goes back to the director", async () => {
    const player = await watch();
    const { page } = player;
    await player.screenshot("watch-director");
    await page.mouse.move(640, 300);
    // A director may look from as high as a picture holds.
    await page.mouse.wheel(0, -600);
    await page.mouse.wheel(0, -600);
    await player.until("a closer look", (scene) => scene.camera.halfHeightM < 10);
    const before = camera(await player.scene());
    await page.mouse.down();
    await page.mouse.move(340, 400, { steps: 5 });
    await page.mouse.up();
    await player.until("another place", ({ camera: { x, y } }) => Math.hypot(x - before.x, y - before.y) > 3);
    await page.mouse.wheel(0, 500);
    await page.mouse.wheel(0, 500);
    await player.until("a wide look", (scene) => scene.camera.halfHeightM > 20);
    await player.until("something to see", ({ entities }) => entities.length > 2);
    await player.screenshot("watch-wide");
    await bar(player).getByRole("button", { name: "Director" }).click();
    await player.until("the director", ({ phase }) => phase.type === "watching" && phase.focus.type === "action");
    expect(player.faults).toEqual([]);
  });

  test("sees the whole room from above, and comes back down to ships", async () => {
    const player = await watch();
    const { page } = player;
    await page.mouse.move(640, 360);
    const turn = async (byPx: number): Promise<void> => {
      for (let turns = 0; turns < 6; turns++) await page.mouse.wheel(0, byPx);
    };
    await turn(500);
    const { worldHeightM } = await player.scene();
    await player.until("all of the room", ({ camera: { halfHeightM } }) => 2 * halfHeightM > worldHeightM);
    await player.until("ships told of no more by themselves", ({ entities }) => entities.length === 0);
    await player.until("a telling's worth of bytes", ({ net }) => net.bytesPerSecond > 100);
    await player.screenshot("watch-room");
    // What was told before of each ship has to pass out of the mean.
    await player.until("at most 8 KB a second", ({ net }) => net.bytesPerSecond < 8 * 1024);
    await turn(-500);
    await player.until("rocks and ships again", ({ entities, camera: { halfHeightM } }) => halfHeightM < 40 && entities.length > 0);
    expect(player.faults).toEqual([]);
  });

  test("has a director who moves by itself, and says what it shows", async () => {
    const player = await watch();
    const before = camera(await player.scene());
    const caption = await bar(player).locator("b").textContent();
    expect(caption).not.toBe("");
    await player.until("another picture", ({ camera: { x, y } }) => Math.hypot(x - before.x, y - before.y) > 10);
    await expect.poll(() => bar(player).locator("b").textContent()).not.toBe(caption);
    const directed = player.said.some((words) => Array.isArray(words) && words[0] === 3 && words[1] === 3);
    expect(directed).toBe(true);
    expect(player.faults).toEqual([]);
  });

  test("hangs on a wall over a restart of the server, without a hand at it", async () => {
    const player = await stage.open("watch?wall=1");
    await player.phase("watching");
    await player.page.getByRole("img", { name: "The address as a QR code" }).waitFor();
    await player.until("ships", ({ entities }) => entities.some(({ kind }) => kind === 0));
    await player.screenshot("watch-wall");
    const { tick } = await player.scene();
    const restarted = stage.server.restart();
    await player.phase("connecting");
    await restarted;
    await player.phase("watching");
    await player.until("time that goes on", (scene) => scene.tick > tick + scene.tickRateHz && scene.entities.length > 0);
    expect(await player.page.getByRole("button", { name: "Leave" }).isVisible()).toBe(false);
    await player.screenshot("watch-wall-again");
  });

  test("follows whom it chooses on the board, by the keys, and in the list of who is here", async () => {
    const player = await watch();
    const { page } = player;
    const followed = async (): Promise<number> => {
      const { phase } = await player.scene();
      return phase.type === "watching" && phase.focus.type === "player" ? phase.focus.player : 0;
    };
    await page.getByLabel("Leaderboard").locator("li").first().click();
    await player.until("somebody followed", followed);
    const first = await player.until("its ship in the middle", async ({ entities, camera: { x, y } }) => {
      const player = await followed();
      return entities.some((entity) => entity.player === player && Math.hypot(entity.x - x, entity.y - y) < 3) && player;
    });
    await player.screenshot("watch-follow");
    await page.keyboard.press("ArrowRight");
    expect(await followed()).not.toBe(first);
    await page.keyboard.press("Tab");
    const chosen = page.getByLabel("Who is here").locator("td.name").nth(3);
    const name = (await chosen.innerText()).replace(" (bot)", "");
    await chosen.click();
    await page.keyboard.press("Tab");
    await expect.poll(() => page.getByLabel("Pilot").first().locator("b").innerText()).toBe(name);
    expect(player.faults).toEqual([]);
  });

  test("follows whom a link names, with nothing around the picture if the link says so", async () => {
    const first = await watch();
    const { leaderboard } = await first.scene();
    const name = leaderboard[1]?.name ?? "";
    const player = await stage.open(`watch?follow=${encodeURIComponent(name.toUpperCase())}&hud=0&obs=1`);
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
    await touch("touchStart", 100, 200);
    await touch("touchMove", 130, 170);
    await touch("touchEnd");
    await player.until("more in the picture", ({ camera: { halfHeightM } }) => halfHeightM > 30);
    await bar(player).getByRole("button", { name: "Next player" }).tap();
    await player.until("somebody followed", ({ phase }) => phase.type === "watching" && phase.focus.type === "player");
    await player.screenshot(`watch-phone-${name}-follow`);
    expect(player.faults).toEqual([]);
  });
});
