// A large saucer comes by, flies about, and fires anywhere.

import type { Motion } from "../../motion";
import type { Chance } from "./chance";
import { SAUCER_COURSE_TICKS, SAUCER_RELOAD_TICKS, TRAITS } from "./rules";
import { along, lengthOf, way, type Vector } from "./space";
import type { Saucer } from "./thing";

/** Chooses a course when the last one is over: towards a guest, or anywhere. Says where it fires, if it does. */
export function act(saucer: Saucer, guest: Readonly<Motion> | null, now: number, chance: Chance): Vector | null {
  const { motion, kind } = saucer;
  if (now >= saucer.courseUntil) {
    const there = guest === null || chance.oneIn(2) ? chance.direction() : way(motion, guest);
    const length = lengthOf(there);
    [motion.vx, motion.vy] = length === 0 ? [0, 0] : along([0, 0], TRAITS[kind].drift_mps[1] / length, there);
    saucer.courseUntil = now + chance.ticks(SAUCER_COURSE_TICKS);
  }
  if (now < saucer.gunReadyAt) return null;
  saucer.gunReadyAt = now + chance.ticks(SAUCER_RELOAD_TICKS);
  return chance.direction();
}
