// How high one who watches may look from, and what the server tells up there.

import { SPECTATOR_VIEW_FACTOR, VIEW_HALF_HEIGHT_MAX_M, VIEW_HALF_WIDTH_MAX_M } from "../protocol/table";
import type { Extent } from "../viewport";
import type { Room } from "./camera";

/** Half of what a picture is high: one ship fills it. */
export const HALF_HEIGHT_MIN_M = 3;
/** About as much as a pilot sees. */
export const PILOT_HALF_HEIGHT_M = 17;
/** Halves of views up to which the server tells entity by entity. */
const TOLD_HALF_WIDTH_M = SPECTATOR_VIEW_FACTOR * VIEW_HALF_WIDTH_MAX_M;
const TOLD_HALF_HEIGHT_M = SPECTATOR_VIEW_FACTOR * VIEW_HALF_HEIGHT_MAX_M;
/** The whole room has a rim. */
const RIM = 1.03;
/** More is asked for than is seen, so that nothing appears at the edge. */
const MARGIN = 1.12;
/** The server is asked for views in steps of this: a zoom asks seldom. */
const STEP = 1.15;

/** Half of the height at which the whole room is in the picture. */
export function wholeRoomM({ worldWidthM, worldHeightM }: Room, aspect: number): number {
  // Before the welcome.
  if (worldWidthM === 0) return PILOT_HALF_HEIGHT_M;
  return (Math.max(worldHeightM, worldWidthM / aspect) / 2) * RIM;
}

/** Whether a picture of this height shows a map. */
export function isMap(halfHeightM: number, aspect: number): boolean {
  return halfHeightM > tellsUpToM(aspect) * 1.001;
}

/** Half of the height up to which ships are told of by themselves, in a window of this shape. */
export function tellsUpToM(aspect: number): number {
  return Math.min(TOLD_HALF_HEIGHT_M, TOLD_HALF_WIDTH_M / aspect);
}

/** The view to ask for to see a picture of this height. */
export function wishFor(halfHeightM: number, aspect: number): Extent {
  const stepped = PILOT_HALF_HEIGHT_M * STEP ** Math.ceil(Math.log((halfHeightM * MARGIN) / PILOT_HALF_HEIGHT_M) / Math.log(STEP));
  const height = Math.max(PILOT_HALF_HEIGHT_M, stepped);
  if (isMap(halfHeightM, aspect)) return { halfWidthM: height * aspect, halfHeightM: height };
  return { halfWidthM: Math.min(TOLD_HALF_WIDTH_M, height * aspect), halfHeightM: Math.min(TOLD_HALF_HEIGHT_M, height) };
}
