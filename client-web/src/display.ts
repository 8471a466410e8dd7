// The window as it is now. Nothing tells of every change: a window that is
// moved to a sharper screen keeps its size.

export class Display {
  widthPx = 0;
  heightPx = 0;
  /** How many of the screen's pixels are in one of the page's. */
  dpr = 0;

  readonly #page: Pick<Window, "innerWidth" | "innerHeight" | "devicePixelRatio">;

  constructor(page: Pick<Window, "innerWidth" | "innerHeight" | "devicePixelRatio">) {
    this.#page = page;
  }

  /** Looks again. Whether anything is other than before. */
  hasChanged(): boolean {
    const { innerWidth, innerHeight, devicePixelRatio } = this.#page;
    if (innerWidth === this.widthPx && innerHeight === this.heightPx && devicePixelRatio === this.dpr) return false;
    this.widthPx = innerWidth;
    this.heightPx = innerHeight;
    this.dpr = devicePixelRatio;
    return true;
  }
}
