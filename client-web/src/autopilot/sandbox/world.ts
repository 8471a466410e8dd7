// A small world by the rules of the game, for one ship and those that it meets. The same seed and the same controls give
// the same world.

import { fireFrom, makeMotion, type Motion } from "../../motion";
import { Control, Gives, Kind } from "../../protocol/table";
import { Chance } from "./chance";
import { friendAt } from "./friend";
import { bounce, isTouching, strike } from "./meeting";
import { Pilot } from "./pilot";
import { Rival } from "./rival";
import { apart, drifting, someSize } from "./rock";
import * as rules from "./rules";
import { act } from "./saucer";
import { SCENARIOS, type ScenarioName } from "./scenario";
import { Ship } from "./ship";
import { SIDE_M, SPACE, along, lengthOf, motionAt, move, way, type Vector } from "./space";
import { radiusOf, type Bullet, type Pickup, type Saucer, type Thing } from "./thing";

const GUN = {
  muzzleOffsetM: rules.MUZZLE_OFFSET_M,
  muzzleSpeedMps: rules.MUZZLE_SPEED_MPS,
  spreadCos: rules.SPREAD_COS,
  spreadSin: rules.SPREAD_SIN,
};
/** How many places are looked at before any is taken, and how much room there is to be about a ship. */
const TRIES = 16;
const ROOM_M = 8;
/** From how far away a saucer comes. */
const COMES_FROM_M = [42, 72] as const;
/** How long it shows that something has burst. */
export const BURST_TICKS = 16;

/** Where something has burst, or was hit. */
export interface Burst {
  readonly motion: Readonly<Motion>;
  readonly radius_m: number;
  readonly tick: number;
}

export class World {
  readonly pilot = new Pilot();
  readonly rivals: readonly Rival[];
  readonly rocks = new Set<Thing>();
  /** Where large rocks are about to appear. */
  readonly warps = new Set<Thing>();
  readonly saucers = new Set<Saucer>();
  readonly bullets = new Set<Bullet>();
  readonly pickups = new Set<Pickup>();
  friend: Readonly<Motion> = friendAt(0);
  /** What the own pilot holds. */
  controls = 0;
  bursts: readonly Burst[] = [];
  tick = 0;
  readonly #chance: Chance;
  readonly #rocks: number;
  #lastId = 0;

