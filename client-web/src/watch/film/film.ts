// What a film is once it has been read: stretches of a room's time, each with
// everything that is needed to show any of its ticks.

import type { Frame, GameEvent } from "../../protocol/frame";
import type { Leaderboard, RadarMessage } from "../../protocol/to_client";
import type { Welcome } from "../../protocol/welcome";

/** The first number of a film's head. */
export const FORMAT = 1;
/** Beyond these bounds nothing is read: a film lasts ten seconds, a clip three minutes at most. */
export const FILM_BYTES_MAX = 64 * 1024 * 1024;
export const FILM_TICKS_MAX = 180 * 32;
export const MESSAGES_MAX = 4 * FILM_TICKS_MAX;
export const ARRIVALS_MAX = 250_000;

/** A film cannot be shown; the message is for people. */
export class FilmError extends Error {
  override readonly name = "FilmError";
}

/** What there is to do at a tick. */
export interface Step {
  readonly tick: number;
  readonly message: Frame | Leaderboard | RadarMessage;
  /** Whether the film tells of it only with a later frame. */
  readonly isAhead: boolean;
}

/** A message as the film has it, for clips. */
export interface Take {
  readonly tick: number;
  readonly bytes: Uint8Array;
  /** How far a frame is from the one before; null for what is none. */
  readonly paceTicks: number | null;
}

export type Kill = Extract<GameEvent, { type: "kill" }> & { readonly tick: number };

/** A stretch in which an id always names the same entity: it begins with everything that is there. */
export interface Section {
  readonly fromTick: number;
  readonly toTick: number;
  readonly welcome: Welcome;
  readonly welcomeBytes: Uint8Array;
  /** In the order of time. */
  readonly steps: readonly Step[];
  readonly takes: readonly Take[];
  readonly kills: readonly Kill[];
}

export interface Film {
  readonly room: number;
  /** Names the room's past: films of another one do not go together with these. */
  readonly world: string;
  readonly fromTick: number;
  readonly toTick: number;
  /** One after the other, without gaps. A clip has a new one where it goes on from one film to the next. */
  readonly sections: readonly Section[];
}
