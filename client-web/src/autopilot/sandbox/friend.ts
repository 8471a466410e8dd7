// Somebody to keep company: goes in circles, and nothing harms it.

import { sinCos } from "../program/functions";
import { TICK_S, along, motionAt, type Vector } from "./space";
import type { Motion } from "../../motion";

const CIRCLE_M = 14;
const CIRCLE_RADPS = 0.25;
const ABOUT: Vector = [20, 10];

export function friendAt(tick: number): Motion {
  const [sin, cos] = sinCos(Math.fround(CIRCLE_RADPS * tick * TICK_S));
  return motionAt(along(ABOUT, CIRCLE_M, [cos, sin]), along([0, 0], CIRCLE_M * CIRCLE_RADPS, [-sin, cos]), [-sin, cos]);
}
