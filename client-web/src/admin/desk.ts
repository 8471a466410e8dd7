// What moderators may ask of the server.

import { t } from "../words";

/** Somebody who is here. */
export interface Row {
  /** Names the connection, and no other one before or after it. */
  readonly client: number;
  readonly room: number;
  readonly role: "pilot" | "bot" | "spectator";
  readonly name: string;
  readonly score: number;
  readonly here_s: number;
  readonly address: string;
  /** What stands in the log in place of the address, and in the audit log. */
  readonly pseudonym: string;
  readonly player: number;
  /** How many others are here from its address; null where everybody is, behind a proxy. */
  readonly others_there: number | null;
  /** For how much longer it is muted. */
  readonly muted_s: number;
  /** What the server has stored of the player, if it has. */
  readonly stored: { readonly name: string; readonly claimed: boolean } | null;
}

/** A line of the chat of a room. */
export interface Line {
  readonly room: number;
  readonly player: number;
  readonly name: string;
  readonly text: string;
  readonly age_s: number;
}

/** A ban, of the player with this name or of this network. */
export interface Ban {
  readonly id: number;
  readonly name: string | null;
  readonly network: string | null;
  readonly reason: string;
  /** In seconds since 1970; null for good. */
  readonly ends_s: number | null;
}

/** Whom a ban is for. */
export type BanTarget = { readonly client: number } | { readonly name: string } | { readonly network: string };

export interface Sizes {
  readonly capacity: number;
  readonly bots: number;
  readonly spectators: number;
}

export interface Settings {
  readonly now: Sizes;
  /** What they may be raised to. */
  readonly most: Sizes;
  readonly draining: boolean;
  readonly chat: { readonly open: boolean; readonly slow_s: number };
  /** Rooms that people have opened for themselves. */
  readonly private: readonly { readonly room: number; readonly people: number }[];
}

/** An entry of the audit log. */
export interface Entry {
  readonly at_s: number;
  readonly by: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly outcome: string;
}

/** The server does not do what it was asked; the message says why. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const UNAUTHORIZED = 401;

export class Desk {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  players = (): Promise<readonly Row[]> => this.#ask("GET", "players");
  chat = (): Promise<readonly Line[]> => this.#ask("GET", "chat");
  bans = (): Promise<readonly Ban[]> => this.#ask("GET", "bans");
  settings = (): Promise<Settings> => this.#ask("GET", "settings");
  audit = (): Promise<readonly Entry[]> => this.#ask("GET", "audit?limit=50");

  kick(client: number, reason: string): Promise<unknown> {
    return this.#ask("POST", "kick", { client, reason });
  }

  /** For so many minutes; 0 lets it talk again. */
  mute(client: number, minutes: number, reason: string): Promise<unknown> {
    return this.#ask("POST", "mute", { client, minutes, reason });
  }

  /** For so many minutes, or for good; the addresses that a player comes from for so many, or not. */
  ban(target: BanTarget, minutes: number | null, reason: string, addressMinutes: number | null = null): Promise<unknown> {
    return this.#ask("POST", "bans", { ...target, minutes, reason, address_minutes: addressMinutes });
  }

  lift(ban: number): Promise<unknown> {
    return this.#ask("DELETE", `bans/${ban}`);
  }

  rename(client: number, name: string): Promise<unknown> {
    return this.#ask("POST", "rename", { client, name });
  }

  announce(text: string): Promise<unknown> {
    return this.#ask("POST", "announce", { text });
  }

  drain(on: boolean): Promise<unknown> {
    return this.#ask("POST", "drain", { on });
  }

  resize(sizes: Sizes): Promise<unknown> {
    return this.#ask("POST", "settings", sizes);
  }

  /** Opens or closes the chat, with so many seconds between two lines of one player. */
  setChat(open: boolean, slowS: number): Promise<unknown> {
    return this.#ask("POST", "settings", { chat: open, chat_slow_s: slowS });
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { Authorization: `Bearer ${this.#token}` };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const answer = await fetch(`api/admin/${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
    });
    const said = (await answer.json()) as T & { readonly error?: string };
    if (!answer.ok) throw new Refused(answer.status, said.error ?? t.answersStatus({ status: answer.status }));
    return said;
  }
}

/** Whether the token is wrong, so that another one is to be entered. */
export function isTokenWrong(error: unknown): boolean {
  return error instanceof Refused && error.status === UNAUTHORIZED;
}
