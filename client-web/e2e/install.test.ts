import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { ja } from "../src/words/ja/index";
import { DESKTOP, Player, launchBrowser } from "./player";
import { startProxy, type RunningProxy } from "./proxy";
import { startServer, type RunningServer } from "./server";
import { PEACE } from "./stage";

const PATH = "/some/prefix/";
const PNG = [0x89, 0x50, 0x4e, 0x47];

let server: RunningServer;
let proxy: RunningProxy;
let browser: Browser;
let isDown = false;

beforeAll(async () => {
  server = await startServer(...PEACE);
  proxy = await startProxy(server.port, PATH, undefined, async (_, answer) => {
    if (isDown) answer.destroy();
    return isDown;
  });
  browser = await launchBrowser();
});

afterEach(() => {
  isDown = false;
});

afterAll(async () => {
  await browser?.close();
  await proxy?.stop();
  await server?.stop();
});

const arrive = (locale = "en") => Player.open(browser, proxy.url, { ...DESKTOP, locale });

/** Below the path, a file of the game as the page finds it. */
async function bytesOf(player: Player, address: string): Promise<number[]> {
  const bytes = await player.page.evaluate(async (path) => {
    const answer = await fetch(new URL(path, document.baseURI));
    return answer.ok ? [...new Uint8Array(await answer.arrayBuffer())] : [];
  }, address);
  expect(bytes.length, address).toBeGreaterThan(0);
  return bytes;
}

test("the game can be installed, and a link to it has a card", async () => {
  const ada = await arrive();
  const manifest = (await ada.page.locator("link[rel=manifest]").getAttribute("href")) ?? "";
  const { icons, start_url } = JSON.parse(Buffer.from(await bytesOf(ada, manifest)).toString()) as { icons: { src: string }[]; start_url: string };
  expect(start_url).toBe("./");
  for (const { src } of icons) await bytesOf(ada, src);
  const card = (await ada.page.locator('meta[property="og:image"]').getAttribute("content")) ?? "";
  expect((await bytesOf(ada, card)).slice(0, 4)).toEqual(PNG);
  const devtools = await ada.page.context().newCDPSession(ada.page);
  const { errors } = await devtools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  await ada.leave();
});

test("without a line the browser says so in the person's language, and goes on when there is one again", async () => {
  const ada = await arrive("ja");
  await ada.phase("start");
  // Whoever has been here before has it.
  await ada.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  isDown = true;
  await ada.page.reload();
  await ada.page.getByRole("heading", { name: ja.flight?.offline ?? "" }).waitFor();
  expect(await ada.page.locator("html").getAttribute("lang")).toBe("ja");
  await ada.screenshot("offline-ja");
  await ada.page.goto(`${proxy.url}watch`);
  await ada.page.getByRole("heading", { name: ja.flight?.offline ?? "" }).waitFor();
  isDown = false;
  await ada.page.goto(proxy.url);
  await ada.phase("start");
  await ada.leave();
});

test("nothing of the game is kept: what the server has is what is shown", async () => {
  const ada = await arrive();
  await ada.phase("start");
  const kept = await ada.page.evaluate(async () => {
    const { scope } = await navigator.serviceWorker.ready;
    const addresses: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) addresses.push(url);
    }
    return { scope, addresses };
  });
  expect(kept).toEqual({ scope: proxy.url, addresses: [`${proxy.url}offline`] });
  expect(ada.faults).toEqual([]);
  await ada.leave();
});
