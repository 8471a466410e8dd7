// Prints what a drawn frame costs in own script with 300 entities in view, in
// headless Chromium: npm run bench

import { chromium } from "playwright-core";
import { createServer } from "vite";

const TARGET_MS = 4;

// Isolation makes the browser's clock fine enough to time a frame.
const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const server = await createServer({ logLevel: "error", server: { host: "127.0.0.1", port: 0, hmr: false, headers } });
await server.listen();
const { port } = server.httpServer.address();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${port}/bench/frame.html`);
  const measured = await page.waitForFunction(() => window.frameCosts, null, { timeout: 300_000 });
  const { costsMs, entities } = await measured.jsonValue();
  costsMs.sort((a, b) => a - b);
  const quantile = (part) => costsMs[Math.ceil(part * costsMs.length) - 1].toFixed(2);
  console.log(
    `own script a frame with ${entities} entities: median ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms ` +
      `over ${costsMs.length} frames (target ${TARGET_MS} ms)`,
  );
} finally {
  await browser.close();
  await server.close();
}
