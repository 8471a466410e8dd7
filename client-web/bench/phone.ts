// A page that plays in a crowd of 150, as fast as the device lets it and with as much of the picture.

import { startGoverning } from "../src/quality/start";
import { BusySocket } from "./busy_server";
import { takeSeat } from "./seat";

/** What was drawn in the last seconds. */
interface Drawn {
  readonly framesPerSecond: number;
  readonly leftOut: number;
  readonly entities: number;
}

declare global {
  interface Window {
    /** Plays for so long. */
    play?: (seconds: number) => Promise<Drawn>;
  }
}

BusySocket.share = 0.5;
BusySocket.lengthTicks = 32 * 60;
const { scene, renderer, drawFrame } = takeSeat();
const governing = startGoverning(scene.net, (quality) => renderer.setQuality(quality));
let beganMs = NaN;

window.play = (seconds) =>
  new Promise((resolve) => {
    const crowds: number[] = [];
    let firstMs = NaN;
    const next = (nowMs: number): void => {
      if (Number.isNaN(beganMs)) beganMs = nowMs;
      if (Number.isNaN(firstMs)) firstMs = nowMs;
      governing.frame(nowMs);
      drawFrame(nowMs, nowMs - beganMs);
      crowds.push(scene.entities.length);
      if (nowMs - firstMs < 1000 * seconds) return void requestAnimationFrame(next);
      resolve({
        framesPerSecond: ((crowds.length - 1) * 1000) / (nowMs - firstMs),
        leftOut: scene.net.leftOut,
        entities: crowds.sort((a, b) => a - b)[crowds.length >> 1] ?? 0,
      });
    };
    requestAnimationFrame(next);
  });
