// Somebody who watches: what it looks at, from how high, and what of it the
// server is asked for. It moves the scene's camera and draws nothing.

import type { Lookout } from "../lookout";
import type { Notables, Overview } from "../protocol/overview";
import type { Focus } from "../protocol/to_server";
import type { Scene } from "../state/scene";
import { wrap } from "../torus";
import type { Extent } from "../viewport";
import { ACTION } from "../wishes";
import { DIRECTOR, PLACE, type Aim } from "./aim";
import { Camera, type Target } from "./camera";
import { Direction } from "./direction";
import type { Meant } from "./hand";
import { Overhead } from "./overhead";
import { Pair } from "./pair";
import { isTold, playerNear } from "./pick";
import { HALF_HEIGHT_MIN_M, PILOT_HALF_HEIGHT_M, isMap, tellsUpToM, wholeRoomM, wishFor } from "./reach";
import { Sightings } from "./sightings";

/** How hard the camera is pulled to what it shows, a second. */
const HASTE = 5.5;
const ZOOM_HASTE = 8;
/** A director's hand is calmer. */
const DIRECTED_HASTE = 3;
const DIRECTED_ZOOM_HASTE = 1.8;
/** Further away than this, in half screens, there is nothing to be seen on the way: it cuts. */
const FAR_SCREENS = 4;
/** Two pictures so far apart have nothing in common: a director cuts. */
const APART_SCREENS = 2.2;
/** So long the camera waits for what the server tells of a place before it cuts there. */
const WAIT_MS = 900;
/** For so long it stays where a ship was that is no more. */
const MOURN_MS = 1500;
/** A held key moves the picture by so many half heights a second. */
const PUSH_PER_S = 1.6;
/** A hand that lets go in motion leaves the picture to glide on for about this time. */
const FLING_S = 0.2;
const FLING_WITHIN_MS = 80;
/** How far beside a ship a click may be, at least. */
const CLICK_REACH_M = 3;

