// What a pilot who was cut off comes back with. It is kept in the tab's storage
// too, for a page that was killed: one that is left forgets it.

import { SESSION_KEY_BYTES } from "./protocol/table";

const STORED_AS = "asteroids.claim";

/** Where a pilot was, and its key there. */
export interface Claim {
  readonly room: number;
  readonly key: Uint8Array;
}

/** A claim with what this tab knows of its run. */
export interface KeptClaim extends Claim {
  /** Whether the last life was gone. */
  readonly over: boolean;
}

/** The claim of a page that was killed, if this tab had one. Storage may be forbidden, or hold anything. */
export function recallClaim(): KeptClaim | null {
  try {
    const [room, over, ...key] = JSON.parse(sessionStorage.getItem(STORED_AS) ?? "[]") as number[];
    return room === undefined || key.length !== SESSION_KEY_BYTES ? null : { room, key: Uint8Array.from(key), over: over === 1 };
  } catch {
    return null;
  }
}

export function rememberClaim({ room, key, over }: KeptClaim): void {
  try {
    sessionStorage.setItem(STORED_AS, JSON.stringify([room, over ? 1 : 0, ...key]));
  } catch {
    // The page itself remembers.
  }
}

export function forgetClaim(): void {
  try {
    sessionStorage.removeItem(STORED_AS);
  } catch {
    // Nothing was remembered either.
  }
}
