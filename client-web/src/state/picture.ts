// A client's picture of the world: one list of entities, kept true by frames
// and shown at a tick that is ahead of them.

import { advance, copyMotion, fireFrom, makeMotion, type Motion } from "../motion";
import { Reason, type Anchor, type Arrival, type Badge, type ControlChange, type Frame, type Shot, type Vanished } from "../protocol/frame";
import { Body } from "./body";
import type { Inputs } from "./inputs";
import type { Rules } from "./rules";
import { Control, Kind, type Effect, type You } from "./scene";
import { Trigger } from "./trigger";

/** In this time half of an error on the screen fades. */
const ERROR_HALF_LIFE_MS = 70;
/** No frame for so long, and time stands still. */
const AHEAD_TICKS_MAX = 128;
/** How far from the predicted one the server's shot may be and still be the same. */
const SAME_SHOT_TICKS = 8;
/** How much later than the next frame a shot may be told whose input was taken. */
const SHOT_MARGIN_TICKS = 2;
/** Effects wait for the next drawn frame; what nobody draws is dropped. */
const EFFECTS_MAX = 256;
const NOTHING: Frame = {
  ...{ type: "frame", tick: 0, paceTicks: 0, ack: 0, you: null, pong: null },
  ...{ controls: [], shots: [], arrivals: [], left: [], vanished: [], events: [], badges: [], anchors: [] },
};
const STEERING = Control.Thrust | Control.Left | Control.Right | Control.Brake;

export class Picture {
  readonly entities: Body[] = [];
  /** The pilot's own ship, null while it has none. */
  own: Body | null = null;
  /** The last whole tick shown. */
  tick = 0;
  frameTick = 0;
  /** What the last frame has destroyed. A bullet is when it hits; one whose shot was never told has a negative id. */
  readonly destroyed: Body[] = [];

  readonly #byId = new Map<number, Body>();
  readonly #bullets: Body[] = [];
  readonly #trigger: Trigger;
  readonly #before: Motion = makeMotion();
  readonly #scratch: Motion = makeMotion();
  readonly #muzzle: Motion = makeMotion();
  /** Bullets fired here that the server has not told yet; their ids are negative. */
  #unconfirmed: Body[] = [];
  #lastUnconfirmedId = 0;

  readonly #rules: Rules;
  readonly #ownPlayer: number;
  readonly #inputs: Inputs;
  readonly #you: Readonly<You>;
  readonly #effects: Effect[];
  readonly #onCorrection: (errorM: number) => void;

  constructor(
    rules: Rules,
    ownPlayer: number,
    inputs: Inputs,
    you: Readonly<You>,
    effects: Effect[],
    /** Is told how far an anchor moved an entity on the screen, in metres. */
    onCorrection: (errorM: number) => void,
  ) {
    this.#rules = rules;
    this.#ownPlayer = ownPlayer;
    this.#inputs = inputs;
    this.#you = you;
    this.#effects = effects;
    this.#onCorrection = onCorrection;
    this.#trigger = new Trigger(rules.gun);
  }

  find(id: number): Body | undefined {
    return this.#byId.get(id);
  }

  /** The name of a player whose ship is in the picture, or nothing. */
  nameOf(player: number): string {
    return this.entities.find((body) => body.kind === Kind.Ship && body.player === player)?.name ?? "";
  }

  /** Makes the picture true for the frame's tick, in the order of PROTOCOL.md. */
  apply(frame: Frame): void {
    if (frame.tick > this.tick) this.#stepTo(frame.tick);
    const late = this.#inputs.anyPendingBefore(frame.tick);
    this.#take(frame);
    for (const body of this.entities) {
      if (body.changed || (late && body === this.own)) this.#foresee(body);
    }
  }

  /** The same without a look at what is on the way: until `land` nothing of the picture can be shown. */
  leap(frame: Frame): void {
    this.tick = Math.max(this.tick, frame.tick);
    this.#take(frame);
  }

  /** Shows the picture at the tick to which it has leapt. */
  land(): void {
    for (const body of this.entities) {
      body.fresh = true;
      this.#foresee(body);
    }
  }

