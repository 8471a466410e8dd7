import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Held } from "../src/held";
import { listenToKeys } from "../src/keyboard";
import { Control } from "../src/state/scene";

class Field extends EventTarget {}
class Button extends EventTarget {}

interface Stroke {
  readonly ctrlKey?: boolean;
  readonly altKey?: boolean;
  readonly metaKey?: boolean;
  readonly target?: EventTarget;
}

let page: EventTarget;
let held: Held;
let told: number[];

/** Strikes a key. Returns whether the page is kept from doing what it does by itself, like scrolling. */
function strike(type: "keydown" | "keyup", code: string, { target = page, ...modifiers }: Stroke = {}): boolean {
  const event = Object.assign(new Event(type, { cancelable: true }), { code, ...modifiers });
  Object.defineProperty(event, "target", { value: target });
  page.dispatchEvent(event);
  return event.defaultPrevented;
}

const press = (code: string, stroke?: Stroke): boolean => strike("keydown", code, stroke);
const release = (code: string): boolean => strike("keyup", code);

describe("the keyboard", () => {
  beforeEach(() => {
    vi.stubGlobal("HTMLInputElement", Field);
    vi.stubGlobal("HTMLButtonElement", Button);
    page = new EventTarget();
    told = [];
    held = new Held((controls) => told.push(controls));
    listenToKeys(page as Window, held);
  });

  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ["ArrowUp", Control.Thrust],
    ["KeyW", Control.Thrust],
    ["ArrowLeft", Control.Left],
    ["KeyA", Control.Left],
    ["ArrowRight", Control.Right],
    ["KeyD", Control.Right],
    ["ArrowDown", Control.Brake],
    ["KeyS", Control.Brake],
    ["Space", Control.Fire],
    ["KeyH", Control.Hyperspace],
  ])("%s holds its control until it is released, and does not scroll the page", (code, control) => {
    expect(press(code)).toBe(true);
    expect(told).toEqual([control]);
    release(code);
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

  test("lets go of everything when the window loses the focus", () => {
    press("ArrowUp");
    press("ArrowLeft");
    page.dispatchEvent(new Event("blur"));
    release("ArrowUp");
    expect(told).toEqual([Control.Thrust, Control.Thrust | Control.Left, 0]);
  });

  test("lets go of everything when nobody looks", () => {
    press("Space");
    held.releaseAll();
    held.releaseAll();
    expect(told).toEqual([Control.Fire, 0]);
  });

  test("leaves other keys, and what is typed with a modifier, to the browser", () => {
    expect(press("Tab")).toBe(false);
    expect(press("KeyW", { ctrlKey: true })).toBe(false);
    expect(press("ArrowLeft", { altKey: true })).toBe(false);
    expect(press("KeyS", { metaKey: true })).toBe(false);
    expect(told).toEqual([]);
  });

  test("leaves what is typed into a field or at a button to it, but hears the release there", () => {
    expect(press("KeyW", { target: new Field() })).toBe(false);
    expect(press("Space", { target: new Button() })).toBe(false);
    expect(told).toEqual([]);
    press("KeyW");
    strike("keyup", "KeyW", { target: new Field() });
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
