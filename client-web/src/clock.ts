// Which tick to show: the server's tick now, plus a lead, so that inputs
// stamped with the tick shown arrive just in time.

import { Samples } from "./samples";

/** Samples whose median is the estimate; single spikes do not move a median. */
const FRAME_SAMPLES = 31;
const PONG_SAMPLES = 7;
/** How much faster or slower than time the shown tick may run to meet its target. */
const SLEW_MAX = 0.1;
/** How long the clock takes to make up for an error, roughly. */
const SLEW_TICKS = 24;
/** Further behind than this the shown tick is set anew: the page slept, or the line did. */
const LOST_TICKS = 24;
/** And further ahead than this: a line that has stalled only seems to be slower for a while. */
const LOST_AHEAD_TICKS = 48;
/** For what neither round trip nor jitter shows: an input waits for the server's next step, and bears the tick drawn last. */
const STEP_MARGIN_TICKS = 0.5;
const STAMP_MARGIN_TICKS_MIN = 0.5;
const STAMP_MARGIN_TICKS_MAX = 4;
/** What is drawn seldom or late is stamped early, by as many ticks as that takes: the worst is half forgotten after so many frames. */
const STAMPS = 64;
/** How many times the usual deviation of arrivals an input may be late. */
const JITTER_MARGIN = 2;
/** But not more than this: a line that stalls is not made better by looking further ahead. */
const JITTER_MARGIN_MS_MAX = 100;

export class Clock {
  readonly #tickMs: number;
  /** The local time at which tick 0 would have arrived, by each frame. */
  readonly #arrivals = new Samples(FRAME_SAMPLES);
  readonly #deviations = new Samples(FRAME_SAMPLES);
  readonly #roundTrips = new Samples(PONG_SAMPLES);
  #arrivalMs = 0;
  #shown = 0;
  #shownAtMs = 0;
  #running = false;
  #stampMarginTicks = STAMP_MARGIN_TICKS_MIN;

  rttMs = 0;
  jitterMs = 0;
  /** How much later than usual the last frame came. */
  lateMs = 0;

  readonly #leadTicksMax: number;

  constructor(
    tickRateHz: number,
    leadTicksMax: number,
  ) {
    this.#leadTicksMax = leadTicksMax;
    this.#tickMs = 1000 / tickRateHz;
  }

  /** A frame has arrived that left as its tick began. What it tells has happened: nothing earlier is shown from now on. */
  frame(tick: number, nowMs: number): void {
    const arrivalMs = nowMs - tick * this.#tickMs;
    this.#arrivals.add(arrivalMs);
    this.#arrivalMs = this.#arrivals.median();
    this.lateMs = arrivalMs - this.#arrivalMs;
    this.#deviations.add(Math.abs(this.lateMs));
    this.jitterMs = this.#deviations.median();
    if (this.#running && tick > this.#shown) this.#show(tick, nowMs);
  }

  /** The answer to a ping has arrived. */
  pong(roundTripMs: number): void {
    this.#roundTrips.add(Math.max(0, roundTripMs));
    this.rttMs = this.#roundTrips.median();
  }

  /** The tick to show now, with its fraction, in a frame that began so long ago. It never runs backwards unless the clock was lost. */
  advance(nowMs: number, agoMs = 0): number {
    if (this.#arrivals.count === 0) return this.#shown;
    const target = this.#target(nowMs);
    const elapsedTicks = Math.max(0, nowMs - this.#shownAtMs) / this.#tickMs;
    this.#expectStamps(elapsedTicks + agoMs / this.#tickMs);
    const error = target - (this.#shown + elapsedTicks);
    const slew = Math.max(-SLEW_MAX, Math.min(SLEW_MAX, error / SLEW_TICKS));
    this.#show(error > LOST_TICKS || error < -LOST_AHEAD_TICKS ? target : this.#shown + elapsedTicks * (1 + slew), nowMs);
    this.#running = true;
    return this.#shown;
  }

  #expectStamps(earlyTicks: number): void {
    const margin = Math.min(STAMP_MARGIN_TICKS_MAX, Math.max(STAMP_MARGIN_TICKS_MIN, earlyTicks));
    this.#stampMarginTicks = Math.max(margin, this.#stampMarginTicks + (margin - this.#stampMarginTicks) / STAMPS);
  }

  #show(tick: number, nowMs: number): void {
    this.#shown = tick;
    this.#shownAtMs = nowMs;
  }

  #target(nowMs: number): number {
    // Half the round trip has passed since the server was at the tick that arrives
    // now, and it takes the other half until what is sent now arrives there.
    const arriving = (nowMs - this.#arrivalMs) / this.#tickMs;
    const marginMs = Math.min(JITTER_MARGIN * this.jitterMs, JITTER_MARGIN_MS_MAX);
    const lead = (this.rttMs + marginMs) / this.#tickMs + STEP_MARGIN_TICKS + this.#stampMarginTicks;
    return arriving + Math.min(lead, this.#leadTicksMax);
  }
}
