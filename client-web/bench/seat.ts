// A pilot's seat in a crowded room, for pages that measure what it costs to draw.

import { keepFriends } from "../src/state/kept_names";
import { Audio } from "../src/audio/audio";
import { Renderer } from "../src/draw/renderer";
import { Held } from "../src/input/held";
import { Session } from "../src/session";
import { makeScene } from "../src/state/make_scene";
import type { Scene } from "../src/state/scene";
import { Ui } from "../src/ui/hud";
import { BusySocket } from "./busy_server";

interface Seat {
  readonly scene: Scene;
  readonly renderer: Renderer;
  /** Messages, state, drawing and panels, with all that was said until then. */
  drawFrame(nowMs: number, saidMs: number): void;
}

export function takeSeat(): Seat {
  const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
  const root = document.querySelector<HTMLElement>("#ui");
  if (canvas === null || root === null) throw new Error("the page has no #canvas or no #ui");
  Object.assign(window, { WebSocket: BusySocket });
  const scene = makeScene();
  const session = new Session("ws://bench/ws", scene, false);
  const renderer = new Renderer(canvas);
  const ignore = (): void => undefined;
  const ui = new Ui(root, new Held(ignore), {
    onFly: ignore,
    onWatch: ignore,
    onMeet: ignore,
    onRespawn: ignore,
    onChoose: ignore,
    onFollow: ignore,
    onSettings: ignore,
    onClip: ignore,
    onAutopilot: ignore,
    onTell: ignore,
    onComeBack: ignore,
    onLeave: ignore,
    onSay: () => true,
    hasRun: () => false,
  }, keepFriends());
  const audio = new Audio();
  session.resize(innerWidth, innerHeight);
  renderer.resize(innerWidth, innerHeight, devicePixelRatio);
  session.fly("Ada");
  return {
    scene,
    renderer,
    drawFrame: (nowMs, saidMs) => {
      BusySocket.last?.deliver(saidMs);
      session.update(nowMs);
      renderer.draw(scene, nowMs);
      audio.play(scene.effects, scene);
      ui.update(scene, nowMs);
      scene.effects.length = 0;
    },
  };
}
