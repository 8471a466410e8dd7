// What a drawn frame costs in own script: messages, state, drawing and panels.
// Ends by setting `frameCosts`, in milliseconds.

import { Audio } from "../src/audio/audio";
import { Renderer } from "../src/draw/renderer";
import { Session } from "../src/session";
import { Spectator } from "../src/spectator";
import { makeScene } from "../src/state/make_scene";
import { Ui } from "../src/ui/hud";
import { BusySocket } from "./busy_server";

const WARM_UP_FRAMES = 60;
const MEASURED_FRAMES = 300;

declare global {
  interface Window {
    frameCosts?: { costsMs: number[]; entities: number };
  }
}

const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
const root = document.querySelector<HTMLElement>("#ui");
if (canvas === null || root === null) throw new Error("the page has no #canvas or no #ui");

Object.assign(window, { WebSocket: BusySocket });
const scene = makeScene();
const session = new Session("ws://bench/ws", scene, new Spectator(canvas, scene, () => session.turn()), false);
const renderer = new Renderer(canvas);
const ignore = (): void => undefined;
const ui = new Ui(root, { onFly: ignore, onWatch: ignore, onRespawn: ignore, onMute: ignore });
const audio = new Audio();

const costsMs: number[] = [];
let frames = 0;

function frame(nowMs: number): void {
  const startMs = performance.now();
  session.update(nowMs);
  renderer.draw(scene, nowMs);
  audio.play(scene.effects, scene);
  ui.update(scene, nowMs);
  scene.effects.length = 0;
  if (++frames > WARM_UP_FRAMES) costsMs.push(performance.now() - startMs + BusySocket.takeCostMs());
  if (costsMs.length < MEASURED_FRAMES) requestAnimationFrame(frame);
  else window.frameCosts = { costsMs, entities: scene.entities.length };
}

session.resize(innerWidth, innerHeight);
renderer.resize(innerWidth, innerHeight, devicePixelRatio);
session.fly("Ada");
requestAnimationFrame(frame);
