import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Player, launchBrowser } from "./player";
import { startProxy, type RunningProxy } from "./proxy";
import { startServer, type RunningServer } from "./server";

let server: RunningServer;
let proxy: RunningProxy;
let browser: Browser;

beforeAll(async () => {
  server = await startServer("--bots", "4");
  proxy = await startProxy(server.port, "/some/prefix/");
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await proxy?.stop();
  await server?.stop();
});

test("behind a proxy, below a path, one can fly", async () => {
  const player = await Player.open(browser, proxy.url);
  await player.fly("Ada");
  expect(player.faults).toEqual([]);
  await player.leave();
});

test("behind a proxy, below a path, one can watch", async () => {
  const player = await Player.open(browser, `${proxy.url}watch`);
  await player.phase("watching");
  await player.until("ships", ({ entities }) => entities.some(({ name }) => name !== ""));
  expect(player.faults).toEqual([]);
  await player.leave();
});
