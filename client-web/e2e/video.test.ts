import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { FLIGHT_MS } from "./patience";
import type { Player } from "./player";
import { setStage } from "./stage";

const CLIP_S = 10;
/** A machine that draws a picture in so long is slow: the last one may be missing, or one too many be there. */
const SLACK_S = 2;
const stage = setStage("--bots", "24", "--capacity", "250", "--ship-area", "5000");

const timeLine = (player: Player) => player.page.getByLabel("Replay");
const press = (player: Player, name: string) => timeLine(player).getByRole("button", { name, exact: true }).click();

/** Whether there are so many films, as the server says. */
const filmsOf = (player: Player, count: number) => () =>
  player.page.evaluate(async (wanted) => {
    const { first, next, film_ticks: ticks } = (await (await fetch("api/rooms/1/films")).json()) as Record<string, number>;
    return next! - first! >= wanted * ticks!;
  }, count);

/** Somebody who has chosen ten seconds of a room. */
async function choose(): Promise<Player> {
  const player = await stage.open("watch");
  await player.phase("watching");
  await timeLine(player).waitFor({ timeout: FLIGHT_MS });
  // Nobody plays here: once nobody watches the room rests, and there are no more films.
  await player.until("two films", filmsOf(player, 2), FLIGHT_MS);
  await press(player, "Pause");
  await press(player, "Clip");
  const panel = player.page.locator('section[aria-label="Clip"]');
  // The page asks now and then what there is.
  await player.until("ten seconds", async () => {
    await player.page.getByRole("slider", { name: "Time" }).press("Home");
    await press(player, "from here");
    await press(player, "+5 seconds");
    await press(player, "+5 seconds");
    await press(player, "to here");
    return (await panel.innerText()).includes("0:10");
  }, FLIGHT_MS);
  return player;
}

interface Video {
  readonly widthPx: number;
  readonly heightPx: number;
  /** As its file says, and as it plays. */
  readonly saidS: number;
  readonly playedS: number;
  /** How much light is in its first and in its last picture, and how many points of them differ, of 0 to 1 each. */
  readonly firstLight: number;
  readonly lastLight: number;
  readonly difference: number;
}

/** Plays a file to its end, on a page that has nothing to do with the game. */
async function play(player: Player, path: string): Promise<Video> {
  const page = await player.page.context().newPage();
  await page.setContent("<input type=file><video muted></video>");
  await page.setInputFiles("input", path);
  const video = await page.evaluate(async () => {
    const video = document.querySelector("video")!;
    const heard = (type: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(type, () => resolve(), { once: true });
        video.addEventListener("error", () => reject(new Error(video.error?.message)), { once: true });
      });
    const look = (): Uint8ClampedArray => {
      const canvas = document.createElement("canvas");
      canvas.width = video.videoWidth / 4;
      canvas.height = video.videoHeight / 4;
      const ctx = canvas.getContext("2d")!;
      ctx.drawImage(video, 0, 0, canvas.width, canvas.height);
      document.body.append(canvas);
      return ctx.getImageData(0, 0, canvas.width, canvas.height).data;
    };
    const loaded = heard("loadeddata");
    video.src = URL.createObjectURL(document.querySelector("input")!.files![0]!);
    await loaded;
    const saidS = video.duration;
    const ended = heard("ended");
    const shown = new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    await video.play();
    await shown;
    const first = look();
    video.playbackRate = 4;
    await ended;
    const last = look();
    const greens = (picture: Uint8ClampedArray): number[] => [...picture].filter((_, at) => at % 4 === 1);
    const share = (of: number[], counts: (green: number, at: number) => boolean): number => of.filter(counts).length / of.length;
    const before = greens(first);
    const after = greens(last);
    const isLit = (green: number): boolean => green > 40;
    const { videoWidth: widthPx, videoHeight: heightPx, currentTime: playedS } = video;
    const light = { firstLight: share(before, isLit), lastLight: share(after, isLit) };
    return { widthPx, heightPx, saidS, playedS, ...light, difference: share(before, (green, at) => Math.abs(green - after[at]!) > 16) };
  });
  await page.screenshot({ path: fileURLToPath(new URL(`./artifacts/video-${video.widthPx}.png`, import.meta.url)), fullPage: true });
  return video;
}

describe("ten seconds of a replay become a video", () => {
  test.each([
    ["video 720p", 1280, 720],
    ["video upright", 720, 1280],
  ])("of ten seconds: %s", async (button, widthPx, heightPx) => {
    const player = await choose();
    const saved = player.page.waitForEvent("download", { timeout: FLIGHT_MS });
    await press(player, button);
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^asteroids-room-1-\d+\.webm$/);
    const video = await play(player, await download.path());
    expect(video).toMatchObject({ widthPx, heightPx });
    for (const lengthS of [video.saidS, video.playedS]) {
      expect(lengthS).toBeGreaterThan(CLIP_S - SLACK_S);
      expect(lengthS).toBeLessThan(CLIP_S + SLACK_S);
    }
    for (const share of [video.firstLight, video.lastLight, video.difference]) expect(share).toBeGreaterThan(0.001);
    expect(player.faults).toEqual([]);
  });
});
