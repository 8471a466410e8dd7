// A spectator's hand: click a ship or use the arrow keys to follow a player,
// drag to pan, wheel or pinch to zoom, Escape to go back to the action.

import type { Focus } from "./protocol/to_server";
import { Kind, type Entity, type Scene } from "./state/scene";
import { delta, wrap } from "./torus";

const ZOOM_MIN = 0.5;
const ZOOM_MAX = 2;
const ZOOM_PER_WHEEL_PX = 0.001;
/** A hand that moves less than this has clicked. */
const CLICK_PX = 5;
/** How far beside a ship a click may be. */
const CLICK_REACH_M = 3;

export class Spectator {
  focus: Focus = { type: "action" };
  /** How much wider and higher the view is than a pilot's. */
  zoom = 1;
  /** What points at the picture, by its number. */
  private readonly fingers = new Map<number, { x: number; y: number }>();
  private pressed: { x: number; y: number; moved: boolean } | null = null;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly scene: Scene,
    private readonly onChange: () => void,
  ) {
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("pointermove", (event) => this.drag(event));
    canvas.addEventListener("pointerup", (event) => this.release(event));
    canvas.addEventListener("pointercancel", ({ pointerId }) => this.lift(pointerId));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    addEventListener("keydown", (event) => this.key(event));
  }

  /** Looks at the action again, as every spectator does at first. */
  reset(): void {
    this.zoom = 1;
    this.focus = { type: "action" };
  }

  private get watching(): boolean {
    return this.scene.phase.type === "watching";
  }

  private press(event: PointerEvent): void {
    if (!this.watching || event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    // More than one of them pinch.
    this.pressed = this.fingers.size > 1 ? null : { x: event.clientX, y: event.clientY, moved: false };
  }

  private drag(event: PointerEvent): void {
    this.pinch(event);
    const { pressed, scene } = this;
    if (pressed === null) return;
    const dxPx = event.clientX - pressed.x;
    const dyPx = event.clientY - pressed.y;
    if (!pressed.moved && Math.hypot(dxPx, dyPx) < CLICK_PX) return;
    this.pressed = { x: event.clientX, y: event.clientY, moved: true };
    const mPerPx = this.mPerPx();
    this.look({
      type: "point",
      x: wrap(scene.camera.x - dxPx * mPerPx, scene.worldWidthM),
      y: wrap(scene.camera.y + dyPx * mPerPx, scene.worldHeightM),
    });
  }

  private release(event: PointerEvent): void {
    const clicked = this.pressed !== null && !this.pressed.moved;
    this.lift(event.pointerId);
    if (!clicked) return;
    const ship = this.shipAt(event);
    if (ship !== undefined) this.look({ type: "player", player: ship.player });
  }

  private wheel(event: WheelEvent): void {
    if (!this.watching) return;
    event.preventDefault();
    this.zoomBy(Math.exp(event.deltaY * ZOOM_PER_WHEEL_PX));
  }

  /** Two fingers that part bring the picture closer. */
  private pinch({ pointerId, clientX, clientY }: PointerEvent): void {
    const finger = this.fingers.get(pointerId);
    if (finger === undefined) return;
    const beforePx = this.spreadPx();
    Object.assign(finger, { x: clientX, y: clientY });
    if (this.fingers.size === 2) this.zoomBy(beforePx / this.spreadPx());
  }

  private spreadPx(): number {
    const [one, other] = this.fingers.values();
    return one && other ? Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)) : 1;
  }

  private lift(pointerId: number): void {
    this.fingers.delete(pointerId);
    this.pressed = null;
  }

  private zoomBy(factor: number): void {
    this.zoom = Math.min(ZOOM_MAX, Math.max(ZOOM_MIN, this.zoom * factor));
    this.onChange();
  }

  private key(event: KeyboardEvent): void {
    if (!this.watching || event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    if (event.key === "ArrowRight" || event.key === "ArrowDown") this.followNext(1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") this.followNext(-1);
    else if (event.key === "Escape") this.look({ type: "action" });
  }

  /** Goes through the players of the leaderboard, best first. */
  private followNext(step: number): void {
    const { focus } = this;
    const rows = this.scene.leaderboard;
    if (rows.length === 0) return;
    const followed = focus.type === "player" ? rows.findIndex(({ player }) => player === focus.player) : -1;
    const from = followed === -1 && step < 0 ? 0 : followed;
    const row = rows[(from + step + rows.length) % rows.length];
    if (row !== undefined) this.look({ type: "player", player: row.player });
  }

  private look(focus: Focus): void {
    this.focus = focus;
    this.onChange();
  }

  private shipAt(event: PointerEvent): Entity | undefined {
    const { scene } = this;
    const mPerPx = this.mPerPx();
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const x = scene.camera.x + (event.clientX - left - width / 2) * mPerPx;
    const y = scene.camera.y - (event.clientY - top - height / 2) * mPerPx;
    let nearest: Entity | undefined;
    let nearestM = CLICK_REACH_M;
    for (const entity of scene.entities) {
      if (entity.kind !== Kind.Ship) continue;
      const distanceM = Math.hypot(delta(x, entity.x, scene.worldWidthM), delta(y, entity.y, scene.worldHeightM));
      if (distanceM >= nearestM) continue;
      nearest = entity;
      nearestM = distanceM;
    }
    return nearest;
  }

  private mPerPx(): number {
    return (2 * this.scene.camera.halfHeightM) / this.canvas.clientHeight;
  }
}
