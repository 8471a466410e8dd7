// A page that draws as many frames as `drawFrames` is asked for.

import { Audio } from "../src/audio/audio";
import { Renderer } from "../src/draw/renderer";
import { Held } from "../src/input/held";
import { Session } from "../src/session";
import { makeScene } from "../src/state/make_scene";
import { Ui } from "../src/ui/hud";
import { BusySocket } from "./busy_server";

const FRAME_MS = 1000 / 60;

/** How long a frame took by the clock, and how many entities were in view. */
interface DrawnFrame {
  readonly clockMs: number;
  readonly entities: number;
}

declare global {
  interface Window {
    /** Draws the next frames. */
    drawFrames?: (count: number) => Promise<DrawnFrame[]>;
  }
}

const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
const root = document.querySelector<HTMLElement>("#ui");
if (canvas === null || root === null) throw new Error("the page has no #canvas or no #ui");

// The page lives at 60 frames a second however long this machine takes to
// paint one: else a frame would hold more ticks and messages on a slow machine.
let pageMs = 0;
const clockMs = performance.now.bind(performance);
performance.now = () => pageMs;

Object.assign(window, { WebSocket: BusySocket });
const scene = makeScene();
const session = new Session("ws://bench/ws", scene, false);
const renderer = new Renderer(canvas);
const ignore = (): void => undefined;
const held = new Held(ignore);
const ui = new Ui(root, held, {
  onFly: ignore,
  onWatch: ignore,
  onMeet: ignore,
  onRespawn: ignore,
  onFollow: ignore,
  onSettings: ignore,
  onClip: ignore,
  onTell: ignore,
  onComeBack: ignore,
  onLeave: ignore,
  onSay: () => true,
  hasRun: () => false,
});
const audio = new Audio();

session.resize(innerWidth, innerHeight);
renderer.resize(innerWidth, innerHeight, devicePixelRatio);
session.fly("Ada");

/** Messages, state, drawing and panels. */
function drawFrame(): DrawnFrame {
  pageMs += FRAME_MS;
  const startMs = clockMs();
  BusySocket.last?.deliver(pageMs);
  session.update(pageMs);
  renderer.draw(scene, pageMs);
  audio.play(scene.effects, scene);
  ui.update(scene, pageMs);
  scene.effects.length = 0;
  return { clockMs: clockMs() - startMs, entities: scene.entities.length };
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
