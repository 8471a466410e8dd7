import { beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULTS, Keymap, type Bindings } from "../src/input/bindings";
import { deviceAtHand, makerOf, takeDevice } from "../src/input/device";
import { Held } from "../src/input/held";
import { namesOf } from "../src/input/source_names";
import { kept } from "../src/settings/kept";
import { bind } from "../src/settings/rebinding";
import { INITIAL, type Settings } from "../src/settings/settings";
import { Control } from "../src/state/scene";
import { Helm } from "../src/steering/helm";
import { Pads } from "../src/steering/pads";

/** A gamepad by the standard: what it has pressed, by number, and where its two sticks are. */
class FakePad {
  readonly mapping = "standard";
  readonly index = 0;
  readonly timestamp = 0;
  connected = true;
  readonly axes = [0, 0, 0, 0];
  readonly buttons = Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 }));

  constructor(readonly id = "Xbox 360 Controller (STANDARD GAMEPAD)") {}

  press(button: number, value = 1): void {
    const pressed = this.buttons[button];
    if (pressed !== undefined) pressed.value = value;
  }

  push(axis: number, value: number): void {
    this.axes[axis] = value;
  }
}

/** Somebody who flies by gamepads. */
class Pilot {
  readonly told: number[] = [];
  readonly done: string[] = [];
  readonly walked: string[] = [];
  readonly held = new Held((controls) => this.told.push(controls));
  readonly helm = new Helm(this.held);
  isFlown = true;
  settings: Settings = INITIAL;
  private readonly pads: Pads;

  constructor(bindings: Bindings = DEFAULTS) {
    const { done } = this;
    const pilot = this;
    const seat = {
      keymap: new Keymap(bindings),
      get isFlown() {
        return pilot.isFlown;
      },
      act: (action: string) => done.push(action) > 0,
      putAway: () => false,
    };
    this.pads = new Pads(this.held, this.helm, seat, (source) => this.walked.push(source));
  }

  /** The game looks at the gamepads, as it does in each frame. */
  look(): void {
    this.pads.update(navigator.getGamepads(), this.settings);
  }
}

let plugged: (FakePad | null)[];
let pad: FakePad;

beforeEach(() => {
  pad = new FakePad();
  plugged = [null, pad, null, null];
  vi.stubGlobal("navigator", { getGamepads: () => plugged });
  takeDevice("keyboard");
});

