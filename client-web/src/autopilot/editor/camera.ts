// Which part of the diagram is seen.

import type { Box, Point } from "./geometry";

const SCALE_LEAST = 0.1;
const SCALE_MOST = 2;
const MARGIN = 40;

export class Camera {
  /** Of the view's corner, in pixels of the screen. */
  #x = 0;
  #y = 0;
  #zoom = 1;

  get scale(): number {
    return this.#zoom;
  }

  get transform(): string {
    return `translate(${this.#x} ${this.#y}) scale(${this.#zoom})`;
  }

  /** From the screen, measured from the view's corner, into the diagram. */
  into({ x, y }: Point): Point {
    return { x: (x - this.#x) / this.#zoom, y: (y - this.#y) / this.#zoom };
  }

  pan(dx: number, dy: number): void {
    this.#x += dx;
    this.#y += dy;
  }

  /** Zooms so that what is under this point stays there. */
  zoomAt({ x, y }: Point, factor: number): void {
    const zoom = Math.min(SCALE_MOST, Math.max(SCALE_LEAST, this.#zoom * factor));
    this.#x = x - ((x - this.#x) * zoom) / this.#zoom;
    this.#y = y - ((y - this.#y) * zoom) / this.#zoom;
    this.#zoom = zoom;
  }

  /** Shows all of a box in a view of this size, not larger than life. */
  fit(box: Box, width: number, height: number): void {
    const zoom = Math.min(1, (width - 2 * MARGIN) / Math.max(box.width, 1), (height - 2 * MARGIN) / Math.max(box.height, 1));
    this.#zoom = Math.max(SCALE_LEAST, zoom);
    this.#x = (width - box.width * this.#zoom) / 2 - box.x * this.#zoom;
    this.#y = (height - box.height * this.#zoom) / 2 - box.y * this.#zoom;
  }

  /** Moves as little as is needed to show a box. */
  reveal(box: Box, width: number, height: number): void {
    const left = box.x * this.#zoom + this.#x;
    const top = box.y * this.#zoom + this.#y;
    const right = left + box.width * this.#zoom;
    const bottom = top + box.height * this.#zoom;
    if (left < MARGIN) this.#x += MARGIN - left;
    else if (right > width - MARGIN) this.#x -= Math.min(right - width + MARGIN, left - MARGIN);
    if (top < MARGIN) this.#y += MARGIN - top;
    else if (bottom > height - MARGIN) this.#y -= Math.min(bottom - height + MARGIN, top - MARGIN);
  }
}
