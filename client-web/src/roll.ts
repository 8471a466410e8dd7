// Who is in the room, asked of the server.

import { count, list, record } from "./json";

/** Somebody who flies. */
export interface RollRow {
  readonly player: number;
  readonly name: string;
  readonly score: number;
  readonly bot: boolean;
  /** Whether an autopilot flies for it just now. */
  readonly autopilot: boolean;
  /** Whether it may say something: whoever comes over a connection may, a room's own bots do not. */
  readonly talks: boolean;
  /** The round trip to its client in milliseconds, null while it is not known. */
  readonly pingMs: number | null;
}

export interface Roll {
  /** Best first. */
  readonly players: readonly RollRow[];
  /** How many more fly. */
  readonly more: number;
  readonly spectators: number;
}

/** Asks who is in the room of this number, or in the private one of this code. Throws if the server does not say. */
export async function callRoll(room: number | string): Promise<Roll> {
  const answer = await fetch(`api/rooms/${room}/players`);
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  return readRoll(await answer.json());
}

/** Reads the server's answer. Throws if it is none. */
export function readRoll(value: unknown): Roll {
  const { players, more, spectators } = record(value);
  return { players: list(players).map(readRow), more: count(more), spectators: count(spectators) };
}

function readRow(value: unknown): RollRow {
  const { player, name, score, bot, autopilot, talks, ping_ms } = record(value);
  const pingMs = typeof ping_ms === "number" ? ping_ms : null;
  return { player: Number(player), name: String(name), score: Number(score), bot: bot === true, autopilot: autopilot === true, talks: talks === true, pingMs };
}
