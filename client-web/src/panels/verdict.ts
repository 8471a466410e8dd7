import type { NetStats } from "../state/scene";

/** What is to blame if anything is. */
export type Verdict = "well" | "network" | "server" | "device";

/** A server whose ticks take more of their time than this is about to be late. */
const TICK_SHARE_MAX = 0.9;
/** Time that runs slower than this can be seen. */
const TIME_RATE_MIN = 0.95;
/** A larger share of late frames stutters. */
const LATE_SHARE_MAX = 0.2;
/** What comes later than this jumps, and so does what comes so unevenly. */
const LATE_MAX_MS = 250;
const JITTER_MAX_MS = 80;
/** Something comes every two seconds at least: the answer to a ping. */
const SILENCE_MAX_MS = 2600;

/**
 * Says what is to blame: first by what names it by itself. A slow device hears late too, and a line that has stalled
 * looks like a server that has.
 */
export function verdictOf(net: Readonly<NetStats>, tickRateHz: number): Verdict {
  if (net.serverTickMs > (TICK_SHARE_MAX * 1000) / tickRateHz) return "server";
  if (net.silentMs > SILENCE_MAX_MS) return "network";
  if (net.lateShare > LATE_SHARE_MAX) return "device";
  if (net.lateMs > LATE_MAX_MS || net.jitterMs > JITTER_MAX_MS) return "network";
  if (net.timeRate < TIME_RATE_MIN) return "server";
  return "well";
}
