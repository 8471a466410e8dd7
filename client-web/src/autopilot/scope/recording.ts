// What signals were, step by step. The oldest steps go when there is no more room.

/** Two minutes. */
export const STEPS_MOST = 3840;
export const STEPS_PER_S = 32;


export class Recording {
  readonly #columns = new Map<string, Float32Array>();
  /** The step from which on each column knows something. */
  readonly #since = new Map<string, number>();
  #count = 0;

  /** How many steps there were, those that are gone among them. */
  get steps(): number {
    return this.#count;
  }

  get first(): number {
    return Math.max(0, this.#count - STEPS_MOST);
  }

  get signals(): Iterable<string> {
    return this.#columns.keys();
  }

  /** Notes what a signal is in the step that is under way; no number if there is nothing to know. */
  note(signal: string, value: number): void {
    let column = this.#columns.get(signal);
    if (column === undefined) {
      column = new Float32Array(STEPS_MOST);
      this.#columns.set(signal, column);
      this.#since.set(signal, this.#count);
    }
    column[this.#count % STEPS_MOST] = value;
  }

  /** Ends the step. A signal that was not noted in it is what it was. */
  end(): void {
    this.#count += 1;
  }

  /** Forgets a signal, such as one of a block that is gone. */
  forget(signal: string): void {
    this.#columns.delete(signal);
    this.#since.delete(signal);
  }

  /** What a signal was at a step; null if that is not known. */
  at(signal: string, step: number): number | null {
    const column = this.#columns.get(signal);
    const since = this.#since.get(signal) ?? Infinity;
    if (column === undefined || step < Math.max(since, this.first) || step >= this.#count) return null;
    const value = column[step % STEPS_MOST];
    return value === undefined || Number.isNaN(value) ? null : value;
  }

  series(signal: string): (number | null)[] {
    return Array.from({ length: this.#count - this.first }, (_, index) => this.at(signal, this.first + index));
  }

  get times_s(): number[] {
    return Array.from({ length: this.#count - this.first }, (_, index) => (this.first + index) / STEPS_PER_S);
  }

  /** The same as it is now, whatever is noted later. */
  copy(): Recording {
    const copy = new Recording();
    copy.#count = this.#count;
    for (const [signal, column] of this.#columns) {
      copy.#columns.set(signal, column.slice());
      copy.#since.set(signal, this.#since.get(signal) ?? 0);
    }
    return copy;
  }
}

/** A table of signals: a line for each step, the time in s first. */
export function toCsv(recording: Recording, signals: readonly string[]): string {
  const lines = [["time_s", ...signals].map(quoted).join(",")];
  for (let step = recording.first; step < recording.steps; step++) {
    lines.push([step / STEPS_PER_S, ...signals.map((it) => recording.at(it, step) ?? "")].join(","));
  }
  return lines.join("\n") + "\n";
}

/** A name as a cell. One that spreadsheets would take for a formula is made a text. */
function quoted(name: string): string {
  const text = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
