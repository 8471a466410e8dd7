// Loaded when somebody wants other colours than the standard ones.

import { ink } from "../draw/palette";
import { PALETTES, type PaletteName } from "./palettes";

/** Draws in these colours from now on, and has the panels follow. */
export function paint(name: PaletteName): void {
  const palette = PALETTES[name];
  Object.assign(ink, palette);
  const { style } = document.documentElement;
  style.setProperty("--own", palette.own);
  style.setProperty("--gold", palette.bounty);
  style.setProperty("--red", palette.danger);
  style.setProperty("--green", palette.pickup);
}
