// Palettes for other eyes and other rooms. A test looks at each as those eyes do.

import { STANDARD, type Palette } from "../draw/palette";

export type PaletteName = "standard" | "deuteranopia" | "protanopia" | "tritanopia" | "strong" | "soft";

const CALM = { flame: "#ffd9a0", light: "#e6ecff" };

export const PALETTES: Readonly<Record<PaletteName, Palette>> = {
  standard: STANDARD,
  deuteranopia: {
    ...STANDARD,
    ...CALM,
    own: "#a8fffa",
    person: "#fff7d8",
    bot: "#8e9a87",
    bounty: "#f5bf34",
    rock: "#4a7ef8",
    pickup: "#71c0ff",
    danger: "#cc6620",
  },
  protanopia: {
    ...STANDARD,
    ...CALM,
    own: "#5ffafe",
    person: "#fffbe0",
    bot: "#8a9882",
    bounty: "#c8c82a",
    rock: "#747d95",
    pickup: "#4bb1ff",
    danger: "#c96f20",
  },
  tritanopia: {
    ...STANDARD,
    ...CALM,
    own: "#40f6ff",
    person: "#ff92dd",
    bot: "#94868c",
    bounty: "#fbf4ea",
    rock: "#7478ff",
    pickup: "#9bbb50",
    danger: "#ff2a30",
  },
  strong: {
    own: "#00ffff",
    person: "#ffffff",
    bot: "#d070ff",
    bounty: "#ffe600",
    rock: "#8fb0ff",
    pickup: "#00ff5a",
    danger: "#ff4040",
    flame: "#ffb000",
    light: "#ffffff",
    linePx: 2.8,
  },
  soft: {
    own: "#5cb8c2",
    person: "#d68aae",
    bot: "#9464b8",
    bounty: "#b29a45",
    rock: "#5272b0",
    pickup: "#55a85f",
    danger: "#cc4c58",
    flame: "#a87a3f",
    light: "#8b96b3",
    linePx: 1.6,
  },
};
