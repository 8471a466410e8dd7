// A small world for one ship: rocks drift, and a friend goes in circles. Nothing breaks: the ship passes through rocks, and its gun is not loaded.

import { atan2 } from "../program/functions";
import { contactOf, dangerOf, hardshipOf, readField, type Contact, type Thing } from "./contact";
import { drift, fly, type Held, type Ship } from "./ship";

export const SIZE_M = 120;
export const VIEW_HALF_M: readonly [number, number] = [40, 22.5];
const ROCKS = 7;
const FRIEND_RADPS = 0.25;
const FRIEND_CIRCLE_M = 14;
const TICKS_MOST = 1 << 20;

export const NOTHING_HELD: Held = { thrust: false, left: false, right: false, brake: false, fire: false, hyperspace: false };

export class World {
  readonly ship: Ship = { x: 0, y: 0, vx: 0, vy: 0, cos: 1, sin: 0, spin: 0 };
  readonly rocks: readonly Thing[];
  readonly friend: Thing = { x: 0, y: 0, vx: 0, vy: 0, radius_m: 1.3 };
  held: Readonly<Held> = NOTHING_HELD;
  tick = 0;
  #lists: ReadonlyMap<string, readonly Contact[]> = new Map();
  #friendContact: Contact | undefined;

  constructor(seed: number) {
    let state = seed + 1;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    this.rocks = Array.from({ length: ROCKS }, (_, index) => {
      const way = random() * 2 * Math.PI;
      const speed = 1 + 4 * random();
      const place = (): number => (random() < 0.5 ? -1 : 1) * (12 + random() * (SIZE_M / 2 - 12));
      return { x: place(), y: place(), vx: speed * Math.cos(way), vy: speed * Math.sin(way), radius_m: [4, 2.2, 1.2][index % 3] ?? 1.2 };
    });
    this.#moveFriend();
    this.#look();
  }

  step(held: Readonly<Held>): void {
    this.held = held;
    fly(this.ship, held, SIZE_M);
    for (const rock of this.rocks) drift(rock, SIZE_M);
    this.tick += 1;
    this.#moveFriend();
    this.#look();
  }

  #moveFriend(): void {
    const angle = (FRIEND_RADPS * this.tick) / 32;
    const { friend } = this;
    friend.x = 20 + FRIEND_CIRCLE_M * Math.cos(angle);
    friend.y = 10 + FRIEND_CIRCLE_M * Math.sin(angle);
    friend.vx = -FRIEND_CIRCLE_M * FRIEND_RADPS * Math.sin(angle);
    friend.vy = FRIEND_CIRCLE_M * FRIEND_RADPS * Math.cos(angle);
  }

  #look(): void {
    const inView = ({ at: [x, y], radius }: Contact): boolean =>
      Math.abs(x) <= VIEW_HALF_M[0] + radius && Math.abs(y) <= VIEW_HALF_M[1] + radius;
    const rocks = this.rocks.map((it) => contactOf(this.ship, it, SIZE_M)).filter(inView);
    const by = (cost: (it: Contact) => number): Contact[] => [...rocks].sort((one, other) => cost(one) - cost(other));
    this.#lists = new Map([
      ["rock", by(({ distance }) => distance)],
      ["danger", by(dangerOf)],
      ["prey", by(hardshipOf)],
    ]);
    this.#friendContact = contactOf(this.ship, this.friend, SIZE_M);
  }

  /** Writes what a sensor says. */
  sense(name: string, into: Float32Array): void {
    const { ship } = this;
    switch (name) {
      case "tick":
        into[0] = this.tick % TICKS_MOST;
        return;
      case "world.size":
        into.fill(SIZE_M);
        return;
      case "view.half":
        into.set(VIEW_HALF_M);
        return;
      case "ship.position":
        into.set([ship.x, ship.y]);
        return;
      case "ship.velocity":
        into.set([ship.vx, ship.vy]);
        return;
      case "ship.heading":
        into.set([ship.cos, ship.sin]);
        return;
      case "ship.angle":
        into[0] = atan2(ship.sin, ship.cos);
        return;
      case "ship.spin":
        into[0] = ship.spin;
        return;
      case "ship.speed":
        into[0] = Math.hypot(ship.vx, ship.vy);
        return;
      case "ship.lives":
        into[0] = 3;
        return;
      default:
        this.#senseOthers(name, into);
    }
  }

  #senseOthers(name: string, into: Float32Array): void {
    const [first = "", second = "", third = ""] = name.split(".");
    if (first === "friend") readField(this.#friendContact, second, into);
    else if (first === "held") into[0] = this.held[second as keyof Held] ? 1 : 0;
    else if (third !== "") readField(this.#lists.get(first)?.[Number(second) - 1], third, into);
    else into.fill(0);
  }
}
