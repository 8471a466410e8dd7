// Takes pictures of invented scenes: node bench/gallery.mjs FOLDER [scene...]

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { createServer } from "vite";

const SIZES = [
  { name: "720p", width: 1280, height: 720, dpr: 1 },
  { name: "1080p2x", width: 1920, height: 1080, dpr: 2 },
  { name: "phone", width: 390, height: 760, dpr: 2 },
  { name: "phone-wide", width: 740, height: 360, dpr: 2 },
];
const SCENES = ["flight", "crowd", "start", "full", "dead", "over", "watching", "connecting"];
const SETTLE_MS = 2000;

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error("usage: node bench/gallery.mjs FOLDER [scene...]");
await mkdir(folder, { recursive: true });

const server = await createServer({ logLevel: "error", server: { host: "127.0.0.1", port: 0, hmr: false } });
await server.listen();
const { port } = server.httpServer.address();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  for (const { name, width, height, dpr } of SIZES) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: dpr });
    page.on("pageerror", (error) => console.error(error));
    for (const scene of wanted.length > 0 ? wanted : SCENES) {
      await page.goto(`http://127.0.0.1:${port}/bench/gallery.html?show=${scene}`);
      await page.waitForTimeout(SETTLE_MS);
      if (scene === "flight") await page.keyboard.press("F3");
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${scene}-${name}.png`) });
    }
    await page.close();
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const printed = page.waitForEvent("console", { predicate: (message) => message.text().includes("a frame"), timeout: 240_000 });
  await page.goto(`http://127.0.0.1:${port}/bench/gallery.html?show=crowd&measure`);
  console.log((await printed).text());
} finally {
  await browser.close();
  await server.close();
}
