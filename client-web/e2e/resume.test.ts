import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Scene } from "../src/state/scene";
import { shootUntil } from "./gunner";
import { Player, launchBrowser } from "./player";
import { startProxy, type RunningProxy } from "./proxy";
import { startServer, type RunningServer } from "./server";

/** A ship that nobody steers comes to rest within this way. */
const COASTS_M_MAX = 40;

let server: RunningServer;
let proxy: RunningProxy;
let browser: Browser;

beforeAll(async () => {
  server = await startServer("--bots", "0");
  proxy = await startProxy(server.port, "/");
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.stop();
  await server?.stop();
});

/** Somebody who flies and has scored. */
async function veteran(name: string): Promise<Player> {
  const player = await Player.open(browser, proxy.url);
  await player.fly(name);
  await shootUntil(player, "a score", ({ you, phase }) => you.score > 0 && phase.type === "flying");
  return player;
}

function shipOf({ entities, you }: Scene) {
  return entities.find(({ id }) => id === you.shipId);
}

test.each([
  ["the server was restarted", () => server.restart()],
  ["the line was cut", () => Promise.resolve(proxy.cut())],
])("a pilot flies on with its ship and score after %s", async (_, disturb) => {
  const player = await veteran("Ada");
  const before = await player.scene();
  const start = shipOf(before);
  const disturbed = disturb();
  await player.phase("connecting");
  await disturbed;
  await player.phase("flying");
  const after = await player.until("its ship", (scene) => shipOf(scene) !== undefined && scene);
  const ship = shipOf(after);
  expect(after.ownName).toBe("Ada");
  expect(after.ownPlayer).toBe(before.ownPlayer);
  expect(after.you.score).toBeGreaterThanOrEqual(before.you.score);
  expect(after.you.lives).toBe(before.you.lives);
  const shortest = (wayM: number, extentM: number): number => wayM - extentM * Math.round(wayM / extentM);
  const dx = shortest((ship?.x ?? NaN) - (start?.x ?? NaN), after.worldWidthM);
  const dy = shortest((ship?.y ?? NaN) - (start?.y ?? NaN), after.worldHeightM);
  expect(Math.hypot(dx, dy)).toBeLessThan(COASTS_M_MAX);
  await player.leave();
});

test("a pilot flies on as itself after the server died suddenly", async () => {
  const player = await veteran("Dot");
  const before = await player.scene();
  const died = server.crash();
  await player.phase("connecting");
  await died;
  await player.phase("flying");
  const after = await player.until("its ship", (scene) => shipOf(scene) !== undefined && scene);
  expect(after.ownName).toBe("Dot");
  expect(after.ownPlayer).toBe(before.ownPlayer);
  await player.screenshot("died");
  await player.leave();
});

test("a pilot is told that its run is lost when the server has lost its rooms, and flies a new one", async () => {
  const player = await veteran("Eve");
  await server.loseRooms();
  await player.page.getByText("Your run is lost").waitFor();
  await player.phase("flying");
  await player.screenshot("lost");
  expect((await player.scene()).you.score).toBe(0);
  await player.leave();
});

test("a page whose proxy asks for another host says what to tell the host", async () => {
  const misled = await startProxy(server.port, "/", "elsewhere.example");
  const player = await Player.open(browser, misled.url);
  await player.page.getByText(`The server refuses pages of ${new URL(misled.url).origin}. Tell its host:`).waitFor();
  await player.screenshot("refused");
  await player.leave();
  await misled.stop();
});
