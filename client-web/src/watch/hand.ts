// What a hand does at the picture: drag, wheel, pinch, click, double click, and
// the keys. It only says what was meant.

import { isElsewhere } from "../input/keyboard";

/** A hand that moves less than this has clicked. */
const CLICK_PX = 5;
/** A finger is broader. */
const TAP_PX = 12;
/** Two clicks within this time, and as near as this, are one double click. */
const DOUBLE_MS = 350;
const DOUBLE_PX = 30;
/** How many times as high the picture is after a turn of the wheel by one pixel, as a logarithm. */
const ZOOM_PER_WHEEL_PX = 0.0016;
/** Where browsers count lines or pages instead. */
const PX_PER_LINE = 16;
const PX_PER_PAGE = 400;
/** No turn of the wheel zooms further than this at once. */
const WHEEL_PX_MAX = 500;
const ZOOM_PER_KEY = 1.35;

/** What is meant. Points are in CSS pixels from the middle of the picture, y down. */
export interface Meant {
  /** Whether hands are heard at all. */
  isOpen(): boolean;
  drag(dxPx: number, dyPx: number): void;
  /** The drag is over. */
  drop(): void;
  /** `eased` if it is one step, not a movement of the hand. */
  zoom(factor: number, xPx: number, yPx: number, eased: boolean): void;
  click(xPx: number, yPx: number, reachPx: number): void;
  centre(xPx: number, yPx: number): void;
  /** To the next player, or with −1 to the one before. */
  step(by: number): void;
  /** Held keys move the picture: right and up, −1 to 1 each. */
  push(right: number, up: number): void;
  /** Back to the director. */
  letGo(): void;
}

/** By where the key is, as in flight. */
const PUSHES: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["KeyW", [0, 1]],
  ["KeyA", [-1, 0]],
  ["KeyS", [0, -1]],
  ["KeyD", [1, 0]],
  ["ArrowUp", [0, 1]],
  ["ArrowLeft", [-1, 0]],
  ["ArrowDown", [0, -1]],
  ["ArrowRight", [1, 0]],
]);

interface Point {
  x: number;
  y: number;
}

export class Hand {
  /** What points at the picture, by its number. */
  readonly #fingers = new Map<number, Point>();
  #pressed: (Point & { moved: boolean }) | null = null;
  #clicked: (Point & { atMs: number }) | null = null;
  readonly #held = new Set<string>();

  readonly #canvas: HTMLCanvasElement;
  readonly #meant: Meant;

