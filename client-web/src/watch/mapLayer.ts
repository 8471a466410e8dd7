import type { Layer } from "../draw/layer";
import type { Pen } from "../draw/pen";
import type { LabelRoom } from "../draw/placement";
import type { Entity } from "../state/scene";
import { Density } from "./draw/density";
import { drawMarkers } from "./draw/eventMarkers";
import { NotableShips } from "./draw/notableShips";
import type { Markers } from "./markers";
import type { Watch } from "./watch";

/** What whoever watches sees besides ships: the room from above. */
export class MapLayer implements Layer {
  readonly #density = new Density();
  readonly #notables = new NotableShips();

  readonly #watch: Watch;
  readonly #markers: Markers;

  constructor(
    watch: Watch,
    markers: Markers,
  ) {
    this.#watch = watch;
    this.#markers = markers;
  }

  get ghosts(): readonly Entity[] {
    return this.#watch.overhead.ghosts;
  }

  get ghostly(): number {
    return this.#watch.overhead.ghostly;
  }

  get entities(): number {
    return 1 - this.#watch.overhead.shown;
  }

  drawUnder(pen: Pen): void {
    if (this.#watch.onMap) this.#density.drawRim(pen);
    this.#density.draw(pen, this.#watch.overhead);
  }

  drawOver(pen: Pen, room: LabelRoom): void {
    const { overhead, sightings, aim, onMap } = this.#watch;
    if (onMap) drawMarkers(pen, this.#markers.shown);
    if (overhead.shown === 0) return;
    this.#notables.draw(pen, sightings, overhead.shown, aim.type === "players" ? aim.players : [], room);
  }
}
