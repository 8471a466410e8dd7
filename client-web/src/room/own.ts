// A room that somebody has opened, and what may be done there by who has: asked of the server.

import { ask } from "../account/api";
import { record, text } from "../json";
import { recall, remember } from "../preferences";
import { codeHere } from "./here";

const KEPT_AS = "rooms";
const KEPT_MAX = 8;

/** What somebody wants of a room. */
export interface Wanted {
  readonly people: number;
  readonly bots: number;
  readonly chat: boolean;
  readonly teams: boolean;
}

/** The keys of the rooms that this browser has opened, by their codes, the latest last. */
function keptKeys(): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(recall(KEPT_AS)));
  } catch {
    return {};
  }
}

/** Opens a room, and keeps its key. Gives its code. */
export async function openRoom(wanted: Wanted): Promise<string> {
  const { code, key } = record(await ask("POST", "rooms", wanted));
  const kept = [...Object.entries(keptKeys()), [text(code), text(key)]].slice(-KEPT_MAX);
  remember(KEPT_AS, JSON.stringify(Object.fromEntries(kept)));
  return text(code);
}

/** The address that brings whoever opens it into a room. */
export function linkToRoom(code: string): string {
  const link = new URL("./", location.href);
  link.searchParams.set("room", code);
  return link.href;
}

/** A room that this browser has opened. */
export class OwnRoom {
  readonly #path: string;
  readonly #bearer: Readonly<Record<string, string>>;

  constructor(code: string, key: string) {
    this.#path = `rooms/${code}`;
    this.#bearer = { Authorization: `Bearer ${key}` };
  }

  /** Whether it lets nobody new in. */
  async isLocked(): Promise<boolean> {
    return record(await ask("GET", this.#path))["locked"] === true;
  }

  lock(on: boolean): Promise<unknown> {
    return ask("POST", `${this.#path}/lock`, { on }, this.#bearer);
  }

  /** Sends somebody away who flies there, and keeps it out. */
  kick(player: number): Promise<unknown> {
    return ask("POST", `${this.#path}/kick`, { player }, this.#bearer);
  }
}

/** The room that the page is of, if this browser has opened it. */
export function ownRoomHere(): OwnRoom | null {
  const code = codeHere();
  const key = keptKeys()[code];
  return typeof key === "string" ? new OwnRoom(code, key) : null;
}
