// A page that plays a replay with 5,000 entities in the picture, as many frames
// of it as `drawFrames` is asked for.

import { Renderer } from "../src/draw/renderer";
import { makeScene } from "../src/state/make_scene";
import { Clip } from "../src/watch/film/clip";
import { FarPicture } from "../src/watch/draw/far";
import { readFilm } from "../src/watch/film/decode";
import { Screening } from "../src/watch/film/screening";
import { FROM_TICK, TICKS, busyFilm } from "./busy_film";

const FRAME_MS = 1000 / 60;
const SEEKS = 20;

interface DrawnFrame {
  readonly clockMs: number;
  readonly entities: number;
}

declare global {
  interface Window {
    /** How long it takes to go anywhere in a film, at the most, and to read one. */
    seek?: () => { readonly worstMs: number; readonly readMs: number };
  }
}

const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
if (canvas === null) throw new Error("the page has no #canvas");

const file = await busyFilm();
const beforeMs = performance.now();
const film = await readFilm(file);
const readMs = performance.now() - beforeMs;
console.info(`a film of ${Math.round(file.size / 1000)} kB`);

const scene = makeScene();
scene.phase = { type: "watching", focus: { type: "action" } };
const screening = new Screening(scene, new Clip(film), FROM_TICK);
const renderer = new Renderer(canvas);
renderer.far = new FarPicture();
renderer.resize(innerWidth, innerHeight, devicePixelRatio);
let pageMs = 0;

function drawFrame(): DrawnFrame {
  pageMs += FRAME_MS;
  const startMs = performance.now();
  screening.show(pageMs);
  // All of it, to the seam.
  Object.assign(scene.camera, { x: 0, y: 0, halfHeightM: scene.worldHeightM / 2, halfWidthM: (scene.worldHeightM / 2) * (innerWidth / innerHeight) });
  renderer.draw(scene, pageMs);
  scene.effects.length = 0;
  if (screening.isAtEnd) screening.togglePause();
  return { clockMs: performance.now() - startMs, entities: scene.entities.length };
}

window.drawFrames = (count) =>
  new Promise((resolve) => {
    const drawn: DrawnFrame[] = [];
    const next = (): void => {
      drawn.push(drawFrame());
      if (drawn.length < count) requestAnimationFrame(next);
      else resolve(drawn);
    };
    requestAnimationFrame(next);
  });

window.seek = () => {
  let worstMs = 0;
  for (let seek = 0; seek < SEEKS; seek++) {
    const startMs = performance.now();
    screening.seek(FROM_TICK + ((seek * 137) % TICKS));
    screening.show(pageMs);
    worstMs = Math.max(worstMs, performance.now() - startMs);
  }
  return { worstMs, readMs };
};