  #take(frame: Frame): void {
    this.frameTick = frame.tick;
    this.destroyed.length = 0;
    this.#inputs.acknowledge(frame.ack, frame.tick);
    for (const entity of frame.left) this.#forget(entity);
    for (const vanished of frame.vanished) this.#vanish(vanished);
    for (const arrival of frame.arrivals) this.#arrive(arrival);
    for (const happening of this.#happenings(frame)) happening.apply();
    for (const event of frame.events) {
      if (event.type === "jump") this.#reappear(event.ship);
    }
    for (const badge of frame.badges) this.#wear(badge);
    this.#giveUpShots();
    this.#forgetSpent();
    this.#sweep();
  }

  /** Shows the picture at a tick with its fraction. Returns the tick that is shown. */
  show(tick: number, elapsedMs: number): number {
    const bounded = Math.max(this.tick, Math.min(tick, this.frameTick + AHEAD_TICKS_MAX));
    this.#stepTo(Math.floor(bounded));
    const errorKept = 2 ** (-elapsedMs / ERROR_HALF_LIFE_MS);
    const part = bounded - this.tick;
    for (const body of this.entities) body.place(part, errorKept, this.#rules.space.torus);
    return bounded;
  }

  /** The pilot's inputs have changed at the tick that is shown. */
  steer(): void {
    const { own } = this;
    if (own === null) return;
    this.#foresee(own);
    this.#fire(own);
  }

  addEffect(effect: Effect): void {
    if (this.#effects.length < EFFECTS_MAX) this.#effects.push(effect);
  }

  /** Everything as the server has confirmed it, at the tick of the last frame: whoever begins with it sees the same. */
  keyframe(): Frame {
    const arrivals: Arrival[] = [];
    for (const body of this.#byId.values()) if (body.id > 0) arrivals.push(this.#arrivalOf(body));
    return { ...NOTHING, tick: this.frameTick, arrivals };
  }

  #arrivalOf(body: Body): Arrival {
    const { id, kind, player, name, flags, bounty, gear, look, seed, gives, expiresTick } = body;
    const isBullet = kind === Kind.Bullet;
    if (!isBullet) {
      // The way to here is gone once.
      this.#follow(body.base, body, this.frameTick);
      body.baseTick = Math.max(body.baseTick, this.frameTick);
    }
    return {
      ...{ entity: id, kind, motion: { ...body.base }, player, name, flags, bounty, gear, look, seed, gives },
      ageTicks: isBullet ? this.frameTick - body.baseTick : 0,
      controls: body.baseControls,
      leftTicks: kind === Kind.Pickup || kind === Kind.Warp ? expiresTick - this.frameTick : 0,
    };
  }

  #happenings(frame: Frame): { tick: number; order: number; apply: () => void }[] {
    return [
      ...frame.anchors.map((anchor) => ({ tick: anchor.tick, order: 0, apply: () => this.#anchor(anchor) })),
      ...frame.controls.map((change) => ({ tick: change.tick, order: 1, apply: () => this.#changeControls(change) })),
      ...frame.shots.map((shot) => ({ tick: shot.tick, order: 2, apply: () => this.#shoot(shot) })),
    ].sort((a, b) => a.tick - b.tick || a.order - b.order);
  }

  #forget(entity: number): Body | undefined {
    const body = this.#byId.get(entity);
    if (body === undefined) return undefined;
    this.#remove(body);
    if (body === this.own) this.own = null;
    return body;
  }

  #vanish({ entity, reason }: Vanished): void {
    const own = this.own?.id === entity;
    const body = this.#forget(entity);
    if (body === undefined || reason !== Reason.Destroyed) return;
    this.destroyed.push(body);
    const { kind, x, y, vx, vy } = body;
    if (kind === Kind.Bullet) this.addEffect({ type: "spark", x, y });
    else this.addEffect({ type: "explosion", kind, x, y, vx, vy, own });
  }

  #arrive(arrival: Arrival): void {
    const known = this.#byId.get(arrival.entity);
    const body = known?.kind === arrival.kind && !known.gone ? known : this.#add(arrival.entity, arrival.kind);
    if (known !== undefined && known !== body) known.gone = true;
    body.confirm(arrival.motion, this.frameTick - arrival.ageTicks, arrival.controls);
    body.name = arrival.name;
    body.describe(arrival);
    body.expiresTick = this.#expiresTick(arrival);
    if (arrival.kind === Kind.Ship && arrival.player === this.#ownPlayer) this.#takeOver(body);
  }

  #expiresTick({ kind, ageTicks, leftTicks }: Arrival): number {
    if (kind === Kind.Bullet) return this.frameTick - ageTicks + this.#rules.gun.bulletLifeTicks;
    return kind === Kind.Pickup || kind === Kind.Warp ? this.frameTick + leftTicks : Number.POSITIVE_INFINITY;
  }

  #takeOver(ship: Body): void {
    if (ship !== this.own) this.#trigger.spawn(this.#inputs.heldAt(this.frameTick));
    this.own = ship;
  }

  #anchor({ entity, tick, controls, motion }: Anchor): void {
    const body = this.#byId.get(entity);
    if (body === undefined) return;
    body.confirm(motion, tick, controls);
    body.anchored = true;
  }

  #changeControls({ ship, tick, controls }: ControlChange): void {
    const body = this.#byId.get(ship);
    if (body === undefined) return;
    this.#follow(body.base, body, tick);
    body.baseTick = Math.max(body.baseTick, tick);
    body.baseControls = controls;
    body.changed = true;
  }

  #shoot({ ship, tick, bullet, spread }: Shot): void {
    const shooter = this.#byId.get(ship);
    if (shooter === undefined) return;
    copyMotion(this.#scratch, shooter.base);
    this.#follow(this.#scratch, shooter, tick);
    const { gun, space } = this.#rules;
    fireFrom(this.#scratch, spread, gun, space.torus, this.#muzzle);
    const foreseen = shooter === this.own ? this.#takeUnconfirmed(tick, spread) : undefined;
    const body = foreseen ?? this.#add(bullet, Kind.Bullet);
    body.id = bullet;
    this.#byId.set(bullet, body);
    body.confirm(this.#muzzle, tick, 0);
    this.#launch(body, shooter, tick);
    if (shooter === this.own) this.#trigger.fired(tick, this.#you);
    if (foreseen === undefined && spread === 0) {
      this.addEffect({ type: "shot", x: this.#muzzle.x, y: this.#muzzle.y, own: shooter === this.own });
    }
  }

  /** A jump through hyperspace is neither an error nor to be smoothed. */
  #reappear(ship: number): void {
    const body = this.#byId.get(ship);
    if (body === undefined) return;
    body.snap();
    body.fresh = true;
  }

  #wear({ ship, flags, bounty, gear, look }: Badge): void {
    const body = this.#byId.get(ship);
    if (body === undefined) return;
    Object.assign(body, { flags, bounty, gear, look });
  }

  #fire(own: Body): void {
    const isOwnBullet = (body: Body): boolean => body.kind === Kind.Bullet && body.player === own.player;
    const inFlight = this.entities.reduce((count, body) => count + (isOwnBullet(body) ? 1 : 0), 0);
    const spreads = this.#trigger.pull(this.tick, this.#inputs.heldAt(this.tick), this.#you, inFlight);
    for (const spread of spreads) {
      const { gun, space } = this.#rules;
      fireFrom(own.now, spread, gun, space.torus, this.#muzzle);
      this.#lastUnconfirmedId -= 1;
      const body = this.#add(this.#lastUnconfirmedId, Kind.Bullet);
      body.confirm(this.#muzzle, this.tick, 0);
      body.spread = spread;
      this.#launch(body, own, this.tick);
      this.#foresee(body);
      this.#unconfirmed.push(body);
      if (spread === 0) this.addEffect({ type: "shot", x: this.#muzzle.x, y: this.#muzzle.y, own: true });
    }
  }

  #launch(bullet: Body, shooter: Body, tick: number): void {
    bullet.player = shooter.player;
    bullet.expiresTick = tick + this.#rules.gun.bulletLifeTicks;
  }

  /** The bullet fired here that the server now tells of. */
  #takeUnconfirmed(tick: number, spread: number): Body | undefined {
    const index = this.#unconfirmed.findIndex(
      (body) => !body.gone && body.spread === spread && Math.abs(body.firedTick(this.#rules.gun) - tick) <= SAME_SHOT_TICKS,
    );
    const body = this.#unconfirmed[index];
    if (body === undefined) return undefined;
    this.#unconfirmed.splice(index, 1);
    this.#byId.delete(body.id);
    return body;
  }

  /** Bullets that the server should have told of by now hit at the muzzle, or were never fired. */
  #giveUpShots(): void {
    this.#unconfirmed = this.#unconfirmed.filter((body) => {
      const fired = body.firedTick(this.#rules.gun);
      const taken = !this.#inputs.anyPendingBefore(fired + 1);
      const waitTicks = taken ? this.#rules.sendEveryTicks + SHOT_MARGIN_TICKS : SAME_SHOT_TICKS;
      if (this.frameTick < fired + waitTicks) return true;
      if (taken) {
        this.addEffect({ type: "spark", x: body.base.x, y: body.base.y });
        this.destroyed.push(body);
      }
      this.#remove(body);
      return false;
    });
  }

  #add(id: number, kind: Kind): Body {
    const rules = this.#rules.kinds[kind];
    if (rules === undefined) throw new RangeError(`the welcome has no kind ${kind}`);
    const body = new Body(id, kind, rules.radiusM, rules.dynamics);
    this.#byId.set(id, body);
    this.entities.push(body);
    if (kind === Kind.Bullet) this.#bullets.push(body);
    return body;
  }

  #remove(body: Body): void {
    body.gone = true;
    // Another may have its id by now.
    if (this.#byId.get(body.id) === body) this.#byId.delete(body.id);
  }

  /** Takes what is gone out of the list, and bullets that no longer fly at the tick shown. */
  #sweep(): void {
    let kept = 0;
    for (const body of this.entities) {
      body.gone ||= body.isSpent(this.tick);
      if (!body.gone) this.entities[kept++] = body;
    }
    this.entities.length = kept;
  }

  /** Bullets that no longer fly at the frame's tick: until then it could still be told that they hit. */
  #forgetSpent(): void {
    let kept = 0;
    for (const body of this.#bullets) {
      if (body.isSpent(this.frameTick)) this.#remove(body);
      else if (this.#byId.get(body.id) === body) this.#bullets[kept++] = body;
    }
    this.#bullets.length = kept;
  }

  /** Takes a motion of the body at its base's tick to a later tick, as the server has confirmed it. */
  #follow(motion: Motion, body: Body, tick: number): void {
    for (let t = body.baseTick; t < tick; t++) advance(motion, body.baseControls, body.dynamics, this.#rules.space);
  }

  /** Works out anew what to show from what is confirmed. */
  #foresee(body: Body): void {
    const { now, next, dynamics } = body;
    copyMotion(this.#before, now);
    copyMotion(now, body.base);
    for (let tick = body.baseTick; tick < this.tick; tick++) {
      advance(now, this.#controlsAt(body, tick), dynamics, this.#rules.space);
    }
    body.controls = this.#controlsAt(body, this.tick) & STEERING;
    copyMotion(next, now);
    advance(next, body.controls, dynamics, this.#rules.space);
    if (body.fresh) body.place(0, 0, this.#rules.space.torus);
    else {
      const errorM = body.absorb(this.#before, this.#rules.space.torus);
      if (body.anchored) this.#onCorrection(errorM);
    }
    body.fresh = false;
    body.changed = false;
    body.anchored = false;
  }

  #controlsAt(body: Body, tick: number): number {
    // By the frame's tick the server has taken what it has acknowledged, and nothing else.
    const foreseen = body === this.own && tick >= this.frameTick;
    return foreseen ? this.#inputs.controlsAt(tick, body.baseControls) : body.baseControls;
  }

  #stepTo(tick: number): void {
    if (this.entities.length === 0) this.tick = Math.max(this.tick, tick);
    while (this.tick < tick) this.#step();
  }

  #step(): void {
    this.tick += 1;
    for (const body of this.entities) {
      copyMotion(body.now, body.next);
      body.controls = this.#controlsAt(body, this.tick) & STEERING;
      advance(body.next, body.controls, body.dynamics, this.#rules.space);
    }
    this.#sweep();
    if (this.own !== null) this.#fire(this.own);
  }
}