  constructor(scenario: ScenarioName, seed: number) {
    const { hasField, rivals } = SCENARIOS[scenario];
    this.#chance = new Chance(seed);
    this.#rocks = hasField ? Math.floor((SIDE_M * SIDE_M) / rules.AREA_PER_ROCK_M2) : 0;
    this.pilot.live(new Ship(this.#id(), motionAt([0, 0]), 0));
    this.rivals = Array.from({ length: rivals }, () => new Rival());
    for (let made = 0; made < this.#rocks; made++) {
      const kind = someSize(this.#chance);
      this.#addRock(kind, drifting(kind, this.#clearPlace(rules.TRAITS[kind].radiusM + ROOM_M), this.#chance));
    }
  }

  get ships(): readonly Ship[] {
    return this.#pilots.flatMap(({ ship }) => ship ?? []);
  }

  /** The own pilot holds these controls from now on. */
  step(controls = this.controls): void {
    this.controls = controls;
    this.#decide();
    for (const saucer of this.saucers) {
      const aim = act(saucer, this.pilot.ship?.motion ?? null, this.tick, this.#chance);
      if (aim !== null) this.#launch(saucer, { ...saucer.motion, cos: aim[0], sin: aim[1] }, 0, null);
    }
    this.#fireGuns();
    if (this.#rocks > 0) this.#tendField();
    this.#move();
    this.#resolveShots();
    this.#resolveCrashes();
    this.#handOutPickups();
    this.#expire();
  }

  get #pilots(): readonly Pilot[] {
    return [this.pilot, ...this.rivals];
  }

  #id(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  /** Ships come back, and all hold what their pilots want. */
  #decide(): void {
    const now = this.tick;
    for (const pilot of this.#pilots) {
      if (pilot.isDue(now)) pilot.live(new Ship(this.#id(), motionAt(this.#clearPlace(ROOM_M), [0, 0], this.#chance.direction()), now));
    }
    if (this.pilot.ship !== null) this.pilot.ship.controls = this.controls;
    for (const rival of this.rivals) {
      const { ship } = rival;
      const prey = ship === null ? null : this.#nearestTo(ship);
      if (ship !== null) ship.controls = prey === null ? 0 : rival.decide(ship, prey, now, this.#chance);
    }
    for (const pilot of this.#pilots) {
      if (pilot.ship !== null && (pilot.ship.controls & Control.Hyperspace) !== 0) this.#jump(pilot, pilot.ship);
    }
  }

  #nearestTo(ship: Ship): Ship | null {
    const distance = (other: Ship): number => lengthOf(way(ship.motion, other.motion));
    const others = this.ships.filter((it) => it !== ship);
    return others.sort((one, other) => distance(one) - distance(other))[0] ?? null;
  }

  #jump(pilot: Pilot, ship: Ship): void {
    if (this.tick < ship.jumpReadyAt) return;
    if (this.#chance.oneIn(rules.HYPERSPACE_RISK_ONE_IN)) this.#destroyShip(pilot, ship);
    else ship.jumpTo(motionAt(this.#clearPlace(ROOM_M)), this.tick);
  }

  #fireGuns(): void {
    for (const pilot of this.#pilots) {
      const { ship } = pilot;
      if (ship === null) continue;
      const inFlight = [...this.bullets].filter(({ shooter }) => shooter === ship.id).length;
      for (const side of ship.fire(inFlight, this.tick)) {
        this.#launch(ship, ship.motion, side, pilot);
        pilot.shots += 1;
      }
    }
  }

  #launch(shooter: Thing, aim: Readonly<Motion>, side: number, pilot: Pilot | null): void {
    const motion = makeMotion();
    fireFrom(aim, side, GUN, SPACE.torus, motion);
    this.bullets.add({ id: this.#id(), kind: Kind.Bullet, motion, endsAt: this.tick + rules.BULLET_LIFE_TICKS, shooter: shooter.id, pilot });
  }

  /** What is broken comes back, and now and then a saucer comes. */
  #tendField(): void {
    const now = this.tick;
    if (now % rules.TICK_RATE_HZ === 0 && this.rocks.size + this.warps.size < this.#rocks) {
      const motion = drifting(Kind.RockLarge, this.#clearPlace(rules.TRAITS[Kind.RockLarge].radiusM + ROOM_M), this.#chance);
      this.warps.add({ id: this.#id(), kind: Kind.Warp, motion, endsAt: now + rules.WARP_TICKS });
    }
    const { ship } = this.pilot;
    if (ship !== null && this.#chance.onceIn(rules.SAUCER_LARGE_EVERY_S, rules.TICK_RATE_HZ)) {
      const motion = motionAt(along([ship.motion.x, ship.motion.y], this.#chance.between(COMES_FROM_M), this.#chance.direction()));
      const gunReadyAt = now + this.#chance.ticks(rules.SAUCER_RELOAD_TICKS);
      this.saucers.add({ id: this.#id(), kind: Kind.SaucerLarge, motion, endsAt: now + rules.SAUCER_STAY_TICKS, gunReadyAt, courseUntil: now });
    }
  }

  #move(): void {
    for (const ship of this.ships) move(ship.kind, ship.motion, ship.controls);
    for (const things of [this.rocks, this.saucers, this.bullets, this.pickups]) {
      for (const { kind, motion } of things) move(kind, motion);
    }
    this.tick += 1;
    this.friend = friendAt(this.tick);
  }

  /** What was hit first is hit first. */
  #resolveShots(): void {
    const strikes: { readonly bullet: Bullet; readonly target: Thing; readonly part: number }[] = [];
    const targets = [...this.ships, ...this.saucers, ...this.rocks];
    for (const bullet of this.bullets) {
      for (const target of targets) {
        const isOwn = target.id === bullet.shooter || (bullet.pilot === null && target.kind === Kind.SaucerLarge);
        const part = isOwn ? null : strike(bullet, target);
        if (part !== null) strikes.push({ bullet, target, part });
      }
    }
    strikes.sort((one, other) => one.part - other.part);
    for (const { bullet, target } of strikes) if (this.bullets.has(bullet)) this.#land(bullet, target);
  }

  #land(bullet: Bullet, target: Thing): void {
    const victim = this.#pilots.find(({ ship }) => ship === target);
    if (victim === undefined && !this.#break(target, bullet.pilot)) return;
    this.bullets.delete(bullet);
    this.#burst(bullet);
    if (bullet.pilot !== null) bullet.pilot.hits += 1;
    if (victim?.ship == null || victim.ship.hit(this.tick) !== "destroyed") return;
    bullet.pilot?.beat(victim);
    this.#destroyShip(victim, victim.ship);
  }

  /** A rock or a saucer breaks, and pays; false if it is gone already. */
  #break(target: Thing, scorer: Pilot | null): boolean {
    if (!this.rocks.delete(target) && !this.saucers.delete(target as Saucer)) return false;
    const { points, fragments } = rules.TRAITS[target.kind];
    scorer?.earn(points);
    this.#burst(target);
    if (fragments !== null) for (const motion of apart(target, fragments, this.#chance)) this.#addRock(fragments, motion);
    if (target.kind !== Kind.SaucerLarge && this.#chance.oneIn(rules.PICKUP_ONE_IN)) this.#dropPickup(target);
    return true;
  }

  #dropPickup({ motion: { x, y } }: Thing): void {
    const motion = motionAt([x, y], this.#chance.vector(rules.TRAITS[Kind.Pickup].drift_mps));
    const all = Object.values(Gives);
    const gives = all[this.#chance.below(all.length)] ?? Gives.Shield;
    this.pickups.add({ id: this.#id(), kind: Kind.Pickup, motion, endsAt: this.tick + rules.PICKUP_LIFE_TICKS, gives });
  }

  #resolveCrashes(): void {
    for (const pilot of this.#pilots) {
      for (const thing of [...this.saucers, ...this.rocks]) {
        if (pilot.ship !== null && isTouching(pilot.ship, thing)) this.#crash(pilot, pilot.ship, thing);
      }
      for (const other of this.#pilots.slice(this.#pilots.indexOf(pilot) + 1)) {
        if (pilot.ship === null || other.ship === null || !isTouching(pilot.ship, other.ship)) continue;
        bounce(pilot.ship, other.ship);
        for (const it of [pilot, other]) if (it.ship?.hit(this.tick) === "destroyed") this.#destroyShip(it, it.ship);
      }
    }
  }

  /** A rock breaks only if the ship does, a saucer always. */
  #crash(pilot: Pilot, ship: Ship, thing: Thing): void {
    bounce(ship, thing);
    const outcome = ship.hit(this.tick);
    if (outcome === "destroyed" || thing.kind === Kind.SaucerLarge) this.#break(thing, pilot);
    if (outcome === "destroyed") this.#destroyShip(pilot, ship);
    if (outcome === "shield lost") this.#burst(ship);
  }

  #destroyShip(pilot: Pilot, ship: Ship): void {
    pilot.die(this.tick);
    this.#burst(ship);
  }

  #handOutPickups(): void {
    for (const pickup of this.pickups) {
      const taker = this.ships.find((ship) => isTouching(ship, pickup));
      if (taker === undefined) continue;
      taker.take(pickup.gives, this.tick);
      this.pickups.delete(pickup);
    }
  }

  #expire(): void {
    const isOver = ({ endsAt }: Thing): boolean => endsAt <= this.tick;
    for (const warp of [...this.warps].filter(isOver)) {
      this.warps.delete(warp);
      this.#addRock(Kind.RockLarge, warp.motion);
    }
    for (const bullet of [...this.bullets].filter(isOver)) this.bullets.delete(bullet);
    for (const pickup of [...this.pickups].filter(isOver)) this.pickups.delete(pickup);
    for (const saucer of [...this.saucers].filter(isOver)) this.saucers.delete(saucer);
    this.bursts = this.bursts.filter(({ tick }) => this.tick < tick + BURST_TICKS);
  }

  #addRock(kind: Kind, motion: Motion): void {
    this.rocks.add({ id: this.#id(), kind, motion, endsAt: Infinity });
  }

  #burst(thing: Thing): void {
    this.bursts = [...this.bursts, { motion: { ...thing.motion }, radius_m: radiusOf(thing), tick: this.tick }];
  }

  /** A place by chance with so much room about it, if there is one. */
  #clearPlace(room_m: number): Vector {
    let place: Vector = [0, 0];
    for (let tried = 0; tried < TRIES; tried++) {
      place = [this.#chance.between([-SIDE_M / 2, SIDE_M / 2]), this.#chance.between([-SIDE_M / 2, SIDE_M / 2])];
      const at = motionAt(place);
      if ([...this.ships, ...this.rocks].every((it) => lengthOf(way(at, it.motion)) > room_m + radiusOf(it))) break;
    }
    return place;
  }
}