export class Watch implements Lookout, Meant {
  aim: Aim = DIRECTOR;
  focus: Focus = ACTION;
  readonly camera: Camera;
  readonly sightings: Sightings;
  readonly direction: Direction;
  readonly overhead = new Overhead();
  readonly #pair: Pair;
  /** Whether two who are followed are in one picture. */
  #paired = false;
  readonly #target: Target = { x: 0, y: 0, vx: 0, vy: 0 };
  #aspect = 1;
  #heightPx = 1;
  #hasLooked = false;
  #waitedMs = 0;
  #missedMs = 0;
  /** Where a wheel turns: that point stays where it is on the screen. In half heights from the middle. */
  readonly #anchor = { x: 0, y: 0, held: false };
  readonly #pushed = { right: 0, up: 0 };
  readonly #dragged = { vx: 0, vy: 0, atMs: -Infinity };
  #nowMs = 0;

  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.camera = new Camera(scene, PILOT_HALF_HEIGHT_M);
    this.sightings = new Sightings(scene);
    this.direction = new Direction(scene, this.sightings);
    this.#pair = new Pair(scene, this.sightings);
  }

  /** Whether the picture is a map, on which no ship is told of by itself. */
  get onMap(): boolean {
    return isMap(this.camera.halfHeightM, this.#aspect);
  }

  get asked(): Focus {
    const { aim } = this;
    const target = this.#target;
    switch (aim.type) {
      case "director":
        // Who is told of nobody yet has the server look at the action.
        return this.sightings.fresh ? { type: "directed", x: target.x, y: target.y } : ACTION;
      case "players":
        return this.#playersFocus(aim.players);
      case "place":
        return { type: "point", x: target.x, y: target.y };
    }
  }

  wish(widthPx: number, heightPx: number): Extent {
    const { halfHeightM, wantedHalfHeightM } = this.camera;
    const aspect = widthPx / heightPx;
    // Whoever is to be in the picture too may be anywhere around.
    const leastM = this.aim.type === "players" && this.aim.players.length > 1 ? tellsUpToM(aspect) : 0;
    return wishFor(Math.max(halfHeightM, wantedHalfHeightM, leastM), aspect);
  }

  fit(_granted: Extent, widthPx: number, heightPx: number): void {
    this.#aspect = widthPx / heightPx;
    this.#heightPx = heightPx;
    this.#zoomTo(this.camera.wantedHalfHeightM);
  }

  hear(message: Overview | Notables): void {
    if (message.type === "notables") this.sightings.tell(message.rows);
    else this.overhead.hear(message);
  }

  begin(): void {
    this.#hasLooked = false;
    this.sightings.forget();
    this.direction.forget();
    this.overhead.forget();
  }

  /** Follows these players, in one picture if they are near enough to each other. */
  follow(...players: readonly number[]): void {
    this.#choose({ type: "players", players }, { type: "player", player: players[0] ?? 0 });
    if (this.camera.wantedHalfHeightM > 2 * PILOT_HALF_HEIGHT_M) this.#zoomTo(PILOT_HALF_HEIGHT_M);
  }

  /** Has the director choose. */
  direct(): void {
    this.#choose(DIRECTOR, ACTION);
  }

  /** Goes to a place and stays there. */
  visit(x: number, y: number): void {
    const target = this.#target;
    const scene = this.#scene;
    target.x = wrap(x, scene.worldWidthM);
    target.y = wrap(y, scene.worldHeightM);
    target.vx = target.vy = 0;
    this.#choose(PLACE, { type: "point", x: target.x, y: target.y });
  }

  look(elapsedMs: number): void {
    this.#nowMs += elapsedMs;
    this.sightings.pass(elapsedMs);
    const elapsedS = elapsedMs / 1000;
    this.#pushOn(elapsedS);
    if (this.#aimed(elapsedMs)) this.#go(elapsedMs);
    this.#zoomOn(elapsedS);
    const { camera } = this;
    const scene = this.#scene;
    const aspect = this.#aspect;
    this.overhead.pass(elapsedMs, isMap(Math.max(camera.halfHeightM, camera.wantedHalfHeightM), aspect), scene.entities);
    scene.camera.x = camera.x;
    scene.camera.y = camera.y;
    scene.camera.halfHeightM = camera.halfHeightM;
    scene.camera.halfWidthM = camera.halfHeightM * aspect;
  }

  // What a hand means.

  isOpen(): boolean {
    return this.#scene.phase.type === "watching";
  }

  drag(dxPx: number, dyPx: number): void {
    const { camera } = this;
    const dragged = this.#dragged;
    const mPerPx = this.#mPerPx;
    camera.shift(-dxPx * mPerPx, dyPx * mPerPx);
    const nowMs = performance.now();
    const sinceS = Math.max(1, nowMs - dragged.atMs) / 1000;
    dragged.vx = (-dxPx * mPerPx) / sinceS;
    dragged.vy = (dyPx * mPerPx) / sinceS;
    dragged.atMs = nowMs;
    this.#stay();
  }

  drop(): void {
    const { camera } = this;
    const dragged = this.#dragged;
    if (performance.now() - dragged.atMs > FLING_WITHIN_MS) return;
    const { x, y } = camera;
    camera.cutTo(x, y, dragged.vx, dragged.vy);
    this.visit(x + bounded(dragged.vx * FLING_S, camera.halfHeightM), y + bounded(dragged.vy * FLING_S, camera.halfHeightM));
  }

  zoom(factor: number, xPx: number, yPx: number, eased: boolean): void {
    const { camera, aim } = this;
    const anchor = this.#anchor;
    if (aim.type === "director") this.#stay();
    const before = camera.halfHeightM;
    this.#zoomTo(camera.wantedHalfHeightM * factor);
    anchor.held = this.aim.type === "place";
    anchor.x = (2 * xPx) / this.#heightPx;
    anchor.y = (-2 * yPx) / this.#heightPx;
    if (eased) return;
    camera.cutZoom(camera.wantedHalfHeightM);
    this.#holdAnchor(before);
    anchor.held = false;
  }

  click(xPx: number, yPx: number, reachPx: number): void {
    const player = this.#playerAt(xPx, yPx, reachPx);
    if (player !== 0) this.follow(player);
  }

  centre(xPx: number, yPx: number): void {
    const player = this.#playerAt(xPx, yPx, 2);
    if (player !== 0) return this.follow(player);
    const { camera } = this;
    const mPerPx = this.#mPerPx;
    this.visit(camera.x + xPx * mPerPx, camera.y - yPx * mPerPx);
  }

  /** Goes through the players of the leaderboard, best first. */
  step(by: number): void {
    const rows = this.#scene.leaderboard;
    if (rows.length === 0) return;
    const { aim } = this;
    const followed = aim.type === "players" ? rows.findIndex(({ player }) => player === aim.players[0]) : -1;
    const from = followed === -1 && by < 0 ? 0 : followed;
    const row = rows[(from + by + rows.length) % rows.length];
    if (row !== undefined) this.follow(row.player);
  }

  push(right: number, up: number): void {
    this.#pushed.right = right;
    this.#pushed.up = up;
    if (right !== 0 || up !== 0) this.#stay();
  }

  letGo(): void {
    this.direct();
  }

  // What becomes of it.

  get #mPerPx(): number {
    return (2 * this.camera.halfHeightM) / this.#heightPx;
  }

  #choose(aim: Aim, focus: Focus): void {
    this.aim = aim;
    this.focus = focus;
    this.#waitedMs = 0;
    this.#missedMs = 0;
    this.#paired = false;
    this.#anchor.held = false;
  }

  /** Looks at no more than at where the camera is. */
  #stay(): void {
    if (this.aim.type !== "place") return this.visit(this.camera.x, this.camera.y);
    const { camera } = this;
    const target = this.#target;
    target.x = camera.x;
    target.y = camera.y;
    target.vx = target.vy = 0;
    this.#anchor.held = false;
  }

  #zoomTo(halfHeightM: number): void {
    const mostM = wholeRoomM(this.#scene, this.#aspect);
    this.camera.wantedHalfHeightM = Math.max(HALF_HEIGHT_MIN_M, Math.min(mostM, halfHeightM));
  }

  #pushOn(elapsedS: number): void {
    const { right, up } = this.#pushed;
    const { camera } = this;
    const target = this.#target;
    const scene = this.#scene;
    if (this.aim.type !== "place") return;
    target.vx = right * PUSH_PER_S * camera.halfHeightM;
    target.vy = up * PUSH_PER_S * camera.halfHeightM;
    target.x = wrap(target.x + target.vx * elapsedS, scene.worldWidthM);
    target.y = wrap(target.y + target.vy * elapsedS, scene.worldHeightM);
  }

  #playersFocus(players: readonly number[]): Focus {
    return this.#paired ? { type: "point", x: this.#target.x, y: this.#target.y } : { type: "player", player: players[0] ?? 0 };
  }

  /** Finds out where to look. Says whether that is known. */
  #aimed(elapsedMs: number): boolean {
    const { aim } = this;
    switch (aim.type) {
      case "director":
        return this.#findShot(elapsedMs);
      case "players":
        return this.#findPlayers(aim.players, elapsedMs);
      case "place":
        return true;
    }
  }

  #findShot(elapsedMs: number): boolean {
    const { direction } = this;
    const target = this.#target;
    if (!direction.update(this.#aspect)) return this.#findAction(elapsedMs);
    Object.assign(target, direction.framing.target);
    this.#zoomTo(direction.framing.halfHeightM);
    this.#missedMs = 0;
    return true;
  }

  #findPlayers(players: readonly number[], elapsedMs: number): boolean {
    this.#paired = this.#pair.frame(players, this.#aspect);
    if (this.#paired) {
      Object.assign(this.#target, this.#pair.framing.target);
      this.#zoomTo(this.#pair.framing.halfHeightM);
      this.#missedMs = 0;
      return true;
    }
    const found = this.sightings.find(players[0] ?? 0, this.#target);
    if (found) {
      this.#missedMs = 0;
      return true;
    }
    // A map names few: whoever is not among them may be anywhere.
    if (this.onMap) return true;
    return this.#findAction(elapsedMs);
  }

  /** Where the action is, once a ship that was followed has been missed for a while. */
  #findAction(elapsedMs: number): boolean {
    const target = this.#target;
    const scene = this.#scene;
    const { action } = scene.radar;
    if (action !== null && this.aim.type === "director" && this.sightings.find(action.player, target)) {
      this.#missedMs = 0;
      return true;
    }
    this.#missedMs += elapsedMs;
    target.vx = target.vy = 0;
    if (this.#hasLooked && this.#missedMs < MOURN_MS) return true;
    // Before the first radar: the server tells the nearest entities first.
    const near = action ?? scene.entities[0];
    if (near === undefined) return false;
    if (action !== null && this.sightings.find(action.player, target)) return true;
    target.x = near.x;
    target.y = near.y;
    return true;
  }

  #go(elapsedMs: number): void {
    const { camera } = this;
    const target = this.#target;
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      camera.cutZoom(camera.wantedHalfHeightM);
      return camera.cutTo(target.x, target.y, target.vx, target.vy);
    }
    const isDirected = this.aim.type === "director";
    // On a map there is no cut; a film that a director shows is none, from however high.
    const isMap = this.onMap && (!isDirected || this.direction.coming === null);
    const isFar = !isMap && camera.screensTo(target.x, target.y, this.#aspect) > (isDirected ? APART_SCREENS : FAR_SCREENS);
    if (!isFar) {
      this.#waitedMs = 0;
      return camera.glide(target, this.aim.type === "director" ? DIRECTED_HASTE : HASTE, elapsedMs / 1000);
    }
    this.#waitedMs += elapsedMs;
    if (this.#waitedMs <= WAIT_MS && !isTold(target, camera.halfHeightM, this.#scene)) return;
    camera.cutTo(target.x, target.y, target.vx, target.vy);
    if (this.aim.type === "director") camera.cutZoom(camera.wantedHalfHeightM);
  }

  #zoomOn(elapsedS: number): void {
    const before = this.camera.halfHeightM;
    this.camera.zoom(this.aim.type === "director" ? DIRECTED_ZOOM_HASTE : ZOOM_HASTE, elapsedS);
    this.#holdAnchor(before);
  }

  #holdAnchor(beforeM: number): void {
    const { camera } = this;
    const anchor = this.#anchor;
    const target = this.#target;
    const grownM = beforeM - camera.halfHeightM;
    if (!anchor.held || grownM === 0) return;
    camera.shift(anchor.x * grownM, anchor.y * grownM);
    target.x = camera.x;
    target.y = camera.y;
  }

  /** The player whose ship is at this point of the picture, 0 for nobody. */
  #playerAt(xPx: number, yPx: number, reachPx: number): number {
    const { camera, sightings } = this;
    const scene = this.#scene;
    const mPerPx = this.#mPerPx;
    const reachM = Math.max(CLICK_REACH_M, reachPx * mPerPx);
    return playerNear(camera.x + xPx * mPerPx, camera.y - yPx * mPerPx, reachM, scene, sightings);
  }
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}
