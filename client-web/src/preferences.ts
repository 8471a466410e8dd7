// What the browser remembers for the player. Storage may be forbidden or full:
// then nothing is remembered.

const PREFIX = "asteroids.";

export function recall(key: string): string {
  try {
    return localStorage.getItem(PREFIX + key) ?? "";
  } catch {
    return "";
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Playing goes on without it.
  }
}

/** Whether anything is remembered by this key, be it nothing but an empty text. */
export function isRemembered(key: string): boolean {
  try {
    return localStorage.getItem(PREFIX + key) !== null;
  } catch {
    return false;
  }
}

/** Whether the player had turned the sound off before there were settings. */
export function recallMuted(): boolean {
  return recall("muted") === "yes";
}