describe("a gamepad", () => {
  test("flies the ship by its stick, its cross and its buttons", () => {
    const pilot = new Pilot();
    const heldAfter = (change: () => void): number | undefined => {
      change();
      pilot.look();
      return pilot.told.at(-1);
    };
    expect(heldAfter(() => pad.push(0, -1))).toBe(Control.Left);
    expect(heldAfter(() => pad.press(7))).toBe(Control.Left | Control.Thrust);
    expect(heldAfter(() => pad.push(0, 0))).toBe(Control.Thrust);
    expect(heldAfter(() => pad.press(15))).toBe(Control.Thrust | Control.Right);
    expect(heldAfter(() => pad.press(7, 0))).toBe(Control.Right);
    expect(heldAfter(() => pad.press(15, 0))).toBe(0);
  });

  test("says each change once, however often it is looked at", () => {
    const pilot = new Pilot();
    pad.press(0);
    for (let frame = 0; frame < 5; frame++) pilot.look();
    expect(pilot.told).toEqual([Control.Fire]);
    // The same button flies again after a death.
    expect(pilot.done).toEqual(["respawn"]);
  });

  test("has a trigger that counts from half way on, until it is nearly back", () => {
    const pilot = new Pilot();
    for (const value of [0.3, 0.49, 0.51, 0.4, 0.36, 0.3, 0.45]) {
      pad.press(7, value);
      pilot.look();
    }
    expect(pilot.told).toEqual([Control.Thrust, 0]);
  });

  test.each([
    [25, 0.2, []],
    [25, 0.3, [Control.Right]],
    [60, 0.55, []],
    [5, 0.1, [Control.Right]],
  ])("with a dead zone of %i %% and a stick at %d", (deadZonePercent, value, told) => {
    const pilot = new Pilot();
    pilot.settings = { ...INITIAL, deadZonePercent };
    pad.push(0, value);
    pilot.look();
    expect(pilot.told).toEqual(told);
  });

  test("does not flutter at the edge of its dead zone", () => {
    const pilot = new Pilot();
    for (const value of [0.26, 0.24, 0.26, 0.23, 0.26]) {
      pad.push(0, value);
      pilot.look();
    }
    expect(pilot.told).toEqual([Control.Right]);
  });

  test("lets go of all that it held when it is pulled out, and flies again when it is back", () => {
    const pilot = new Pilot();
    pad.press(7);
    pilot.look();
    plugged = [null, null];
    pilot.look();
    plugged = [null, pad];
    pilot.look();
    expect(pilot.told).toEqual([Control.Thrust, 0, Control.Thrust]);
  });

  test("is one of several, each of which is heard", () => {
    const pilot = new Pilot();
    const other = new FakePad();
    plugged = [pad, other];
    pad.press(7);
    other.press(0);
    pilot.look();
    pad.press(7, 0);
    pilot.look();
    expect(pilot.told.at(-1)).toBe(Control.Fire);
  });

  test("does by a button what that is bound to", () => {
    const pilot = new Pilot(bind(DEFAULTS, "thrust", "button 4"));
    pad.press(4);
    pilot.look();
    expect(pilot.told).toEqual([Control.Thrust]);
  });

  test("walks through a dialog, and what was pressed there does nothing in flight until it is pressed anew", () => {
    const pilot = new Pilot();
    pad.press(7);
    pilot.look();
    pilot.isFlown = false;
    pad.press(0);
    pilot.look();
    pilot.isFlown = true;
    pilot.look();
    expect(pilot.walked).toEqual(["button 0"]);
    expect(pilot.told).toEqual([Control.Thrust, 0]);
    pad.press(0, 0);
    pilot.look();
    pad.press(0);
    pilot.look();
    expect(pilot.told).toEqual([Control.Thrust, 0, Control.Fire]);
  });

  test("points by its left stick, if that is set, and turns no more by it", () => {
    const pilot = new Pilot();
    pilot.settings = { ...INITIAL, padStick: "point" };
    const point = vi.spyOn(pilot.helm, "point");
    pad.push(0, -0.6);
    pad.push(1, -0.8);
    pilot.look();
    expect(point).toHaveBeenLastCalledWith("stick", -0.6, 0.8, true);
    expect(pilot.told).toEqual([]);
  });
});

describe("what a player reads", () => {
  test("names the keys, and the buttons once a gamepad is in hand, as its maker does", () => {
    expect(namesOf("hyperspace")).toEqual(["H"]);
    const pilot = new Pilot();
    pad.press(7);
    pilot.look();
    expect(deviceAtHand()).toBe("gamepad");
    expect(namesOf("hyperspace")).toEqual(["Y"]);
    expect(namesOf("left")).toEqual(["L ←", "D ←"]);
    expect(namesOf("chat")).toEqual(["Enter"]);
    takeDevice("gamepad", makerOf("DualSense Wireless Controller (STANDARD GAMEPAD Vendor: 054c Product: 0ce6)"));
    expect(namesOf("hyperspace")).toEqual(["△"]);
    takeDevice("gamepad", makerOf("Pro Controller (STANDARD GAMEPAD Vendor: 057e Product: 2009)"));
    expect(namesOf("hyperspace")).toEqual(["X"]);
  });

  test("names what is bound now", () => {
    kept.change({ bindings: bind(kept.now.bindings, "thrust", "at KeyX") });
    expect(namesOf("thrust")).toContain("X");
    kept.reset();
  });
});
