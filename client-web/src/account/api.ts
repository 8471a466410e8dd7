// Players and boards, asked of the server over HTTP.

import { list, number, record } from "../json";
import { t } from "../words";

/** What a player has done, since it first scored. */
export interface Career {
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
  readonly rocksLarge: number;
  readonly rocksMedium: number;
  readonly rocksSmall: number;
  readonly saucers: number;
  readonly flownTicks: number;
  readonly shots: number;
  readonly hits: number;
  readonly bestLife: number;
  readonly bestStreak: number;
}

/** Places on the boards, null where nothing was scored. */
export interface Ranks {
  readonly day: number | null;
  readonly week: number | null;
  readonly all: number | null;
}

export interface Profile {
  /** Null before the first score. */
  readonly name: string | null;
  /** Whether the name has a password. */
  readonly claimed: boolean;
  readonly career: Career;
  readonly ranks: Ranks;
  /** Whether it flies, and the server keeps nothing of what it earns. */
  readonly unkept: boolean;
  /** How many may fly in a room that this browser opens; 0 if it may open none. */
  readonly roomPeople: number;
}

export type Period = "day" | "week" | "all";

export interface BoardRow {
  readonly rank: number;
  readonly name: string;
  readonly score: number;
}

export interface Board {
  /** Best first. */
  readonly rows: readonly BoardRow[];
  /** Whoever asks, if it has scored. */
  readonly own: BoardRow | null;
}

/** The server does not do what it was asked; the message is for people. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }

  /** Whether the server knows nobody of this name. */
  get isNobody(): boolean {
    return this.status === NOT_FOUND;
  }

  /** Whether another time it may do it, for all that the player did. */
  get isBusy(): boolean {
    return this.status >= FIRST_SERVER_ERROR;
  }
}

/** The server, or what is on the way to it, says nothing that can be read; the message is for people. */
export class Unanswered extends Error {
  override readonly name = "Unanswered";
  constructor() {
    super(t.unanswered);
  }
}

const NOT_FOUND = 404;
const FIRST_SERVER_ERROR = 500;

const ANSWER_WITHIN_MS = 5000;
/** Longer than the server takes at most to change a player: whoever hangs up before does not know whether it has. */
const CHANGED_WITHIN_MS = 35_000;

/** Who this browser is. The first answer brings its cookie. */
export const me = async (): Promise<Profile> => readProfile(await ask("GET", "me"));

export const claim = async (name: string, password: string): Promise<Profile> =>
  readProfile(await ask("POST", "claim", { name, password }));

export const logIn = async (name: string, password: string): Promise<Profile> =>
  readProfile(await ask("POST", "login", { name, password }));

export const logOut = (): Promise<unknown> => ask("POST", "logout", {});

export const changePassword = (before: string, after: string): Promise<unknown> =>
  ask("POST", "password", { old: before, new: after });

/** Has everything forgotten. The password is needed once the name is claimed. */
export const forget = (password: string | null): Promise<unknown> => ask("DELETE", "me", { password });

/** What everybody may know of whoever plays under this name. Not as a part of the path, where "." and ".." mean another. */
export const profileOf = async (name: string): Promise<Profile> =>
  readProfile(await ask("GET", `players?name=${encodeURIComponent(name)}`));

export const board = async (period: Period): Promise<Board> => readBoard(await ask("GET", `leaderboard?period=${period}`));

export async function ask(method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<unknown> {
  const { status, ok, said } = await exchange(method, path, body, headers);
  if (ok) return said;
  const { error } = record(said);
  throw new Refused(typeof error === "string" ? error : t.answersStatus({ status }), status);
}

async function exchange(method: string, path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<{ status: number; ok: boolean; said: unknown }> {
  try {
    const answer = await fetch(`api/${path}`, {
      method,
      signal: AbortSignal.timeout(method === "GET" ? ANSWER_WITHIN_MS : CHANGED_WITHIN_MS),
      ...(body === undefined ? {} : { headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) }),
    });
    return { status: answer.status, ok: answer.ok, said: await answer.json() };
  } catch {
    // Each browser has words of its own for this, and none are for people.
    throw new Unanswered();
  }
}

/** Reads what is told of a player. Throws a TypeError if it is something else. */
export function readProfile(value: unknown): Profile {
  const { name, claimed, career, ranks, unkept, room_people } = record(value);
  return {
    name: typeof name === "string" ? name : null,
    claimed: claimed === true,
    career: readCareer(record(career)),
    ranks: readRanks(record(ranks)),
    unkept: unkept === true,
    roomPeople: Number(room_people),
  };
}

function readCareer(career: Record<string, unknown>): Career {
  return {
    score: number(career["score"]),
    kills: number(career["kills"]),
    deaths: number(career["deaths"]),
    rocksLarge: number(career["rocks_large"]),
    rocksMedium: number(career["rocks_medium"]),
    rocksSmall: number(career["rocks_small"]),
    saucers: number(career["saucers"]),
    flownTicks: number(career["flown_ticks"]),
    shots: number(career["shots"]),
    hits: number(career["hits"]),
    bestLife: number(career["best_life"]),
    bestStreak: number(career["best_streak"]),
  };
}

function readRanks({ day, week, all }: Record<string, unknown>): Ranks {
  const rank = (value: unknown): number | null => (value === null ? null : number(value));
  return { day: rank(day), week: rank(week), all: rank(all) };
}

/** Reads a board. Throws a TypeError if it is something else. */
export function readBoard(value: unknown): Board {
  const { rows, own } = record(value);
  return { rows: list(rows).map(readRow), own: own === null || own === undefined ? null : readRow(own) };
}

function readRow(value: unknown): BoardRow {
  const { rank, name, score } = record(value);
  return { rank: number(rank), name: String(name), score: number(score) };
}
