// Loaded when frames come late to the screen, or when somebody wants to know how they do.

import { FULL, type Quality } from "../draw/quality";
import type { NetStats } from "../state/scene";
import { Governor } from "./governor";
import { LEVELS, LOWEST } from "./levels";

export interface Governing {
  /** A frame is about to be drawn. */
  frame(nowMs: number): void;
}

/** Has as much drawn as there is time for, and says how that goes. */
export function startGoverning(net: NetStats, draw: (quality: Quality) => void): Governing {
  const governor = new Governor(LOWEST);
  return {
    frame: (nowMs) => {
      if (governor.frame(nowMs)) draw(LEVELS[governor.level] ?? FULL);
      net.drawnPerSecond = governor.framesPerSecond;
      net.lateShare = governor.lateShare;
      net.leftOut = governor.level;
    },
  };
}
