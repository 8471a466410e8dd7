// What others may begin with, run as they would run it.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { PEACE, setStage } from "./stage";

const stage = setStage(...PEACE);
const example = (name: string) => new URL(`../examples/${name}`, import.meta.url);

test("the bot comes in, flies, and is shown as a bot", async () => {
  // Newer versions of Node have a WebSocket by themselves, and take the flag.
  const bot = spawn(process.execPath, [
    "--experimental-websocket",
    fileURLToPath(example("bot.mjs")),
    stage.server.url.replace("http", "ws") + "ws",
    "Robbie",
  ]);
  let told = "";
  for (const output of [bot.stdout, bot.stderr]) output.on("data", (text: Buffer) => (told += text.toString()));
  try {
    await expect.poll(() => told).toContain("flies in room 1 as Robbie");
    await expect.poll(() => told).toMatch(/score \d+, lives \d/);
    const roll: unknown = await (await fetch(`${stage.server.url}api/rooms/1/players`)).json();
    expect(roll).toMatchObject({ players: [{ name: "Robbie", bot: true }] });
    expect(told).not.toContain("closed");
  } finally {
    bot.kill();
  }
});

test("the overlay shows a streamer's viewers who joins", async () => {
  const viewer = await stage.open();
  const { page } = viewer;
  const overlay = example("overlay.html");
  overlay.search = new URLSearchParams({ server: stage.server.url, room: "1" }).toString();
  const listens = page.waitForResponse((response) => response.url().endsWith("/api/rooms/1/events"));
  await page.goto(overlay.href);
  await listens;
  await stage.fly("Ada");
  await page.getByText("Ada joins").waitFor();
  expect(await page.locator("li.join").count()).toBe(1);
});
