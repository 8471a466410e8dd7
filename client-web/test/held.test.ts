import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULTS, Keymap } from "../src/input/bindings";
import { Held } from "../src/input/held";
import { listenToKeys } from "../src/input/keyboard";
import { stickyControls } from "../src/input/sticky";
import { INITIAL } from "../src/settings/settings";
import { Control } from "../src/state/scene";

class Part extends EventTarget {
  constructor(private readonly inside = "") {
    super();
  }

  closest(selector: string): this | null {
    return selector === this.inside ? this : null;
  }
}
class Field extends Part {}
class Button extends Part {}

interface Stroke {
  readonly key?: string;
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
  readonly target?: EventTarget;
}

let page: EventTarget;
let held: Held;
let told: number[];
let inFlight: boolean;
const keymap = new Keymap(DEFAULTS);

/** Something happens at a part of the page. Returns whether the page is kept from doing what it does by itself, like scrolling. */
function happen(type: string, target: EventTarget = page, more: object = {}): boolean {
  const event = new Event(type, { cancelable: true });
  const properties = Object.entries({ target, ...more }).map(([name, value]) => [name, { value }]);
  Object.defineProperties(event, Object.fromEntries(properties) as PropertyDescriptorMap);
  page.dispatchEvent(event);
  return event.defaultPrevented;
}

/** Strikes a key. */
function strike(type: "keydown" | "keyup", code: string, { target, ...more }: Stroke = {}): boolean {
  return happen(type, target, { code, key: code, ctrlKey: false, altKey: false, metaKey: false, ...more });
}

const press = (code: string, stroke?: Stroke): boolean => strike("keydown", code, stroke);
const release = (code: string, stroke?: Stroke): boolean => strike("keyup", code, stroke);

describe("the keyboard", () => {
  beforeEach(() => {
    vi.stubGlobal("HTMLInputElement", Field);
    vi.stubGlobal("Element", Part);
    page = new EventTarget();
    told = [];
    inFlight = true;
    held = new Held((controls) => told.push(controls));
    listenToKeys(page as Window, held, () => keymap, () => inFlight);
  });

  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ["ArrowUp", "ArrowUp", Control.Thrust],
    ["KeyW", "w", Control.Thrust],
    ["ArrowLeft", "ArrowLeft", Control.Left],
    ["KeyA", "q", Control.Left],
    ["ArrowRight", "ArrowRight", Control.Right],
    ["KeyD", "в", Control.Right],
    ["ArrowDown", "ArrowDown", Control.Brake],
    ["KeyS", "S", Control.Brake],
    ["Space", " ", Control.Fire],
    ["KeyH", "h", Control.Hyperspace],
    ["KeyH", "р", Control.Hyperspace],
    ["KeyJ", "h", Control.Hyperspace],
    ["Numpad8", "ArrowUp", Control.Thrust],
    ["", "ArrowLeft", Control.Left],
    ["", "w", Control.Thrust],
    ["", "D", Control.Right],
    ["Unidentified", " ", Control.Fire],
    ["", "h", Control.Hyperspace],
  ])("at %j saying %j holds its control until it is released, and does not scroll the page", (code, key, control) => {
    expect(press(code, { key })).toBe(true);
    expect(told).toEqual([control]);
    expect(release(code, { key: key.length === 1 ? key.toUpperCase() : key })).toBe(true);
    expect(told).toEqual([control, 0]);
  });

  test("tells several keys together, and each change once however often a key repeats", () => {
    press("ArrowUp");
    press("Space");
    press("Space");
    press("KeyW");
    release("ArrowUp");
    release("KeyW");
    expect(told).toEqual([Control.Thrust, Control.Thrust | Control.Fire, Control.Fire]);
  });

  test.each([
    ["Command is pressed", () => press("MetaLeft", { key: "Meta", metaKey: true })],
    ["Command is released", () => release("MetaLeft", { key: "Meta" })],
    ["a key comes with Command", () => press("KeyC", { key: "c", metaKey: true })],
    ["the key itself comes again with Command", () => press("KeyW", { key: "w", metaKey: true })],
    ["a key goes up under Command", () => release("KeyC", { key: "c", metaKey: true })],
    ["Alt opens a menu", () => press("AltLeft", { key: "Alt", altKey: true })],
    ["Control is pressed", () => press("ControlLeft", { key: "Control", ctrlKey: true })],
    ["the Windows key opens a menu", () => press("OSLeft", { key: "OS" })],
    ["the key for menus opens one", () => press("ContextMenu")],
    ["F10 opens a menu", () => press("F10")],
    ["F11 fills the screen", () => press("F11")],
    ["the screen is filled", () => happen("fullscreenchange")],
    ["a menu opens", () => happen("contextmenu")],
    ["something is dragged", () => happen("dragstart")],
    ["another window is used", () => happen("blur")],
    ["the window is back", () => happen("focus")],
    ["nobody looks", () => happen("visibilitychange")],
    ["the page is left", () => happen("pagehide")],
    ["the page is frozen", () => happen("freeze")],
    ["the page is printed", () => happen("beforeprint")],
    ["the browser asks something", () => happen("beforeunload")],
    ["a field is typed into", () => happen("focusin", new Field())],
    ["an input method composes", () => happen("compositionstart", new Field())],
  ])("lets go of everything when %s", (_, disturb) => {
    press("KeyW", { key: "w" });
    held.hold("finger 1", Control.Left);
    disturb();
    expect(told.at(-1)).toBe(0);
    release("KeyW", { key: "w" });
    expect(told.at(-1)).toBe(0);
  });

  test.each([
    ["a button takes or gives back the focus", () => [happen("focus", new Button()), happen("blur", new Button())]],
    ["a menu is kept from opening", () => happen("contextmenu", page, { defaultPrevented: true })],
    ["the page does something by a key", () => press("F3")],
    ["Shift is pressed", () => press("ShiftLeft", { key: "Shift" })],
  ])("holds on when %s", (_, disturb) => {
    press("KeyW", { key: "w" });
    disturb();
    expect(told).toEqual([Control.Thrust]);
  });

  test("leaves other keys, and what is typed with a modifier, to the browser", () => {
    expect(press("Tab")).toBe(false);
    expect(press("KeyW", { ctrlKey: true })).toBe(false);
    expect(press("ArrowLeft", { altKey: true })).toBe(false);
    expect(press("KeyS", { metaKey: true })).toBe(false);
    expect(told).toEqual([]);
  });

  test("leaves what is typed into a field to it, but hears the release there", () => {
    expect(press("KeyW", { target: new Field() })).toBe(false);
    expect(told).toEqual([]);
    press("KeyW");
    expect(release("KeyW", { target: new Field() })).toBe(false);
    expect(told).toEqual([Control.Thrust, 0]);
  });

  test("belongs to the ship in flight, whatever was clicked, and presses no button", () => {
    const target = new Button();
    expect(press("KeyW", { target })).toBe(true);
    expect(press("Space", { target })).toBe(true);
    expect(release("Space", { target })).toBe(true);
    expect(told).toEqual([Control.Thrust, Control.Thrust | Control.Fire, Control.Thrust]);
  });

  test("belongs to a dialog that is open, but lets go of what was held before", () => {
    const target = new Button("dialog");
    press("Space");
    expect(press("Space", { target })).toBe(false);
    expect(release("Space", { target })).toBe(false);
    expect(told).toEqual([Control.Fire, 0]);
  });

  test("is the page's out of flight", () => {
    press("KeyW");
    inFlight = false;
    expect(press("Space", { target: new Button() })).toBe(false);
    expect(press("ArrowDown")).toBe(false);
    expect(release("KeyW")).toBe(false);
    expect(told).toEqual([Control.Thrust, 0]);
  });

  test("and fingers on the screen hold their controls together", () => {
    press("ArrowUp");
    held.hold("finger 1", Control.Left);
    held.hold("finger 2", Control.Fire);
    release("ArrowUp");
    held.release("finger 2");
    expect(told.slice(1)).toEqual([
      Control.Thrust | Control.Left,
      Control.Thrust | Control.Left | Control.Fire,
      Control.Left | Control.Fire,
      Control.Left,
    ]);
  });

  test("and a finger that slides to another pad lets go of the first", () => {
    held.hold("finger 1", Control.Left);
    held.hold("finger 1", 0);
    held.hold("finger 1", Control.Right);
    held.release("finger 1");
    expect(told).toEqual([Control.Left, 0, Control.Right, 0]);
  });
});

