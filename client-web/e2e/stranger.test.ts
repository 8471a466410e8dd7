import type { BrowserContextOptions } from "playwright-core";
import { expect, test } from "vitest";
import { Kind, type Entity, type Scene } from "../src/state/scene";
import { delta } from "../src/torus";
import { DESKTOP, PHONE, PHONE_SIDEWAYS } from "./player";
import { setStage } from "./stage";

/** Nobody has chosen any settings. */
const stage = setStage();

const WITHIN_S = 10;

/** Whether a window of this size shows the middle of something. */
function shows({ camera, worldWidthM, worldHeightM }: Scene, { x, y }: Entity, { width, height }: { width: number; height: number }): boolean {
  const pxPerM = Math.max(width / (2 * camera.halfWidthM), height / (2 * camera.halfHeightM));
  return (
    Math.abs(delta(x, camera.x, worldWidthM)) < width / 2 / pxPerM && Math.abs(delta(y, camera.y, worldHeightM)) < height / 2 / pxPerM
  );
}

const isRock = ({ kind }: Entity): boolean => kind === Kind.RockLarge || kind === Kind.RockMedium || kind === Kind.RockSmall;

const DEVICES: readonly (readonly [string, BrowserContextOptions])[] = [
  ["desktop", DESKTOP],
  ["phone", PHONE],
  ["phone-sideways", PHONE_SIDEWAYS],
];

test.each(DEVICES)("a stranger at a %s soon sees another ship and a rock", async (device, options) => {
  const stranger = await stage.open("", options);
  await stranger.phase("start");
  await stranger.page.getByRole("button", { name: "Fly", exact: true }).click();
  const takeOff = await stranger.until("the own ship", (scene) => scene.entities.some(({ id }) => id === scene.you.shipId) && scene.tick);
  const window = stranger.page.viewportSize();
  if (window === null) throw new Error("the window has no size");
  const seen = await stranger.until("another ship and a rock in the picture", (scene) => {
    const inPicture = scene.entities.filter((entity) => shows(scene, entity, window));
    const hasShip = inPicture.some(({ kind, id }) => kind === Kind.Ship && id !== scene.you.shipId);
    return hasShip && inPicture.some(isRock) && scene;
  });
  await stranger.screenshot(`stranger-${device}`);
  expect((seen.tick - takeOff) / seen.tickRateHz).toBeLessThan(WITHIN_S);
  expect(stranger.faults).toEqual([]);
});
