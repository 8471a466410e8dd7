// The live room behind the start screen: the camera glides along with the ship
// that the action is around.

import type { Lookout } from "./lookout";
import type { Focus } from "./protocol/to_server";
import type { Scene } from "./state/scene";
import { shipOf } from "./state/ships";
import { delta, wrap } from "./torus";
import { fitView, wishedView, type Extent } from "./viewport";
import { ACTION } from "./wishes";

/** In this time the camera glides half the way to what it is to show. */
const GLIDE_HALF_LIFE_MS = 250;
/** The picture comes a moment after another ship has been asked for: until then the camera stays. */
const WAIT_FOR_SHIP_MS = 800;
/** A target that moves further than this from one frame to the next has jumped. */
const JUMP_M = 3;

export class Backdrop implements Lookout {
  readonly focus = ACTION;
  #targetX = 0;
  #targetY = 0;
  #offsetX = 0;
  #offsetY = 0;
  /** For how long there has been no ship to follow. */
  #missedMs = 0;
  #hasLooked = false;

  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** The very ship that the camera follows, once it is known. */
  get asked(): Focus {
    const { action } = this.#scene.radar;
    return action === null ? ACTION : { type: "player", player: action.player };
  }

  wish(widthPx: number, heightPx: number): Extent {
    return wishedView(widthPx, heightPx, 1);
  }

  fit(granted: Extent, widthPx: number, heightPx: number): void {
    Object.assign(this.#scene.camera, fitView(granted, widthPx, heightPx));
  }

  hear(): void {
    // It has no use for what is elsewhere.
  }

  begin(): void {
    this.#hasLooked = false;
  }

  look(elapsedMs: number): void {
    const { action } = this.#scene.radar;
    const ship = action === null ? undefined : shipOf(this.#scene, action.player);
    this.#missedMs = ship === undefined ? this.#missedMs + elapsedMs : 0;
    if (ship === undefined && this.#missedMs < WAIT_FOR_SHIP_MS && this.#hasLooked) {
      return this.#glideTo(this.#targetX, this.#targetY, elapsedMs);
    }
    // Before the first radar: the server tells the nearest entities first.
    const target = ship ?? action ?? this.#scene.entities[0];
    if (target !== undefined) this.#glideTo(target.x, target.y, elapsedMs);
  }

  #glideTo(x: number, y: number, elapsedMs: number): void {
    this.#hasLooked = true;
    const { camera, worldWidthM, worldHeightM } = this.#scene;
    const jumpX = delta(x, this.#targetX, worldWidthM);
    const jumpY = delta(y, this.#targetY, worldHeightM);
    if (Math.hypot(jumpX, jumpY) > JUMP_M) this.#absorb(jumpX, jumpY);
    const kept = 2 ** (-elapsedMs / GLIDE_HALF_LIFE_MS);
    this.#offsetX *= kept;
    this.#offsetY *= kept;
    this.#targetX = x;
    this.#targetY = y;
    camera.x = wrap(x + this.#offsetX, worldWidthM);
    camera.y = wrap(y + this.#offsetY, worldHeightM);
  }

  /** Further than a screen away there is nothing to be seen on the way. */
  #absorb(jumpX: number, jumpY: number): void {
    const { halfWidthM, halfHeightM } = this.#scene.camera;
    const far = Math.abs(jumpX) > 2 * halfWidthM || Math.abs(jumpY) > 2 * halfHeightM;
    this.#offsetX = far ? 0 : this.#offsetX + jumpX;
    this.#offsetY = far ? 0 : this.#offsetY + jumpY;
  }
}
