const NONE: readonly never[] = [];

/** Tells which lines are new of a list whose oldest go as others come. */
export class NewLines<Line extends object> {
  /** Whether what was told last goes on from before: else it is of another room, or of another time. */
  goesOn = false;
  #last: Line | undefined;

  take(lines: readonly Line[]): readonly Line[] {
    const latest = lines[lines.length - 1];
    if (latest === undefined || latest === this.#last) return NONE;
    const before = this.#last === undefined ? -1 : lines.lastIndexOf(this.#last);
    this.goesOn = before !== -1;
    this.#last = latest;
    return lines.slice(before + 1);
  }
}
