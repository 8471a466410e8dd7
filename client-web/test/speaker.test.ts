import { beforeEach, expect, test, vi } from "vitest";
import { makeScene } from "../src/state/make_scene";
import { keepMutes } from "../src/state/kept_names";
import { Kind, type ChatLine, type Scene } from "../src/state/scene";
import { Speaker } from "../src/ui/speaker";

// Icons are paths, which only browsers have.
vi.hoisted(() => vi.stubGlobal("Path2D", class {
  moveTo(): void {}
  lineTo(): void {}
  closePath(): void {}
}));

let scene: Scene;
let said: string[];
let speaker: Speaker;
let nowMs = 0;

beforeEach(() => {
  scene = makeScene();
  scene.ownPlayer = 1;
  scene.you.lives = 2;
  said = [];
  const mutes = keepMutes();
  mutes.toggle("Eve");
  speaker = new Speaker(mutes, (sentence) => said.push(sentence));
});

/** So many seconds go by, frame by frame. */
function listen(seconds: number): void {
  for (const endMs = nowMs + seconds * 1000; nowMs < endMs; nowMs += 100) speaker.update(scene, nowMs);
}

const line = (name: string, text: string, player = 2): ChatLine => ({ player, name, text, atMs: nowMs });

test("a flight is told from its start over its death to the next start", () => {
  scene.phase = { type: "flying" };
  listen(3);
  scene.phase = { type: "dead", death: { killer: "Ada", weapon: Kind.Bullet } };
  listen(3);
  scene.phase = { type: "flying" };
  listen(3);
  expect(said).toEqual(["You fly.", "Ada shot you.", "You fly."]);
});

test("a death that ends the run says what it brought", () => {
  Object.assign(scene.you, { lives: 0, score: 70 });
  scene.phase = { type: "dead", death: null };
  listen(1);
  expect(said).toEqual(["Your ship is gone. Your run ends with 70 points."]);
});

test("the score is told at milestones, not with each point", () => {
  for (let score = 0; score <= 1200; score += 20) {
    scene.you.score = score;
    listen(0.5);
  }
  expect(said).toEqual(["500 points", "1,000 points"]);
});

test("chat is told, each line once; neither the own nor that of who is muted", () => {
  scene.chat = [line("Bob", "hello"), line("Eve", "spam"), line("me", "hi", 1)];
  listen(5);
  scene.chat = [...scene.chat, line("Bob", "hello")];
  listen(5);
  expect(said).toEqual(["Bob: hello", "Bob: hello"]);
});

test("who talks without end is heard at a bounded rate, and what is said is never long ago", () => {
  for (let second = 0; second < 60; second++) {
    for (let more = 0; more < 5; more++) scene.chat = [...scene.chat.slice(-49), line("Bob", `${second}`)];
    listen(1);
  }
  expect(said.length).toBeLessThanOrEqual(31);
  for (const [at, sentence] of said.entries()) expect(Number(sentence.slice(5))).toBeGreaterThanOrEqual(2 * at - 1);
});
