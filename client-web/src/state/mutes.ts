// Whose words are not shown. Names, since a player has another number each time.

const KEY = "asteroids.muted-names";
const NAMES_MAX = 200;

/** The names that this browser keeps quiet. Storage may be forbidden: then only until the page is left. */
export class Mutes {
  readonly #names = new Set(load());
  #changesMade = 0;

  /** Grows with each change. */
  get changes(): number {
    return this.#changesMade;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Mutes a name or lets it speak again. Of too many the one muted first is forgotten. */
  toggle(name: string): void {
    this.#changesMade += 1;
    if (!this.#names.delete(name)) this.#names.add(name);
    for (const oldest of this.#names) {
      if (this.#names.size <= NAMES_MAX) break;
      this.#names.delete(oldest);
    }
    try {
      localStorage.setItem(KEY, JSON.stringify([...this.#names]));
    } catch {
      // It holds while the page is open.
    }
  }
}

function load(): string[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
