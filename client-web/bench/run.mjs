// Prints what a drawn frame costs in own script, in flight with 300 entities in
// view and in a replay with 5,000, and how many frames a second a phone six times
// as slow as this machine draws of 150, in headless Chromium: npm run bench

import { chromium } from "playwright-core";
import { createServer } from "vite";

const CASES = [
  { page: "frame.html", targetMs: 4, warmUpFrames: 60, measuredFrames: 120 },
  // To paint so much takes a machine without a graphics card a second.
  { page: "replay.html", targetMs: 12, warmUpFrames: 20, measuredFrames: 40 },
];
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const PHONE_SLOWER = 6;
/** In the first seconds the picture finds its quality. */
const PHONE_SETTLES_S = 20;
const PHONE_MEASURED_S = 15;
const PHONE_QUICK_S = 4;
const PHONE_TARGET = 50;
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
  for (const each of CASES) if (!process.env.PHONE_ONLY) await measure(each);
  await measurePhone();
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

async function measurePhone() {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => console.error(error));
  await page.goto(`http://127.0.0.1:${port}/bench/phone.html`);
  await page.waitForFunction(() => window.play);
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: PHONE_SLOWER });
  await page.evaluate((seconds) => window.play(seconds), PHONE_SETTLES_S);
  const drawn = await page.evaluate((seconds) => window.play(seconds), PHONE_MEASURED_S);
  if (process.env.SHOT) await page.screenshot({ path: `${process.env.SHOT}-phone.png` });
  // The same picture at this machine's own speed, before there is more of it.
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const beforeMs = await scriptMs(devtools);
  const quick = await page.evaluate((seconds) => window.play(seconds), PHONE_QUICK_S);
  const frameMs = ((await scriptMs(devtools)) - beforeMs) / (quick.framesPerSecond * PHONE_QUICK_S);
  console.log(
    `phone, ${PHONE_SLOWER} times as slow: ${drawn.framesPerSecond.toFixed(1)} frames a second (target ${PHONE_TARGET}) ` +
      `with ${drawn.entities} entities in view, ${drawn.leftOut} steps of the picture left out`,
  );
  console.log(
    `own script a frame, processor time: ${frameMs.toFixed(2)} ms, so ${(PHONE_SLOWER * frameMs).toFixed(1)} ms there ` +
      `(of ${1000 / PHONE_TARGET}); without a graphics card the browser paints beside that`,
  );
  await context.close();
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
