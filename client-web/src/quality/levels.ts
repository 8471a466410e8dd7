import { FULL, type Quality } from "../draw/quality";

/** Everything first, and then less and less: what is missed least goes first. */
export const LEVELS: readonly Quality[] = [
  FULL,
  { glow: true, stars: 2, particles: 0.5, resolution: 0.8 },
  { glow: true, stars: 1, particles: 0.3, resolution: 0.65 },
  { glow: false, stars: 1, particles: 0.3, resolution: 0.65 },
  { glow: false, stars: 0, particles: 0.15, resolution: 0.5 },
];

/** How many steps may be left out. */
export const LOWEST = LEVELS.length - 1;
