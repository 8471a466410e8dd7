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
import { Finder, isSame } from "./finder";
import { Hand } from "./hand";
import { lineTo, readLink } from "./link";
import { MapLayer } from "./mapLayer";
import { Markers } from "./markers";
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
  if (link.room !== 0) {
    session.connection.url = lineTo(link.room, session.connection.url);
    // It may have been opened before this was loaded.
    if (scene.room !== 0 && scene.room !== link.room) session.connection.start();
  }
  const watch = new Watch(scene);
  const caretaker = link.wall ? hang(root, location.href) : null;
  // Nobody has a hand at a wall.
  if (caretaker === null) new Hand(canvas, watch);
  else {
    renderer.isSeenFromAfar = true;
    renderer.resize(innerWidth, innerHeight, devicePixelRatio);
  }
  const bar = new Bar(root, watch, stage);
  const markers = new Markers();
  const aside = add(root, "div", "aside");
  const minimap = new Minimap(aside, scene, watch, markers);
  const cards = new PilotCards(aside);
  const names = [link.follow, link.follow2].filter((name) => name !== "");
  const finder = new Finder(scene, names, (players) => watch.follow(...players));
  root.classList.toggle("no-hud", !link.hud);
  root.classList.toggle("no-chat", !link.chat);
  document.documentElement.classList.toggle("overlay", link.overlay);
  renderer.hasBackground = !link.overlay;
  renderer.layer = new MapLayer(watch, markers);
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
  seek.update([]);
  return {
    follow: (player) => watch.follow(player),
    update: (nowMs) => {
      seek.update(names);
      if (scene.phase.type === "watching" && theatre.isLive) finder.update(nowMs);
      bar.update(scene, nowMs);
      markers.update(scene, watch.sightings, nowMs);
      minimap.update(nowMs);
      cards.update(scene, followed(watch, scene), nowMs);
      caretaker?.update(scene, nowMs);
      theatre.update(nowMs);
    },
  };
}

/** Goes to the time and the place of a link, as soon as one can. */
class LinkedTime {
  #tick: number | null;
  #place: ReturnType<typeof placeIn>;
  #isSought: boolean;

  readonly #page: string;
  readonly #scene: Scene;
  readonly #watch: Watch;
  readonly #theatre: Theatre;

  constructor(
    page: string,
    scene: Scene,
    watch: Watch,
    theatre: Theatre,
  ) {
    this.#page = page;
    this.#scene = scene;
    this.#watch = watch;
    this.#theatre = theatre;
    this.#tick = tickIn(page);
    this.#place = placeIn(page);
    this.#isSought = this.#tick !== null;
  }

  /** `names` are of those to follow, who may be there no more, but were then. */
  update(names: readonly string[]): void {
    const scene = this.#scene;
    const watch = this.#watch;
    const theatre = this.#theatre;
    const tick = this.#tick;
    const place = this.#place;
    const room = roomIn(this.#page) ?? scene.room;
    if (tick !== null && room !== 0) {
      this.#tick = null;
      theatre.enter(room, tick);
    }
    if (scene.worldWidthM === 0) return;
    if (place !== null) {
      this.#place = null;
      watch.visit(place.x, place.y);
      if (place.halfHeightM > 0) watch.camera.cutZoom(place.halfHeightM);
    }
    if (!this.#isSought || names.length === 0 || theatre.isLive) return;
    const found = names.flatMap((name) => scene.entities.find((entity) => isSame(entity.name, name))?.player ?? []);
    if (found.length === 0) return;
    this.#isSought = false;
    watch.follow(...found);
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
      const names = aim.players.map((player) => nameOf(scene, player)).filter((name) => name !== "");
      return names.length === 0 ? { type: "director" } : { type: "players", names };
    }
    case "place":
      return { type: "place", x: camera.x, y: camera.y, halfHeightM: camera.halfHeightM };
  }
}
