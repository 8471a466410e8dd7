// Loaded when somebody watches, and not before: joins what watching needs.

import "./watch.css";
import type { Renderer } from "../draw/renderer";
import type { Session } from "../session";
import type { Scene } from "../state/scene";
import { Bar, type BarCallbacks } from "./bar";
import { Finder } from "./finder";
import { Hand } from "./hand";
import { readLink } from "./link";
import { MapLayer } from "./mapLayer";
import { Watch } from "./watch";

/** What of the page watching has to do with. */
export interface Stage extends BarCallbacks {
  readonly canvas: HTMLCanvasElement;
  readonly root: HTMLElement;
  readonly scene: Scene;
  readonly session: Session;
  readonly renderer: Renderer;
}

export interface Watching {
  /** Follows a player from now on. */
  follow(player: number): void;
  update(nowMs: number): void;
}

export function startWatching(stage: Stage): Watching {
  const { canvas, root, scene, session, renderer } = stage;
  const link = readLink(location.href);
  const watch = new Watch(scene);
  new Hand(canvas, watch);
  const bar = new Bar(root, watch, stage);
  const names = [link.follow, link.follow2].filter((name) => name !== "");
  const finder = new Finder(scene, names, (players) => watch.follow(...players));
  root.classList.toggle("no-hud", !link.hud);
  root.classList.toggle("no-chat", !link.chat);
  document.documentElement.classList.toggle("overlay", link.overlay);
  renderer.hasBackground = !link.overlay;
  renderer.layer = new MapLayer(watch);
  session.watchBy(watch);
  return {
    follow: (player) => watch.follow(player),
    update: (nowMs) => {
      if (scene.phase.type === "watching") finder.update(nowMs);
      bar.update(scene, nowMs);
    },
  };
}
