import type { Entity } from "../state/scene";
import type { Pen } from "./pen";
import type { LabelRoom } from "./placement";

/** Draws entities otherwise than one by one. */
export interface Painter {
  draw(pen: Pen, entities: readonly Entity[]): void;
}

/** What is drawn besides the scene. */
export interface Layer {
  /** Entities that are there no more and fade, and how much of them shows, 0 to 1. */
  readonly ghosts: readonly Entity[];
  readonly ghostly: number;
  /** How much of the scene's entities shows, 0 to 1. */
  readonly entities: number;
  /** Beneath the entities. */
  drawUnder(pen: Pen): void;
  /** Over them, beneath their labels. */
  drawOver(pen: Pen, room: LabelRoom): void;
}
