/** The newest lines of something that goes on, for a while each. The page is touched only when one comes or goes. */
export class RecentLines<Line extends { readonly atMs: number }> {
  #oldest: Line | undefined;
  #newest: Line | undefined;

  readonly #list: Element;
  readonly #linesMax: number;
  readonly #shownMs: number;
  readonly #append: (line: Line) => void;

  constructor(
    list: Element,
    linesMax: number,
    shownMs: number,
    /** Writes one at the end of the list. */
    append: (line: Line) => void,
  ) {
    this.#list = list;
    this.#linesMax = linesMax;
    this.#shownMs = shownMs;
    this.#append = append;
  }

  /** Shows the last of these, oldest first; none if it is not the time for any. */
  update(lines: readonly Line[], nowMs: number, show = true): void {
    let first = show ? Math.max(0, lines.length - this.#linesMax) : lines.length;
    while (first < lines.length && nowMs - lines[first]!.atMs > this.#shownMs) first += 1;
    const oldest = lines[first];
    const newest = oldest && lines[lines.length - 1];
    if (oldest === this.#oldest && newest === this.#newest) return;
    this.#oldest = oldest;
    this.#newest = newest;
    this.#list.replaceChildren();
    for (const line of lines.slice(first)) this.#append(line);
  }
}
