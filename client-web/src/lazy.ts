/** What could not be loaded is tried again after this time. */
const AGAIN_MS = 5000;

/** A part of the game that is loaded when somebody has use for it. */
export class Lazy<Part> {
  /** Null until it is there. */
  part: Part | null = null;
  #loading: Promise<void> | null = null;

  readonly #fetch: () => Promise<Part>;

  constructor(fetch: () => Promise<Part>) {
    this.#fetch = fetch;
  }

  load(): Promise<void> {
    this.#loading ??= this.#fetch().then(
      (part) => void (this.part = part),
      (error) => {
        console.warn(String(error));
        setTimeout(() => {
          this.#loading = null;
          void this.load();
        }, AGAIN_MS);
      },
    );
    return this.#loading;
  }
}
