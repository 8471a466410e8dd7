// Where the middle of the screen is: at the own ship, or at what a spectator
// has chosen.

import type { Focus } from "./protocol/to_server";
import { Kind, type Entity, type Scene } from "./state/scene";
import { delta, wrap } from "./torus";

/** In this time the camera glides half the way to what it is to show. */
const GLIDE_HALF_LIFE_MS = 250;
/** The picture comes a moment after the camera has asked for another ship: until then it stays. */
const WAIT_FOR_SHIP_MS = 800;
/** A target that moves further than this from one frame to the next has jumped. */
const JUMP_M = 3;

export class Camera {
  private targetX = 0;
  private targetY = 0;
  private offsetX = 0;
  private offsetY = 0;
  /** For how long there has been no ship to follow. */
  private missedMs = 0;
  private hasLooked = false;

  constructor(private readonly scene: Scene) {}

  /** Keeps the pilot's ship in the middle, and stays where it was when there is none. */
  followOwn(ship: Entity | null): void {
    if (ship === null) return;
    this.lookAt(ship.x, ship.y);
  }

  /** Glides to what a spectator wants to see. */
  followFocus(focus: Focus, elapsedMs: number): void {
    if (focus.type === "point") return this.lookAt(focus.x, focus.y);
    const { action } = this.scene.radar;
    const player = focus.type === "player" ? focus.player : action?.player;
    const ship = player === undefined ? undefined : this.shipOf(player);
    this.missedMs = ship === undefined ? this.missedMs + elapsedMs : 0;
    if (ship === undefined && this.missedMs < WAIT_FOR_SHIP_MS && this.hasLooked) {
      return this.glideTo(this.targetX, this.targetY, elapsedMs);
    }
    // Before the first radar: the server tells the nearest entities first.
    const target = ship ?? action ?? this.scene.entities[0];
    if (target !== undefined) this.glideTo(target.x, target.y, elapsedMs);
  }

  private lookAt(x: number, y: number): void {
    const { camera } = this.scene;
    camera.x = this.targetX = x;
    camera.y = this.targetY = y;
    this.offsetX = 0;
    this.offsetY = 0;
  }

  private glideTo(x: number, y: number, elapsedMs: number): void {
    this.hasLooked = true;
    const { camera, worldWidthM, worldHeightM } = this.scene;
    const jumpX = delta(x, this.targetX, worldWidthM);
    const jumpY = delta(y, this.targetY, worldHeightM);
    if (Math.hypot(jumpX, jumpY) > JUMP_M) this.absorb(jumpX, jumpY);
    const kept = 2 ** (-elapsedMs / GLIDE_HALF_LIFE_MS);
    this.offsetX *= kept;
    this.offsetY *= kept;
    this.targetX = x;
    this.targetY = y;
    camera.x = wrap(x + this.offsetX, worldWidthM);
    camera.y = wrap(y + this.offsetY, worldHeightM);
  }

  /** Further than a screen away there is nothing to be seen on the way. */
  private absorb(jumpX: number, jumpY: number): void {
    const { halfWidthM, halfHeightM } = this.scene.camera;
    const far = Math.abs(jumpX) > 2 * halfWidthM || Math.abs(jumpY) > 2 * halfHeightM;
    this.offsetX = far ? 0 : this.offsetX + jumpX;
    this.offsetY = far ? 0 : this.offsetY + jumpY;
  }

  private shipOf(player: number): Entity | undefined {
    return this.scene.entities.find((entity) => entity.kind === Kind.Ship && entity.player === player);
  }
}
