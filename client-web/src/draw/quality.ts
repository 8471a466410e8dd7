/** How much of the picture is drawn. */
export interface Quality {
  /** Whether lines have a soft light around them. */
  readonly glow: boolean;
  /** How many layers of stars there are, the nearest first. */
  readonly stars: number;
  /** The share of sparks and splinters. */
  readonly particles: number;
  /** The share of the screen's pixels, each way. */
  readonly resolution: number;
}

export const FULL: Quality = { glow: true, stars: 3, particles: 1, resolution: 1 };
