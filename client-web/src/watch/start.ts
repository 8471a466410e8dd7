// Loaded when somebody watches, and not before: joins what watching needs.

import "./watch.css";
import "./film/film.css";
import type { Renderer } from "../draw/renderer";
import type { Session } from "../session";
import type { Scene } from "../state/scene";
import { nameOf } from "../state/ships";
import { add } from "../ui/dom";
import { Bar, type BarCallbacks } from "./bar";
import { PilotCards } from "./card";
import { FarPicture } from "./draw/far";
import { clipIn, placeIn, roomIn, tickIn, type Look } from "./film/share";
import { Theatre } from "./film/theatre";
import { Finder } from "./finder";
import { Hand } from "./hand";
import { readLink } from "./link";
import { MapLayer } from "./mapLayer";
import { Minimap } from "./minimap";
import { hang } from "./wall";
import { Watch } from "./watch";

const NOBODY: readonly number[] = [];

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
  const caretaker = link.wall ? hang(root, location.href) : null;
  // Nobody has a hand at a wall.
  if (caretaker === null) new Hand(canvas, watch);
  const bar = new Bar(root, watch, stage);
  const aside = add(root, "div", "aside");
  const minimap = new Minimap(aside, scene, watch);
  const cards = new PilotCards(aside);
  const names = [link.follow, link.follow2].filter((name) => name !== "");
  const finder = new Finder(scene, names, (players) => watch.follow(...players));
  root.classList.toggle("no-hud", !link.hud);
  root.classList.toggle("no-chat", !link.chat);
  document.documentElement.classList.toggle("overlay", link.overlay);
  renderer.hasBackground = !link.overlay;
  renderer.layer = new MapLayer(watch);
  renderer.far = new FarPicture();
  session.watchBy(watch);
  const theatre = new Theatre({
    ...{ root, scene },
    showInstead: (feed) => session.showInstead(feed),
    goLive: () => session.goLive(),
    shows: (feed) => session.shows(feed),
    look: () => lookOf(watch, scene),
    lookAt: ({ player }) => {
      // A director finds it by itself.
      if (watch.aim.type === "players") watch.follow(player);
    },
    expect: (coming) => (watch.direction.coming = coming),
  });
  const clip = clipIn(location.href);
  if (clip !== null) void theatre.openKept(clip);
  const seek = new LinkedTime(location.href, scene, watch, theatre);
  seek.update("");
  return {
    follow: (player) => watch.follow(player),
    update: (nowMs) => {
      seek.update(names[0] ?? "");
      if (scene.phase.type === "watching" && theatre.isLive) finder.update(nowMs);
      bar.update(scene, nowMs);
      minimap.update(nowMs);
      cards.update(scene, followed(watch, scene), nowMs);
      caretaker?.update(scene, nowMs);
      theatre.update(nowMs);
    },
  };
}

/** Goes to the time and the place of a link, as soon as one can. */
class LinkedTime {
  private tick: number | null;
  private place: ReturnType<typeof placeIn>;
  private isSought: boolean;

  constructor(
    private readonly page: string,
    private readonly scene: Scene,
    private readonly watch: Watch,
    private readonly theatre: Theatre,
  ) {
    this.tick = tickIn(page);
    this.place = placeIn(page);
    this.isSought = this.tick !== null;
  }

  /** `name` is whom to follow, who may be there no more, but was then. */
  update(name: string): void {
    const { scene, watch, theatre, tick, place } = this;
    const room = roomIn(this.page) ?? scene.room;
    if (tick !== null && room !== 0) {
      this.tick = null;
      theatre.enter(room, tick);
    }
    if (scene.worldWidthM === 0) return;
    if (place !== null) {
      this.place = null;
      watch.visit(place.x, place.y);
      if (place.halfHeightM > 0) watch.camera.cutZoom(place.halfHeightM);
    }
    if (!this.isSought || name === "" || theatre.isLive) return;
    const ship = scene.entities.find((entity) => entity.name.toLowerCase() === name.toLowerCase());
    if (ship === undefined) return;
    this.isSought = false;
    watch.follow(ship.player);
  }
}

/** Those whose cards are shown. */
function followed({ aim }: Watch, { phase }: Scene): readonly number[] {
  return aim.type === "players" && phase.type === "watching" ? aim.players : NOBODY;
}

function lookOf({ aim, camera }: Watch, scene: Scene): Look {
  switch (aim.type) {
    case "director":
      return { type: "director" };
    case "players": {
      const name = nameOf(scene, aim.players[0] ?? 0);
      return name === "" ? { type: "director" } : { type: "player", name };
    }
    case "place":
      return { type: "place", x: camera.x, y: camera.y, halfHeightM: camera.halfHeightM };
  }
}
