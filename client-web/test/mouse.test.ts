import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULTS, Keymap } from "../src/input/bindings";
import { Held } from "../src/input/held";
import { kept } from "../src/settings/kept";
import { Control } from "../src/state/scene";
import { Helm } from "../src/steering/helm";
import { listenToMouse } from "../src/steering/mouse";

let page: EventTarget;
let picture: EventTarget;
let told: number[];
let isFlown: boolean;
let helm: Helm;
const pointed = vi.fn();

/** Something happens by the mouse. Returns whether the page is kept from doing what it does by itself. */
function happen(type: string, target: EventTarget, more: object): boolean {
  const event = Object.assign(new Event(type, { cancelable: true }), more);
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

beforeEach(() => {
  told = [];
  isFlown = true;
  picture = new EventTarget();
  page = Object.assign(new EventTarget(), { innerWidth: 800, innerHeight: 600, document: { documentElement: new EventTarget() } });
  const held = new Held((controls) => told.push(controls));
  helm = new Helm(held);
  vi.spyOn(helm, "point").mockImplementation(pointed);
  const seat = {
    keymap: new Keymap(DEFAULTS),
    get isFlown() {
      return isFlown;
    },
    act: () => false,
    putAway: () => false,
  };
  listenToMouse(page as Window, picture as HTMLElement, held, helm, seat);
  kept.change({ mouse: true });
});

afterEach(() => {
  kept.reset();
  pointed.mockClear();
});

describe("a mouse that flies", () => {
  test("points from the ship in the middle, and not when it is over it", () => {
    happen("pointermove", page, { pointerType: "mouse", clientX: 500, clientY: 100 });
    expect(pointed).toHaveBeenCalledWith("mouse", 100, 200, false);
    happen("pointermove", page, { pointerType: "mouse", clientX: 405, clientY: 295 });
    happen("pointermove", page, { pointerType: "touch", clientX: 700, clientY: 100 });
    expect(pointed).toHaveBeenCalledTimes(1);
  });

  test("fires and thrusts by its buttons, and opens no menu", () => {
    happen("mousedown", picture, { button: 0 });
    happen("mousedown", picture, { button: 2 });
    expect(happen("contextmenu", picture, {})).toBe(true);
    happen("mouseup", page, { button: 0 });
    happen("mouseup", page, { button: 2 });
    expect(told).toEqual([Control.Fire, Control.Fire | Control.Thrust, Control.Thrust, 0]);
  });

  test.each([
    ["is switched off", () => kept.change({ mouse: false })],
    ["has nothing to fly", () => (isFlown = false)],
  ])("leaves everything alone if it %s", (_, make) => {
    make();
    happen("pointermove", page, { pointerType: "mouse", clientX: 500, clientY: 100 });
    happen("mousedown", picture, { button: 0 });
    expect(happen("contextmenu", picture, {})).toBe(false);
    expect(pointed).not.toHaveBeenCalled();
    expect(told).toEqual([]);
  });
});
