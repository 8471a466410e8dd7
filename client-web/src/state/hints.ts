// What a newcomer is told, one thing at a time, and when it is learnt.

import { delta } from "../torus";
import { Control, Flag, Gives, Kind, type Entity, type Scene } from "./scene";

/** The first three go away once they are done, the others once they have been read. */
export const HINTS = ["steer", "shoot", "stop", "shield", "rapidFire", "spreadShot", "pickedShield", "arrows", "lives"] as const;
export type Hint = (typeof HINTS)[number];

const OF_PICKUP: Readonly<Record<Gives, Hint>> = {
  [Gives.RapidFire]: "rapidFire",
  [Gives.SpreadShot]: "spreadShot",
  [Gives.Shield]: "pickedShield",
};

/** So long it takes to read one. */
const READ_MS = 7000;
/** Between two hints. */
const PAUSE_MS = 1500;
/** Who is slower than this has no need to stop. */
const FAST_MPS = 7;
/** Who lets the ship drift for so long knows how to coast. */
const COAST_MS = 1800;

export class Hints {
  readonly #learnt: Set<Hint>;
  #shown: Hint | null = null;
  #shownMs = 0;
  #pauseMs = Number.NEGATIVE_INFINITY;
  /** What has happened that a hint explains. */
  readonly #asked = new Set<Hint>();
  #turned = false;
  #thrust = false;
  #coastMs: number | null = null;
  #shielded = false;

  readonly #onLearn: (learnt: ReadonlySet<Hint>) => void;

  constructor(
    learnt: Iterable<Hint>,
    onLearn: (learnt: ReadonlySet<Hint>) => void,
  ) {
    this.#onLearn = onLearn;
    this.#learnt = new Set(learnt);
  }

  has(hint: Hint): boolean {
    return this.#learnt.has(hint);
  }

  /** The pilot has flown before. */
  skipAll(): void {
    for (const hint of HINTS) this.#learnt.add(hint);
    this.#shown = null;
    this.#onLearn(this.#learnt);
  }

  /** Notices what the pilot does, and says what to show now. */
  look(scene: Scene, nowMs: number): Hint | null {
    if (this.#learnt.size === HINTS.length) return null;
    const own = scene.phase.type === "flying" ? ownShip(scene) : null;
    if (own !== null) this.#notice(scene, own, nowMs);
    if (this.#shown !== null && this.#isOver(this.#shown, scene, nowMs)) this.#putAway(this.#shown, nowMs);
    // What was told in flight waits for the next ship, and makes room for what is told after a death.
    if (this.#shown !== null && !fits(this.#shown, scene)) this.#shown = null;
    if (this.#shown === null && nowMs - this.#pauseMs >= PAUSE_MS) this.#show(this.#next(scene, own), nowMs);
    return this.#shown;
  }

  #notice(scene: Scene, own: Entity, nowMs: number): void {
    const { controls } = own;
    this.#turned ||= (controls & (Control.Left | Control.Right)) !== 0;
    this.#thrust ||= (controls & Control.Thrust) !== 0;
    if (this.#turned && this.#thrust) this.#learn("steer");
    if ((controls & Control.Brake) !== 0) this.#learn("stop");
    this.#noticeCoasting(own, nowMs);
    const fired = hasFired(scene);
    if (fired) this.#learn("shoot");
    const shielded = (own.flags & Flag.Shield) !== 0;
    const cut = this.#shielded && !shielded && scene.tick < scene.you.spawnShieldUntil;
    if (cut && fired) this.#asked.add("shield");
    this.#shielded = shielded;
    for (const effect of scene.effects) {
      if (effect.type === "pickup" && effect.own) this.#asked.add(OF_PICKUP[effect.gives]);
    }
  }

  #noticeCoasting(own: Entity, nowMs: number): void {
    const coasts = (own.controls & Control.Thrust) === 0 && this.#thrust && Math.hypot(own.vx, own.vy) > FAST_MPS / 2;
    if (!coasts) this.#coastMs = null;
    else if (this.#coastMs === null) this.#coastMs = nowMs;
    else if (nowMs - this.#coastMs >= COAST_MS) this.#learn("stop");
  }

  /** What is to be told next, if anything. */
  #next(scene: Scene, own: Entity | null): Hint | null {
    if (scene.phase.type === "dead") return this.has("lives") || scene.you.lives === 0 ? null : "lives";
    if (own === null) return null;
    for (const hint of this.#asked) if (!this.has(hint)) return hint;
    for (const hint of HINTS) if (!this.has(hint) && this.#isDue(hint, scene, own)) return hint;
    return null;
  }

  #isDue(hint: Hint, scene: Scene, own: Entity): boolean {
    const flies = this.has("steer") && this.has("shoot");
    switch (hint) {
      case "steer":
      case "shoot":
        return true;
      case "stop":
        return flies && Math.hypot(own.vx, own.vy) > FAST_MPS;
      case "shield":
        return flies && scene.tick < scene.you.spawnShieldUntil;
      case "rapidFire":
      case "spreadShot":
      case "pickedShield":
        return flies && seesPickup(scene, hint);
      case "arrows":
        return flies && this.has("stop") && hasArrow(scene);
      case "lives":
        return false;
    }
  }

  /** Whether it need not be shown any longer. */
  #isOver(hint: Hint, scene: Scene, nowMs: number): boolean {
    if (this.has(hint)) return true;
    switch (hint) {
      case "steer":
      case "shoot":
      case "stop":
        return false;
      case "lives":
        return scene.phase.type === "flying";
      case "shield":
      case "rapidFire":
      case "spreadShot":
      case "pickedShield":
      case "arrows":
        return nowMs - this.#shownMs >= READ_MS;
    }
  }

  #show(hint: Hint | null, nowMs: number): void {
    this.#shown = hint;
    this.#shownMs = nowMs;
  }

  #putAway(hint: Hint, nowMs: number): void {
    this.#learn(hint);
    this.#shown = null;
    this.#pauseMs = nowMs;
  }

  #learn(hint: Hint): void {
    if (this.#learnt.has(hint)) return;
    this.#learnt.add(hint);
    this.#onLearn(this.#learnt);
  }
}

/** Whether this is the time for it. */
function fits(hint: Hint, { phase }: Scene): boolean {
  return phase.type === (hint === "lives" ? "dead" : "flying");
}

function ownShip({ entities, you }: Scene): Entity | null {
  for (const entity of entities) if (entity.id === you.shipId && entity.kind === Kind.Ship) return entity;
  return null;
}

function hasFired({ entities, ownPlayer }: Scene): boolean {
  for (const { kind, player } of entities) if (kind === Kind.Bullet && player === ownPlayer) return true;
  return false;
}

function seesPickup({ entities }: Scene, hint: Hint): boolean {
  for (const { kind, gives } of entities) if (kind === Kind.Pickup && OF_PICKUP[gives] === hint) return true;
  return false;
}

/** Whether an arrow shows at the edge of the screen. */
function hasArrow({ radar, camera, ownPlayer, worldWidthM, worldHeightM }: Scene): boolean {
  const isBeyond = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
    Math.abs(delta(camera.x, x, worldWidthM)) > camera.halfWidthM || Math.abs(delta(camera.y, y, worldHeightM)) > camera.halfHeightM;
  const { action, leader } = radar;
  return (action !== null && isBeyond(action)) || (leader !== null && leader.player !== ownPlayer && isBeyond(leader));
}
