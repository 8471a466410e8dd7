import type { Scene } from "../state/scene";

export interface Point {
  x: number;
  y: number;
}

/** The shortest way along an axis that wraps after `extentM` metres; 0 means that it does not wrap. */
export function shortest(deltaM: number, extentM: number): number {
  return extentM > 0 ? deltaM - extentM * Math.round(deltaM / extentM) : deltaM;
}

/** From here on nothing of a ship can be seen but where it is and where it points. No pilot is so high up. */
const FAR_PX_PER_M = 4.5;

/** Where the camera looks, and how the world's metres become the screen's CSS pixels. */
export class View {
  widthPx = 1;
  heightPx = 1;
  dpr = 1;
  pxPerM = 20;
  /** The middle of the screen. */
  xM = 0;
  yM = 0;
  worldWidthM = 0;
  worldHeightM = 0;

  resize(widthPx: number, heightPx: number, dpr: number): void {
    this.widthPx = Math.max(1, widthPx);
    this.heightPx = Math.max(1, heightPx);
    this.dpr = dpr > 0 ? dpr : 1;
  }

  lookAt(scene: Scene, shakeXM: number, shakeYM: number): void {
    const { camera } = scene;
    this.xM = camera.x + shakeXM;
    this.yM = camera.y + shakeYM;
    this.worldWidthM = scene.worldWidthM;
    this.worldHeightM = scene.worldHeightM;
    // The larger scale, so that the screen never shows more than the server tells of.
    const pxPerM = Math.max(this.widthPx / (2 * camera.halfWidthM), this.heightPx / (2 * camera.halfHeightM));
    if (Number.isFinite(pxPerM)) this.pxPerM = pxPerM;
  }

  get isFar(): boolean {
    return this.pxPerM < FAR_PX_PER_M;
  }

  /** From the middle of the screen to the nearest image of a point, in metres. */
  dxM(xM: number): number {
    return shortest(xM - this.xM, this.worldWidthM);
  }

  dyM(yM: number): number {
    return shortest(yM - this.yM, this.worldHeightM);
  }

  screenX(xM: number): number {
    return this.widthPx / 2 + this.dxM(xM) * this.pxPerM;
  }

  /** The world's y points up, the screen's down. */
  screenY(yM: number): number {
    return this.heightPx / 2 - this.dyM(yM) * this.pxPerM;
  }

  /** Whether a circle touches the screen. */
  shows(xM: number, yM: number, radiusM: number): boolean {
    return (
      Math.abs(this.dxM(xM)) < this.widthPx / 2 / this.pxPerM + radiusM &&
      Math.abs(this.dyM(yM)) < this.heightPx / 2 / this.pxPerM + radiusM
    );
  }
}

/**
 * Where the ray from the middle towards (dx, dy) meets the ellipse with these
 * half-axes. An ellipse, because panels are in the corners.
 */
export function ontoEllipse(dx: number, dy: number, halfWidth: number, halfHeight: number, out: Point): void {
  const reach = 1 / Math.hypot(dx / halfWidth, dy / halfHeight);
  out.x = dx * reach;
  out.y = dy * reach;
}

/** The first point of a lattice through `origin` that is not left of 0. */
export function firstAtOrAfterZero(origin: number, step: number): number {
  return origin - Math.floor(origin / step) * step;
}
