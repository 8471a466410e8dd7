/** A row of a list, on the page. */
export interface Row<Data> {
  readonly element: Element;
  /** Writes what has changed. */
  write(data: Data): void;
}

/** The rows of a list, each kept as long as its key is in it: an update makes no row anew. */
export class KeyedRows<Key, Data> {
  readonly #rows = new Map<Key, Row<Data>>();

  readonly #parent: Element;
  readonly #make: () => Row<Data>;

  constructor(
    parent: Element,
    make: () => Row<Data>,
  ) {
    this.#parent = parent;
    this.#make = make;
  }

  /** Writes into the rows that are there, and leaves each where it is. */
  write(data: ReadonlyMap<Key, Data>): void {
    for (const [key, row] of this.#rows) {
      const known = data.get(key);
      if (known !== undefined) row.write(known);
    }
  }

  /** Has a row for each of these, in their order, and no others. */
  arrange(data: ReadonlyMap<Key, Data>): void {
    for (const [key, { element }] of this.#rows) {
      if (data.has(key)) continue;
      element.remove();
      this.#rows.delete(key);
    }
    let next = this.#parent.firstElementChild;
    for (const [key, known] of data) {
      const row = this.#rows.get(key) ?? this.#add(key);
      row.write(known);
      if (row.element === next) next = next.nextElementSibling;
      else this.#parent.insertBefore(row.element, next);
    }
  }

  #add(key: Key): Row<Data> {
    const row = this.#make();
    this.#rows.set(key, row);
    return row;
  }
}
