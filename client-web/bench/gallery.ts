// Shows an invented scene: ?show=flight|crowd|start|full|dead|over|watching|connecting
// With ?measure it draws 600 frames and prints what one costs.

import { keepFriends } from "../src/state/kept_names";
import { Audio } from "../src/audio/audio";
import { Renderer } from "../src/draw/renderer";
import { Held } from "../src/input/held";
import type { Phase } from "../src/state/scene";
import { Furniture } from "../src/ui/furniture";
import { Ui } from "../src/ui/hud";
import { advance, everythingHappens, fabricate } from "./fabricate";

const PHASES: Readonly<Record<string, Phase>> = {
  start: { type: "start", notice: "" },
  full: { type: "start", notice: "Every room is full. You can watch meanwhile." },
  dead: { type: "dead", death: { killer: "Grace", weapon: 6 } },
  over: { type: "dead", death: { killer: "", weapon: 1 } },
  watching: { type: "watching", focus: { type: "player", player: 21 } },
  connecting: { type: "connecting", attempt: 3, retryInMs: 4000, reason: "connection lost" },
};

const query = new URLSearchParams(location.search);
const show = query.get("show") ?? "flight";
const halfWidthM = Math.min(34, 17 * (innerWidth / innerHeight));
const halfHeightM = (halfWidthM * innerHeight) / innerWidth;
const scene = fabricate(show === "crowd" ? 300 : 70, halfWidthM, halfHeightM);
scene.phase = PHASES[show] ?? scene.phase;
if (show === "over") scene.you.lives = 0;
if (scene.phase.type !== "flying") {
  scene.you.shipId = 0;
  scene.entities.shift();
}

const canvas = document.querySelector<HTMLCanvasElement>("#canvas")!;
const root = document.querySelector<HTMLElement>("#ui")!;
const furniture = new Furniture(root);
const renderer = new Renderer(canvas, furniture.boxes);
const audio = new Audio();
const held = new Held((controls) => console.log(`holds ${controls}`));
const ui = new Ui(root, held, {
  onFly: (name) => {
    scene.phase = { type: "flying" };
    console.log(`fly as ${name}`);
  },
  onWatch: () => (scene.phase = { type: "watching", focus: { type: "action" } }),
  onMeet: () => undefined,
  onFollow: () => undefined,
  onChoose: () => (scene.you.offer = 0),
  onRespawn: () => (scene.phase = { type: "flying" }),
  onSettings: () => undefined,
  onClip: () => undefined,
  onAutopilot: () => undefined,
  onTell: () => undefined,
  onComeBack: () => (scene.phase = { type: "start", notice: "" }),
  onLeave: () => (scene.phase = { type: "start", notice: "" }),
  onSay: (text) => {
    scene.chat = [...scene.chat, { player: 17, name: "Ada", text, atMs: performance.now() }];
    return true;
  },
  hasRun: () => scene.phase.type === "flying",
}, keepFriends());
const fit = () => renderer.resize(innerWidth, innerHeight, devicePixelRatio);
addEventListener("resize", fit);
addEventListener("pointerdown", () => audio.unlock());
addEventListener("keydown", () => audio.unlock());
fit();

const EVENTS_EVERY_MS = 1500;
let eventsAtMs = 0;
const startMs = performance.now();
let lastMs = startMs;
const costsMs: number[] = [];

function frame(nowMs: number): void {
  advance(scene, Math.min(0.05, Math.max(0, nowMs - lastMs) / 1000));
  lastMs = nowMs;
  if (nowMs - eventsAtMs > EVENTS_EVERY_MS) {
    eventsAtMs = nowMs;
    scene.effects.push(...everythingHappens(scene));
  }
  const beginMs = performance.now();
  audio.play(scene.effects, scene);
  furniture.measure(nowMs);
  renderer.draw(scene, nowMs);
  ui.update(scene, nowMs);
  scene.effects.length = 0;
  costsMs.push(performance.now() - beginMs);
  if (query.has("measure") && costsMs.length === 600) report();
  else requestAnimationFrame(frame);
}

function report(): void {
  const sorted = [...costsMs].sort((a, b) => a - b);
  const framesPerSecond = (1000 * costsMs.length) / (lastMs - startMs);
  const part = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(2);
  console.log(`${scene.entities.length} entities: median ${part(0.5)} ms, p99 ${part(0.99)} ms a frame, ${framesPerSecond.toFixed(0)} frames/s`);
}

requestAnimationFrame(frame);