  constructor(
    canvas: HTMLCanvasElement,
    meant: Meant,
  ) {
    this.#canvas = canvas;
    this.#meant = meant;
    canvas.addEventListener("pointerdown", (event) => this.#press(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#release(event));
    canvas.addEventListener("pointercancel", ({ pointerId }) => this.#lift(pointerId));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    addEventListener("keydown", (event) => this.#key(event));
    addEventListener("keyup", ({ code }) => this.#unhold(code));
    addEventListener("blur", () => this.#unholdAll());
  }

  #press(event: PointerEvent): void {
    if (!this.#meant.isOpen() || event.button !== 0) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    // More than one of them pinch.
    this.#pressed = this.#fingers.size > 1 ? null : { x: event.clientX, y: event.clientY, moved: false };
  }

  #move({ pointerId, pointerType, clientX, clientY }: PointerEvent): void {
    const finger = this.#fingers.get(pointerId);
    if (finger === undefined) return;
    if (this.#fingers.size === 2) return this.#pinch(finger, clientX, clientY);
    finger.x = clientX;
    finger.y = clientY;
    const pressed = this.#pressed;
    if (pressed === null) return;
    const dx = clientX - pressed.x;
    const dy = clientY - pressed.y;
    if (!pressed.moved && Math.hypot(dx, dy) < (pointerType === "touch" ? TAP_PX : CLICK_PX)) return;
    this.#pressed = { x: clientX, y: clientY, moved: true };
    this.#meant.drag(dx, dy);
  }

  /** What is between two fingers stays between them: those that part bring it closer. */
  #pinch(finger: Point, x: number, y: number): void {
    const [one, other] = this.#fingers.values();
    if (one === undefined || other === undefined) return;
    const beforePx = Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    const midX = (one.x + other.x) / 2;
    const midY = (one.y + other.y) / 2;
    finger.x = x;
    finger.y = y;
    const afterPx = Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
    const dx = (one.x + other.x) / 2 - midX;
    const dy = (one.y + other.y) / 2 - midY;
    if (Math.hypot(dx, dy) > 0) this.#meant.drag(dx, dy);
    const { x: fromX, y: fromY } = this.#middle();
    this.#meant.zoom(beforePx / afterPx, midX + dx - fromX, midY + dy - fromY, false);
  }

  #release(event: PointerEvent): void {
    const pressed = this.#pressed;
    this.#lift(event.pointerId);
    if (pressed === null) return;
    if (pressed.moved) this.#meant.drop();
    else this.#tap(event);
  }

  #tap({ clientX, clientY, pointerType, timeStamp }: PointerEvent): void {
    const middle = this.#middle();
    const clicked = this.#clicked;
    const isSecond =
      clicked !== null && timeStamp - clicked.atMs < DOUBLE_MS && Math.hypot(clientX - clicked.x, clientY - clicked.y) < DOUBLE_PX;
    this.#clicked = isSecond ? null : { x: clientX, y: clientY, atMs: timeStamp };
    if (isSecond) this.#meant.centre(clientX - middle.x, clientY - middle.y);
    else this.#meant.click(clientX - middle.x, clientY - middle.y, pointerType === "touch" ? 2 * TAP_PX : TAP_PX);
  }

  #lift(pointerId: number): void {
    this.#fingers.delete(pointerId);
    this.#pressed = null;
    // The finger that stays goes on dragging from where it is.
    const [left] = this.#fingers.values();
    if (left !== undefined && this.#fingers.size === 1) this.#pressed = { x: left.x, y: left.y, moved: true };
  }

  #wheel(event: WheelEvent): void {
    if (!this.#meant.isOpen()) return;
    event.preventDefault();
    const unitPx = event.deltaMode === 1 ? PX_PER_LINE : event.deltaMode === 2 ? PX_PER_PAGE : 1;
    const turnedPx = Math.max(-WHEEL_PX_MAX, Math.min(WHEEL_PX_MAX, event.deltaY * unitPx));
    const middle = this.#middle();
    this.#meant.zoom(Math.exp(turnedPx * ZOOM_PER_WHEEL_PX), event.clientX - middle.x, event.clientY - middle.y, true);
  }

  #key(event: KeyboardEvent): void {
    const meant = this.#meant;
    if (!meant.isOpen() || event.ctrlKey || event.altKey || event.metaKey || isElsewhere(event.target)) return;
    const isArrow = event.code.startsWith("Arrow");
    if (PUSHES.has(event.code) && (!isArrow || event.shiftKey)) {
      event.preventDefault();
      return this.#hold(event.code);
    }
    if (event.key === "ArrowRight" || event.key === "ArrowDown") meant.step(1);
    else if (event.key === "ArrowLeft" || event.key === "ArrowUp") meant.step(-1);
    else if (event.key === "+" || event.key === "=") meant.zoom(1 / ZOOM_PER_KEY, 0, 0, true);
    else if (event.key === "-" || event.key === "_") meant.zoom(ZOOM_PER_KEY, 0, 0, true);
    else if (event.key === "Escape") meant.letGo();
    else return;
    event.preventDefault();
  }

  #hold(code: string): void {
    this.#held.add(code);
    this.#push();
  }

  #unhold(code: string): void {
    if (this.#held.delete(code)) this.#push();
  }

  #unholdAll(): void {
    if (this.#held.size === 0) return;
    this.#held.clear();
    this.#push();
  }

  #push(): void {
    let right = 0;
    let up = 0;
    for (const code of this.#held) {
      const [x, y] = PUSHES.get(code) ?? [0, 0];
      right += x;
      up += y;
    }
    this.#meant.push(Math.sign(right), Math.sign(up));
  }

  #middle(): Point {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }
}
