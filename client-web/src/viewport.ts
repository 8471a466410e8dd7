// How much of the world a window shows.

export interface Extent {
  readonly halfWidthM: number;
  readonly halfHeightM: number;
}

/** The area that every window shows, so that no shape of it is an advantage: 60 by 34 metres on a 16:9 screen. */
const AREA_M2 = 60 * 34;
const ASPECT_MIN = 0.5;
const ASPECT_MAX = 2.4;

/** The view to ask for. `zoom` is how much wider and higher than a pilot's it is. */
export function wishedView(widthPx: number, heightPx: number, zoom: number): Extent {
  const aspect = Math.min(ASPECT_MAX, Math.max(ASPECT_MIN, widthPx / heightPx || 1));
  const heightM = Math.sqrt(AREA_M2 / aspect) * zoom;
  return { halfWidthM: (heightM * aspect) / 2, halfHeightM: heightM / 2 };
}

/** The largest part of the granted view with the window's shape: the screen never shows more than is told. */
export function fitView(granted: Extent, widthPx: number, heightPx: number): Extent {
  const mPerPx = Math.min((2 * granted.halfWidthM) / widthPx, (2 * granted.halfHeightM) / heightPx);
  return { halfWidthM: (widthPx * mPerPx) / 2, halfHeightM: (heightPx * mPerPx) / 2 };
}
