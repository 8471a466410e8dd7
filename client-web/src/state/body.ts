// One entity of the picture: what the server has confirmed, what is shown at
// the whole ticks around now, and the fading error between the two.

import { copyMotion, makeMotion, type Dynamics, type Motion } from "../motion";
import type { Gun } from "../protocol/welcome";
import { delta, wrap, type Torus } from "../torus";
import { Kind, type Entity, type Gives } from "./scene";

/** A larger error is a jump, not an error: it is shown at once. */
const SNAP_M = 6;
/** Errors below these cannot be seen. */
const INVISIBLE_M = 1e-3;
const INVISIBLE_RAD = 1e-3;

export class Body implements Entity {
  x = 0;
  y = 0;
  cos = 1;
  sin = 0;
  vx = 0;
  vy = 0;
  controls = 0;
  player = 0;
  name = "";
  flags = 0;
  bounty = 0;
  gear = 0;
  look = 0;
  seed = 0;
  gives: Gives = 0;
  expiresTick = Number.POSITIVE_INFINITY;

  /** The motion that the server has confirmed, at a tick, and what is held from then on. */
  readonly base: Motion = makeMotion();
  baseTick = 0;
  baseControls = 0;
  /** The motion at the last whole tick shown, and one tick later. */
  readonly now: Motion = makeMotion();
  readonly next: Motion = makeMotion();
  /** To which side it was fired (see `fireFrom`). Bullets only. */
  spread = 0;
  /** Not yet shown, so that nothing on the screen can jump. */
  fresh = true;
  /** The base is no longer the one that `now` was made from. */
  changed = true;
  /** The last change was an anchor. */
  anchored = false;
  /** No longer in the picture's list, or to be swept out of it. */
  gone = false;

  #errorX = 0;
  #errorY = 0;
  #errorRad = 0;

  constructor(
    public id: number,
    readonly kind: Kind,
    readonly radiusM: number,
    readonly dynamics: Dynamics,
  ) {}

  /** A bullet no longer flies at this tick. */
  isSpent(tick: number): boolean {
    return this.kind === Kind.Bullet && tick >= this.expiresTick;
  }

  /** The tick at which a bullet was fired. */
  firedTick({ bulletLifeTicks }: Gun): number {
    return this.expiresTick - bulletLifeTicks;
  }

  /** Takes over what an arrival says of it besides its motion. */
  describe({ flags, bounty, gear, look, seed, gives, player }: Pick<Entity, "flags" | "bounty" | "gear" | "look" | "seed" | "gives" | "player">): void {
    this.flags = flags;
    this.bounty = bounty;
    this.gear = gear;
    this.look = look;
    this.seed = seed;
    this.gives = gives;
    this.player = player;
  }

  /** The server says that this is the motion at a tick, and that these controls are held from then on. */
  confirm(motion: Readonly<Motion>, tick: number, controls: number): void {
    copyMotion(this.base, motion);
    this.baseTick = tick;
    this.baseControls = controls;
    this.changed = true;
  }

  /**
   * Keeps what is drawn where it was although `now` has replaced the motion
   * `before`; the error fades. Returns how far it is, in metres.
   */
  absorb(before: Readonly<Motion>, torus: Torus): number {
    const dx = delta(this.now.x, before.x, torus.widthM);
    const dy = delta(this.now.y, before.y, torus.heightM);
    this.#errorX += dx;
    this.#errorY += dy;
    this.#errorRad += Math.atan2(
      this.now.cos * before.sin - this.now.sin * before.cos,
      this.now.cos * before.cos + this.now.sin * before.sin,
    );
    if (Math.hypot(this.#errorX, this.#errorY) > SNAP_M) this.snap();
    return Math.hypot(dx, dy);
  }

  /** Shows the entity at once where it is. */
  snap(): void {
    this.#errorX = 0;
    this.#errorY = 0;
    this.#errorRad = 0;
  }

  /** Puts the entity where to draw it: this part of the way from `now` to `next`, plus what is left of the error. */
  place(part: number, errorKept: number, torus: Torus): void {
    const { now, next } = this;
    this.#fade(errorKept);
    this.x = wrap(now.x + delta(now.x, next.x, torus.widthM) * part + this.#errorX, torus.widthM);
    this.y = wrap(now.y + delta(now.y, next.y, torus.heightM) * part + this.#errorY, torus.heightM);
    this.vx = now.vx;
    this.vy = now.vy;
    this.#turnTo(now.cos + (next.cos - now.cos) * part, now.sin + (next.sin - now.sin) * part);
  }

  #fade(kept: number): void {
    this.#errorX = Math.abs(this.#errorX) < INVISIBLE_M ? 0 : this.#errorX * kept;
    this.#errorY = Math.abs(this.#errorY) < INVISIBLE_M ? 0 : this.#errorY * kept;
    this.#errorRad = Math.abs(this.#errorRad) < INVISIBLE_RAD ? 0 : this.#errorRad * kept;
  }

  #turnTo(x: number, y: number): void {
    const length = Math.sqrt(x * x + y * y) || 1;
    const cos = x / length;
    const sin = y / length;
    if (this.#errorRad === 0) {
      this.cos = cos;
      this.sin = sin;
      return;
    }
    const errorCos = Math.cos(this.#errorRad);
    const errorSin = Math.sin(this.#errorRad);
    this.cos = cos * errorCos - sin * errorSin;
    this.sin = sin * errorCos + cos * errorSin;
  }
}
