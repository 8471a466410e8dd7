import type { KillLine } from "../state/scene";

const NONE: readonly KillLine[] = [];

/** Tells which lines of the feed are new. */
export class NewLines {
  /** Whether what was told last goes on from before: else it is of another room, or of another time. */
  goesOn = false;
  #last: KillLine | undefined;

  take(lines: readonly KillLine[]): readonly KillLine[] {
    const latest = lines[lines.length - 1];
    if (latest === undefined || latest === this.#last) return NONE;
    const before = this.#last === undefined ? -1 : lines.lastIndexOf(this.#last);
    this.goesOn = before !== -1;
    this.#last = latest;
    return lines.slice(before + 1);
  }
}
