import { describe, expect, test } from "vitest";
import { Held } from "../src/input/held";
import { advance } from "../src/motion";
import { Control, Kind } from "../src/state/scene";
import { Helm } from "../src/steering/helm";
import { RULES, TICK_MS, motion } from "./world";

const SHIP = RULES.kinds[Kind.Ship]?.dynamics;
if (SHIP === undefined) throw new Error("the rules have no ship");
const TICK_S = TICK_MS / 1000;
/** No push is finer than one that is held for a tick. */
const FINEST_RAD = (SHIP.turnRadps * TICK_S) / (1 - SHIP.keepSpin);

/** A ship that the helm has, which heads to the right at first. */
class Flight {
  readonly told: number[] = [];
  readonly held = new Held((controls) => this.told.push(controls));
  readonly helm = new Helm(this.held);
  readonly now = motion({ cos: 1, sin: 0 });
  private tick = 0;

  /** Goes on for so many ticks, of which the screen shows one in so many. */
  fly(ticks: number, shownEvery = 1): void {
    for (let count = 0; count < ticks; count++) {
      this.tick += 1;
      if (this.tick % shownEvery === 0) this.helm.update(this.tick, { now: this.now, dynamics: SHIP! }, TICK_S);
      advance(this.now, this.told.at(-1) ?? 0, SHIP!, RULES.space);
    }
  }

  /** How far its heading is from this one. */
  missesRad(rad: number): number {
    return Math.abs(Math.atan2(Math.sin(rad) * this.now.cos - Math.cos(rad) * this.now.sin, Math.cos(rad) * this.now.cos + Math.sin(rad) * this.now.sin));
  }
}

const HEADINGS = Array.from({ length: 24 }, (_, index) => (index / 12 - 1) * Math.PI + 0.01);

describe("a ship that is pointed somewhere", () => {
  test.each([[1], [2], [3]])("comes to rest there from every side, and stays, though one tick of %i is shown", (shownEvery) => {
    for (const rad of HEADINGS) {
      for (const spin of [-4, 0, 4]) {
        const flight = new Flight();
        flight.now.spin = spin;
        flight.helm.point("stick", Math.cos(rad), Math.sin(rad), false);
        flight.fly(80, shownEvery);
        const sent = flight.told.length;
        expect(sent).toBeLessThan(12);
        flight.fly(80, shownEvery);
        expect(flight.missesRad(rad)).toBeLessThanOrEqual(FINEST_RAD * shownEvery * 0.51);
        expect(flight.told.length).toBe(sent);
      }
    }
  });

  test("thrusts as long as the stick says so, and lets go with it", () => {
    const flight = new Flight();
    flight.helm.point("finger", 1, 0, true);
    flight.fly(3);
    flight.helm.letGo("mouse");
    flight.fly(3);
    flight.helm.letGo("finger");
    flight.fly(1);
    expect(flight.told).toEqual([Control.Thrust, 0]);
  });

  test("obeys a hand that turns it otherwise", () => {
    const flight = new Flight();
    flight.helm.point("mouse", -1, 1, false);
    flight.fly(1);
    flight.held.hold("KeyD", Control.Right);
    flight.fly(1);
    flight.held.release("KeyD");
    flight.fly(1);
    expect(flight.told.slice(0, 3)).toEqual([Control.Left, Control.Right, Control.Left]);
  });

  test("is let go of when there is none to steer", () => {
    const flight = new Flight();
    flight.helm.point("mouse", -1, 1, true);
    flight.fly(1);
    flight.helm.update(9, null, TICK_S);
    expect(flight.told).toEqual([Control.Left | Control.Thrust, 0]);
  });
});
