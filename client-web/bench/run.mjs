// Prints what a drawn frame costs in own script, in flight with 300 entities in
// view and in a replay with 5,000, in headless Chromium: npm run bench

import { chromium } from "playwright-core";
import { createServer } from "vite";

const CASES = [
  { page: "frame.html", targetMs: 4, warmUpFrames: 60, measuredFrames: 120 },
  // To paint so much takes a machine without a graphics card a second.
  { page: "replay.html", targetMs: 12, warmUpFrames: 20, measuredFrames: 40 },
];
/** A busy machine takes its time to make the page. */
const PATIENCE_MS = 180_000;

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
  for (const each of CASES) await measure(each);
} finally {
  await browser.close();
  await server.close();
}

async function measure({ page: name, targetMs, warmUpFrames, measuredFrames }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => console.error(error));
  page.on("console", (message) => message.type() === "info" && console.log(message.text()));
  await page.goto(`http://127.0.0.1:${port}/bench/${name}`);
  await page.waitForFunction(() => window.drawFrames);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const draw = (count) => page.evaluate((frames) => window.drawFrames(frames), count);
  await draw(warmUpFrames);
  const beforeMs = await scriptMs(devtools);
  const frames = await draw(measuredFrames);
  report(name, frames, (await scriptMs(devtools)) - beforeMs, targetMs);
  const seeks = await page.evaluate(() => window.seek?.());
  if (seeks) console.log(`the film is read in ${seeks.readMs.toFixed(0)} ms, and anywhere in it shown within ${seeks.worstMs.toFixed(0)} ms`);
  if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-${name}.png` });
  await page.close();
}

/** The processor time that the page's scripts have had: other work on this machine does not count. */
async function scriptMs(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === "ScriptDuration").value;
}

function report(name, frames, processorMs, targetMs) {
  const quantile = (of, part) => frames.map(of).sort((a, b) => a - b)[Math.ceil(part * frames.length) - 1];
  const clock = (part) => quantile(({ clockMs }) => clockMs, part).toFixed(2);
  console.log(`${name}: ${frames.length} frames with ${quantile(({ entities }) => entities, 0.5)} entities in view (median)`);
  console.log(`own script a frame, processor time: mean ${(processorMs / frames.length).toFixed(2)} ms (target ${targetMs} ms)`);
  console.log(`own script a frame, by the clock: median ${clock(0.5)} ms, p99 ${clock(0.99)} ms`);
}
