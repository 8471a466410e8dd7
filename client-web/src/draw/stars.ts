import type { Pen } from "./pen";
import { firstAtOrAfterZero, type View } from "./view";

/** A tile of stars is about this wide, in metres of its layer. */
const TILE_M = 48;

/**
 * How wide a layer's tile is, so that one way around the world moves the layer
 * by whole tiles and the seam cannot be seen.
 */
export function tileWidthM(worldM: number, parallax: number): number {
  const wayM = worldM * parallax || TILE_M;
  return wayM / Math.max(1, Math.round(wayM / TILE_M));
}

/** Stars at one distance. A tile of them is one path, made anew only when the world or the zoom changes. */
export class StarLayer {
  #tile: Path2D | null = null;
  #tileXM = 0;
  #tileYM = 0;
  #pxPerM = 0;

  readonly #parallax: number;
  readonly #sizePx: number;
  readonly #colour: string;
  readonly #brightness: number;
  readonly #density: number;

  constructor(
    /** How far the layer moves when the world moves by 1: far layers move little. */
    parallax: number,
    sizePx: number,
    colour: string,
    brightness: number,
    /** How many stars there are on `TILE_M` by `TILE_M`. */
    density: number,
  ) {
    this.#parallax = parallax;
    this.#sizePx = sizePx;
    this.#colour = colour;
    this.#brightness = brightness;
    this.#density = density;
  }

  /** `shown` is how much of it shows, 0 to 1. */
  draw(pen: Pen, shown: number): void {
    const { ctx, view } = pen;
    const tile = this.#fit(view);
    const parallax = this.#parallax;
    const pxPerM = this.#pxPerM;
    const tileX = this.#tileXM * pxPerM;
    const tileY = this.#tileYM * pxPerM;
    const firstX = firstAtOrAfterZero(view.widthPx / 2 - view.xM * parallax * pxPerM, tileX) - tileX;
    const firstY = firstAtOrAfterZero(view.heightPx / 2 + view.yM * parallax * pxPerM, tileY) - tileY;
    ctx.fillStyle = this.#colour;
    ctx.globalAlpha = this.#brightness * shown;
    for (let x = firstX; x < view.widthPx; x += tileX) {
      for (let y = firstY; y < view.heightPx; y += tileY) {
        pen.enterScreen(x, y);
        ctx.fill(tile);
      }
    }
  }

  #fit(view: View): Path2D {
    const tileXM = tileWidthM(view.worldWidthM, this.#parallax);
    const tileYM = tileWidthM(view.worldHeightM, this.#parallax);
    const fits = tileXM === this.#tileXM && tileYM === this.#tileYM && view.pxPerM === this.#pxPerM;
    if (this.#tile !== null && fits) return this.#tile;
    this.#tileXM = tileXM;
    this.#tileYM = tileYM;
    this.#pxPerM = view.pxPerM;
    this.#tile = this.#scatter();
    return this.#tile;
  }

  /** Always the same stars, from the high bits of a linear congruential generator. */
  #scatter(): Path2D {
    const tileXM = this.#tileXM;
    const tileYM = this.#tileYM;
    const pxPerM = this.#pxPerM;
    const sizePx = this.#sizePx;
    const tile = new Path2D();
    let state = this.#density;
    const within = (extentM: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state / 2 ** 32) * extentM * pxPerM;
    };
    const stars = Math.ceil((this.#density * tileXM * tileYM) / TILE_M ** 2);
    for (let star = 0; star < stars; star++) tile.rect(within(tileXM), within(tileYM), sizePx, sizePx);
    return tile;
  }
}
