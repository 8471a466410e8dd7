// Who is muted, and who is a friend. Names, since a player has another number each time.

const MUTED_KEY = "asteroids.muted-names";
const FRIENDS_KEY = "asteroids.friends";
const NAMES_MAX = 200;

/** Names that this browser keeps under a key. Storage may be forbidden: then only until the page is left. */
export class KeptNames {
  readonly #names: Set<string>;
  readonly #key: string;
  #changesMade = 0;

  constructor(key: string) {
    this.#key = key;
    this.#names = new Set(load(key));
  }

  /** Grows with each change. */
  get changes(): number {
    return this.#changesMade;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** The names, the one that was put in last first. */
  get latest(): readonly string[] {
    return [...this.#names].reverse();
  }

  /** Puts a name in or takes it out. Of too many the one that was put in first is forgotten. */
  toggle(name: string): void {
    this.#changesMade += 1;
    if (!this.#names.delete(name)) this.#names.add(name);
    for (const oldest of this.#names) {
      if (this.#names.size <= NAMES_MAX) break;
      this.#names.delete(oldest);
    }
    try {
      localStorage.setItem(this.#key, JSON.stringify([...this.#names]));
    } catch {
      // It holds while the page is open.
    }
  }
}

function load(key: string): string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** Whose words are not shown. */
export const keepMutes = (): KeptNames => new KeptNames(MUTED_KEY);

/** Who is marked on the map and comes first in the list. */
export const keepFriends = (): KeptNames => new KeptNames(FRIENDS_KEY);
