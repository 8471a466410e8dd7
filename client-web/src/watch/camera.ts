// A camera in the room: it glides after what it is to show, across the seam
// too, and never jumps but when it is told to cut.

import { delta, wrap } from "../torus";

/** What the camera is to show in the middle of the picture, and how fast that moves. */
export interface Target {
  x: number;
  y: number;
  vx: number;
  vy: number;
}

/** The space that the camera is in. */
export interface Room {
  readonly worldWidthM: number;
  readonly worldHeightM: number;
}

/** From one frame to the next no more time passes than this: a page that slept does not fling its camera. */
const STEP_S_MAX = 1;
/** Nearer than this on the screen it is there; the rest of the way nobody sees. */
const THERE = 1e-3;

/** A number that comes to rest where it is wanted, without going beyond it: a spring that is damped just enough. */
class Spring {
  value = 0;
  /** A second. */
  speed = 0;

  /** Moves towards 0. `haste` is how hard it is pulled, a second. */
  relax(haste: number, elapsedS: number): void {
    const pull = this.speed + haste * this.value;
    const kept = Math.exp(-haste * elapsedS);
    this.value = (this.value + pull * elapsedS) * kept;
    this.speed = (this.speed - haste * pull * elapsedS) * kept;
  }
}

export class Camera {
  /** The middle of the picture, in metres. */
  x = 0;
  y = 0;
  /** Half of what the picture is high, in metres. */
  halfHeightM: number;
  /** Where it zooms to. */
  wantedHalfHeightM: number;
  #vx = 0;
  #vy = 0;
  /** Of the logarithm of the height: each moment the picture grows by a part. */
  #zoomSpeed = 0;
  readonly #spring = new Spring();

  readonly #room: Room;

  constructor(
    room: Room,
    halfHeightM: number,
  ) {
    this.#room = room;
    this.halfHeightM = halfHeightM;
    this.wantedHalfHeightM = halfHeightM;
  }

  /** Is at once where it is to be, and rests there. */
  cutTo(x: number, y: number, vx = 0, vy = 0): void {
    this.x = x;
    this.y = y;
    this.#vx = vx;
    this.#vy = vy;
  }

  /** The height is at once this. */
  cutZoom(halfHeightM: number): void {
    this.halfHeightM = this.wantedHalfHeightM = halfHeightM;
    this.#zoomSpeed = 0;
  }

  /** Glides with something that moves. Its own speed never jumps, whatever that does. */
  glide({ x, y, vx, vy }: Readonly<Target>, haste: number, elapsedS: number): void {
    const spring = this.#spring;
    const room = this.#room;
    const dtS = Math.min(elapsedS, STEP_S_MAX);
    spring.value = delta(x, wrap(this.x + vx * dtS, room.worldWidthM), room.worldWidthM);
    spring.speed = this.#vx - vx;
    spring.relax(haste, dtS);
    this.x = wrap(x + spring.value, room.worldWidthM);
    this.#vx = vx + spring.speed;
    spring.value = delta(y, wrap(this.y + vy * dtS, room.worldHeightM), room.worldHeightM);
    spring.speed = this.#vy - vy;
    spring.relax(haste, dtS);
    this.y = wrap(y + spring.value, room.worldHeightM);
    this.#vy = vy + spring.speed;
  }

  /** Zooms on. Returns how many times as high the picture is as it was. */
  zoom(haste: number, elapsedS: number): number {
    const spring = this.#spring;
    const before = this.halfHeightM;
    spring.value = Math.log(before / this.wantedHalfHeightM);
    spring.speed = this.#zoomSpeed;
    spring.relax(haste, Math.min(elapsedS, STEP_S_MAX));
    const there = Math.abs(spring.value) < THERE && Math.abs(spring.speed) < THERE;
    this.halfHeightM = there ? this.wantedHalfHeightM : this.wantedHalfHeightM * Math.exp(spring.value);
    this.#zoomSpeed = there ? 0 : spring.speed;
    return this.halfHeightM / before;
  }

  /** Moves with the picture under a finger. */
  shift(dxM: number, dyM: number): void {
    this.cutTo(wrap(this.x + dxM, this.#room.worldWidthM), wrap(this.y + dyM, this.#room.worldHeightM));
  }

  /** How many half screens a point is away, along the axis on which that is more. */
  screensTo(x: number, y: number, aspect: number): number {
    const dx = Math.abs(delta(this.x, x, this.#room.worldWidthM)) / (this.halfHeightM * aspect);
    const dy = Math.abs(delta(this.y, y, this.#room.worldHeightM)) / this.halfHeightM;
    return Math.max(dx, dy);
  }
}