describe("what a press leaves held", () => {
  let told: number[];
  let held: Held;
  const tap = (controls: number): void => {
    held.hold("key", controls);
    held.release("key");
  };

  beforeEach(() => {
    told = [];
    held = new Held((controls) => told.push(controls));
    held.stick(Control.Thrust | Control.Left | Control.Right);
  });

  test("is held until the next press, beside what is only held", () => {
    tap(Control.Thrust);
    held.hold("other", Control.Fire);
    tap(Control.Thrust);
    held.release("other");
    expect(told).toEqual([Control.Thrust, Control.Thrust | Control.Fire, Control.Fire, 0]);
  });

  test.each([
    [{ stickyThrust: true }, Control.Thrust | Control.Brake],
    [{ stickyFire: true, stickyTurn: true }, Control.Fire | Control.Left | Control.Right],
    [{}, 0],
  ])("is what the settings %j say", (some, controls) => {
    expect(stickyControls({ ...INITIAL, ...some })).toBe(controls);
  });

  test("stays held when another setting changes", () => {
    tap(Control.Thrust);
    held.stick(Control.Thrust | Control.Left | Control.Right);
    expect(told).toEqual([Control.Thrust]);
  });

  test("ends with a press of its opposite", () => {
    tap(Control.Left);
    tap(Control.Right);
    tap(Control.Right);
    expect(told).toEqual([Control.Left, Control.Right, 0]);
  });

  test("ends with the ship, and when a release may go by unheard, though the key goes on repeating", () => {
    tap(Control.Thrust);
    held.dropStuck();
    tap(Control.Thrust);
    held.releaseAll();
    held.hold("key", Control.Thrust, true);
    expect(told).toEqual([Control.Thrust, 0, Control.Thrust, 0]);
  });

  test("is not what something else than a press holds", () => {
    held.assist("pointer", Control.Left);
    held.assist("pointer", 0);
    expect(told).toEqual([Control.Left, 0]);
  });
});
