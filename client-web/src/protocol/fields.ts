// Reads the values of a decoded MessagePack array one after the other, and
// believes none of them.

/** The server said something that this protocol does not have. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

const U32_MAX = 0xffff_ffff;
const I32_MAX = 0x7fff_ffff;
const FLOAT_BYTES = 4;

export class Fields {
  #at = 0;
  readonly #values: readonly unknown[];
  readonly #what: string;

  private constructor(values: readonly unknown[], what: string) {
    this.#values = values;
    this.#what = what;
  }

  static of(value: unknown, what: string): Fields {
    if (!Array.isArray(value)) throw new ProtocolError(`${what} is not an array`);
    return new Fields(value, what);
  }

  get done(): boolean {
    return this.#at >= this.#values.length;
  }

  /** An integer in min..=max. */
  int(min: number, max: number): number {
    const value = this.#next();
    if (!Number.isInteger(value) || (value as number) < min || (value as number) > max) {
      return this.#fail(`an integer of ${min} to ${max}`);
    }
    return value as number;
  }

  uint(max: number = U32_MAX): number {
    return this.int(0, max);
  }

  /** A signed integer of 32 bits. */
  signed(): number {
    return this.int(-I32_MAX - 1, I32_MAX);
  }

  /** The number of an entity or a player that is not "none". */
  id(): number {
    return this.int(1, U32_MAX);
  }

  float(): number {
    const value = this.#next();
    return typeof value === "number" && Number.isFinite(value) ? value : this.#fail("a finite number");
  }

  /** So many finite single-precision numbers, packed. */
  floats(count: number): number[] {
    const bytes = this.bin(count * FLOAT_BYTES);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const numbers = Array.from({ length: count }, (_, index) => view.getFloat32(index * FLOAT_BYTES));
    return numbers.every(Number.isFinite) ? numbers : this.#fail("finite numbers");
  }

  positive(): number {
    const value = this.float();
    return value > 0 ? value : this.#fail("a number above 0");
  }

  text(): string {
    const value = this.#next();
    return typeof value === "string" ? value : this.#fail("text");
  }

  /** So many bytes. */
  bin(bytes: number): Uint8Array {
    const value = this.#next();
    return value instanceof Uint8Array && value.length === bytes ? value : this.#fail(`${bytes} bytes`);
  }

  /** Any number of bytes. */
  bytes(): Uint8Array {
    const value = this.#next();
    return value instanceof Uint8Array ? value : this.#fail("bytes");
  }

  bool(): boolean {
    const value = this.#next();
    return typeof value === "boolean" ? value : this.#fail("true or false");
  }

  /** The fields of a nested array. */
  inner(what: string): Fields {
    return Fields.of(this.#next(), what);
  }

  /** The fields of a nested array, or null for nil. */
  innerOrNil(what: string): Fields | null {
    const value = this.#next();
    return value === null ? null : Fields.of(value, what);
  }

  /** Reads records with `read` until the array ends. */
  all<T>(read: (fields: Fields) => T): T[] {
    const records: T[] = [];
    while (!this.done) records.push(read(this));
    return records;
  }

  /** The records of a nested array, of which there are at most so many. */
  list<T>(what: string, most: number, read: (fields: Fields) => T): T[] {
    const records = this.inner(what);
    if (records.#values.length > most) throw new ProtocolError(`${what} are too many`);
    return records.all(() => read(records.inner(what)));
  }

  /** Every field must have been read. */
  end(): void {
    if (!this.done) throw new ProtocolError(`${this.#what} has surplus fields`);
  }

  #next(): unknown {
    if (this.done) throw new ProtocolError(`${this.#what} is cut short`);
    return this.#values[this.#at++];
  }

  #fail(wanted: string): never {
    throw new ProtocolError(`field ${this.#at} of ${this.#what} is not ${wanted}`);
  }
}

/** How many numbers a table has. */
export function countOf(table: object): number {
  return Object.values(table).length;
}
