// What a pilot who was cut off comes back with. It is kept in the tab's storage
// too, for a page that was killed: one that is left forgets it.

const STORED_AS = "asteroids.claim";
const KEY_BYTES = 16;

/** Where a pilot was, and its key there. */
export interface Claim {
  readonly room: number;
  readonly key: Uint8Array;
}

/** The claim of a page that was killed, if this tab had one. Storage may be forbidden, or hold anything. */
export function recallClaim(): Claim | null {
  try {
    const [room, ...key] = JSON.parse(sessionStorage.getItem(STORED_AS) ?? "[]") as number[];
    return room === undefined || key.length !== KEY_BYTES ? null : { room, key: Uint8Array.from(key) };
  } catch {
    return null;
  }
}

export function rememberClaim({ room, key }: Claim): void {
  try {
    sessionStorage.setItem(STORED_AS, JSON.stringify([room, ...key]));
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
