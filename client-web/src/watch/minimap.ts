// The whole room in a corner: where the picture is in it, and who is worth a
// look. A click goes there, or follows.

import { ink, playerInk } from "../draw/palette";
import { contextOf } from "../draw/renderer";
import { Mark } from "../protocol/overview";
import { Kind, type Scene } from "../state/scene";
import { isProgram } from "../state/ships";
import { LiveVisibility, add } from "../ui/dom";
import type { Target } from "./camera";
import { drawMarker } from "./draw/eventMarkers";
import type { Markers } from "./markers";
import { playerNear } from "./pick";
import type { Watch } from "./watch";

const WIDTH_PX = 150;
const DRAW_EVERY_MS = 200;
/** Half of a mark, in CSS pixels. */
const REACH = 1.25;
const NOBODY: readonly number[] = [];
const REACH_PX = 9;
const RIM = "#5f7fd6";

export class Minimap {
  readonly #canvas: HTMLCanvasElement;
  readonly #ctx: CanvasRenderingContext2D;
  readonly #visibility: LiveVisibility;
  readonly #at: Target = { x: 0, y: 0, vx: 0, vy: 0 };
  #drawnMs = -Infinity;
  #pxPerM = 0;

  readonly #scene: Scene;
  readonly #watch: Watch;
  readonly #markers: Markers;

  constructor(
    root: Element,
    scene: Scene,
    watch: Watch,
    markers: Markers,
  ) {
    this.#scene = scene;
    this.#watch = watch;
    this.#markers = markers;
    this.#canvas = add(root, "canvas", "minimap furniture");
    this.#canvas.setAttribute("role", "img");
    this.#canvas.ariaLabel = "The room";
    this.#ctx = contextOf(this.#canvas);
    this.#canvas.addEventListener("click", ({ offsetX, offsetY }) => this.#click(offsetX, offsetY));
    this.#visibility = new LiveVisibility(this.#canvas);
  }

  update(nowMs: number): void {
    const scene = this.#scene;
    const watch = this.#watch;
    // A map needs no map beside it.
    this.#visibility.set(scene.phase.type === "watching" && scene.worldWidthM > 0 && !watch.onMap);
    if (!this.#visibility.visible || nowMs - this.#drawnMs < DRAW_EVERY_MS) return;
    this.#drawnMs = nowMs;
    this.#fit();
    this.#draw(nowMs);
  }

  #fit(): void {
    const canvas = this.#canvas;
    const scene = this.#scene;
    const heightPx = Math.round((WIDTH_PX * scene.worldHeightM) / scene.worldWidthM);
    const width = Math.round(WIDTH_PX * devicePixelRatio);
    const height = Math.round(heightPx * devicePixelRatio);
    this.#pxPerM = WIDTH_PX / scene.worldWidthM;
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${WIDTH_PX}px`;
    canvas.style.height = `${heightPx}px`;
  }

  #draw(nowMs: number): void {
    const ctx = this.#ctx;
    const scene = this.#scene;
    const watch = this.#watch;
    const at = this.#at;
    ctx.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    ctx.clearRect(0, 0, WIDTH_PX, this.#heightPx);
    const { action, leader } = scene.radar;
    const followed = watch.aim.type === "players" ? watch.aim.players : NOBODY;
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    if (watch.sightings.fresh) {
      for (const notable of watch.sightings.rows) {
        watch.sightings.place(notable, at);
        const isLeader = (notable.marks & Mark.Leader) !== 0;
        if (isLeader || notable.worth > 0) this.#diamond(at.x, at.y, isLeader ? 2 * REACH : REACH);
        else this.#dot(at.x, at.y, playerInk((notable.marks & Mark.Person) === 0));
        if (followed.includes(notable.player)) this.#ring(at.x, at.y, ink.own);
      }
    } else {
      // A film tells of every ship.
      for (const { kind, player, x, y, flags } of scene.entities) {
        if (kind === Kind.Ship) this.#dot(x, y, playerInk(isProgram(flags)));
        if (player !== 0 && followed.includes(player)) this.#ring(x, y, ink.own);
      }
      if (leader !== null) this.#diamond(leader.x, leader.y, 2 * REACH);
    }
    if (action !== null) this.#ring(action.x, action.y, ink.flame);
    for (const marker of this.#markers.shown) drawMarker(ctx, marker, this.#pxX(marker.x), this.#pxY(marker.y), nowMs);
    this.#drawPicture();
  }

  #dot(x: number, y: number, colour: string): void {
    const ctx = this.#ctx;
    ctx.fillStyle = colour;
    ctx.fillRect(this.#pxX(x) - REACH, this.#pxY(y) - REACH, 2 * REACH, 2 * REACH);
  }

  /** Around the followed, and where most is going on. */
  #ring(x: number, y: number, colour: string): void {
    const ctx = this.#ctx;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.arc(this.#pxX(x), this.#pxY(y), 4 * REACH, 0, 2 * Math.PI);
    ctx.stroke();
  }

  /** The leader, and smaller whoever has a price on the head. */
  #diamond(x: number, y: number, reachPx: number): void {
    const ctx = this.#ctx;
    const px = this.#pxX(x);
    const py = this.#pxY(y);
    ctx.fillStyle = ink.bounty;
    ctx.beginPath();
    ctx.moveTo(px - reachPx, py);
    ctx.lineTo(px, py - 1.5 * reachPx);
    ctx.lineTo(px + reachPx, py);
    ctx.lineTo(px, py + 1.5 * reachPx);
    ctx.fill();
  }

  /** Where the picture is, on both sides of the seam if it lies across. */
  #drawPicture(): void {
    const ctx = this.#ctx;
    const scene = this.#scene;
    const pxPerM = this.#pxPerM;
    const { x, y, halfWidthM, halfHeightM } = scene.camera;
    ctx.strokeStyle = ink.own;
    ctx.globalAlpha = 0.9;
    ctx.lineWidth = 1;
    for (const worldX of [-1, 0, 1]) {
      for (const worldY of [-1, 0, 1]) {
        const left = this.#pxX(x - halfWidthM + worldX * scene.worldWidthM);
        const top = this.#pxY(y + halfHeightM + worldY * scene.worldHeightM);
        ctx.strokeRect(left, top, 2 * halfWidthM * pxPerM, 2 * halfHeightM * pxPerM);
      }
    }
    ctx.strokeStyle = RIM;
    ctx.globalAlpha = 0.5;
    ctx.strokeRect(0.5, 0.5, WIDTH_PX - 1, this.#heightPx - 1);
  }

  #click(xPx: number, yPx: number): void {
    const scene = this.#scene;
    const watch = this.#watch;
    const pxPerM = this.#pxPerM;
    const x = xPx / pxPerM - scene.worldWidthM / 2;
    const y = scene.worldHeightM / 2 - yPx / pxPerM;
    const nearest = playerNear(x, y, REACH_PX / pxPerM, scene, watch.sightings);
    if (nearest !== 0) watch.follow(nearest);
    else watch.visit(x, y);
  }

  get #heightPx(): number {
    return this.#scene.worldHeightM * this.#pxPerM;
  }

  #pxX(xM: number): number {
    return (xM + this.#scene.worldWidthM / 2) * this.#pxPerM;
  }

  #pxY(yM: number): number {
    return (this.#scene.worldHeightM / 2 - yM) * this.#pxPerM;
  }
}
