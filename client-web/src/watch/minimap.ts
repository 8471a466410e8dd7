// The whole room in a corner: where the picture is in it, and who is worth a
// look. A click goes there, or follows.

import { ink, playerInk, shipInk } from "../draw/palette";
import { Chart } from "../map/chart";
import { Mark } from "../protocol/overview";
import { Kind, type Scene } from "../state/scene";
import { LiveVisibility } from "../ui/dom";
import type { Target } from "./camera";
import { drawMarker } from "./draw/eventMarkers";
import type { Markers } from "./markers";
import { playerNear } from "./pick";
import type { Watch } from "./watch";
import { t } from "../words";

const DRAW_EVERY_MS = 200;
const NOBODY: readonly number[] = [];
const REACH_PX = 9;

export class Minimap {
  readonly #chart: Chart;
  readonly #visibility: LiveVisibility;
  readonly #at: Target = { x: 0, y: 0, vx: 0, vy: 0 };
  #drawnMs = -Infinity;

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
    this.#chart = new Chart(root, "", t.map, scene);
    const { canvas } = this.#chart;
    canvas.addEventListener("click", ({ offsetX, offsetY }) => this.#click(offsetX, offsetY));
    this.#visibility = new LiveVisibility(canvas);
  }

  update(nowMs: number): void {
    const scene = this.#scene;
    const watch = this.#watch;
    // A map needs no map beside it.
    this.#visibility.set(scene.phase.type === "watching" && scene.worldWidthM > 0 && !watch.onMap);
    if (!this.#visibility.visible || nowMs - this.#drawnMs < DRAW_EVERY_MS) return;
    this.#drawnMs = nowMs;
    this.#draw(nowMs);
  }

  #draw(nowMs: number): void {
    const chart = this.#chart;
    const scene = this.#scene;
    const watch = this.#watch;
    const at = this.#at;
    chart.clear();
    const { action, leader, occasion } = scene.radar;
    const followed = watch.aim.type === "players" ? watch.aim.players : NOBODY;
    if (watch.sightings.fresh) {
      for (const notable of watch.sightings.rows) {
        watch.sightings.place(notable, at);
        const isLeader = (notable.marks & Mark.Leader) !== 0;
        if (isLeader || notable.worth > 0) chart.diamond(at.x, at.y, isLeader);
        else chart.dot(at.x, at.y, playerInk((notable.marks & Mark.Person) === 0));
        if (followed.includes(notable.player)) chart.ring(at.x, at.y, ink.own);
      }
    } else {
      // A film tells of every ship.
      for (const { kind, player, x, y, flags } of scene.entities) {
        if (kind === Kind.Ship) chart.dot(x, y, shipInk(flags));
        if (player !== 0 && followed.includes(player)) chart.ring(x, y, ink.own);
      }
      if (leader !== null) chart.diamond(leader.x, leader.y, true);
    }
    if (action !== null) chart.ring(action.x, action.y, ink.flame);
    if (occasion !== null) chart.cross(occasion.x, occasion.y, ink.light);
    for (const marker of this.#markers.shown) drawMarker(chart.ctx, marker, chart.pxX(marker.x), chart.pxY(marker.y), nowMs);
    chart.drawPicture();
  }

  #click(xPx: number, yPx: number): void {
    const scene = this.#scene;
    const watch = this.#watch;
    const { pxPerM } = this.#chart;
    const x = xPx / pxPerM - scene.worldWidthM / 2;
    const y = scene.worldHeightM / 2 - yPx / pxPerM;
    const nearest = playerNear(x, y, REACH_PX / pxPerM, scene, watch.sightings);
    if (nearest !== 0) watch.follow(nearest);
    else watch.visit(x, y);
  }
}
