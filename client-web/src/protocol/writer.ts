// Writes MessagePack with the type of each number chosen by its field: an
// encoder that looks at values would send the float 30 as an integer.

/** Room for nearly every message; what is longer makes more. */
const FIRST_BYTES = 256;
const encoder = new TextEncoder();

export class Writer {
  #buffer = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#buffer.buffer);
  #length = 0;

  array(fields: number): this {
    if (fields < 16) return this.#byte(0x90 | fields);
    return fields <= 0xffff ? this.#byte(0xdc).#word(fields, 2) : this.#byte(0xdd).#word(fields, 4);
  }

  uint(value: number): this {
    if (value < 0x80) return this.#byte(value);
    if (value <= 0xff) return this.#byte(0xcc).#byte(value);
    return value <= 0xffff ? this.#byte(0xcd).#word(value, 2) : this.#byte(0xce).#word(value, 4);
  }

  int(value: number): this {
    if (value >= 0) return this.uint(value);
    if (value >= -32) return this.#byte(value & 0xff);
    if (value >= -0x80) return this.#byte(0xd0).#byte(value & 0xff);
    return value >= -0x8000 ? this.#byte(0xd1).#word(value & 0xffff, 2) : this.#byte(0xd2).#word(value >>> 0, 4);
  }

  float(value: number): this {
    return this.#byte(0xca).#bareFloat(value);
  }

  /** Single-precision numbers in one piece, without types of their own. */
  floats(...values: readonly number[]): this {
    this.#binHead(4 * values.length);
    for (const value of values) this.#bareFloat(value);
    return this;
  }

  bin(bytes: Uint8Array): this {
    return this.#binHead(bytes.length).raw(bytes);
  }

  text(value: string): this {
    const bytes = encoder.encode(value);
    const { length } = bytes;
    if (length < 32) this.#byte(0xa0 | length);
    else if (length <= 0xff) this.#byte(0xd9).#byte(length);
    else if (length <= 0xffff) this.#byte(0xda).#word(length, 2);
    else this.#byte(0xdb).#word(length, 4);
    return this.raw(bytes);
  }

  nil(): this {
    return this.#byte(0xc0);
  }

  bool(value: boolean): this {
    return this.#byte(value ? 0xc3 : 0xc2);
  }

  /** What is MessagePack already. */
  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.slice(0, this.#length);
  }

  #binHead(bytes: number): this {
    if (bytes <= 0xff) return this.#byte(0xc4).#byte(bytes);
    return bytes <= 0xffff ? this.#byte(0xc5).#word(bytes, 2) : this.#byte(0xc6).#word(bytes, 4);
  }

  #bareFloat(value: number): this {
    this.#reserve(4);
    this.#view.setFloat32(this.#length, value);
    this.#length += 4;
    return this;
  }

  #byte(value: number): this {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
    return this;
  }

  #word(value: number, bytes: 2 | 4): this {
    this.#reserve(bytes);
    if (bytes === 2) this.#view.setUint16(this.#length, value);
    else this.#view.setUint32(this.#length, value);
    this.#length += bytes;
    return this;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
    larger.set(this.#buffer);
    this.#buffer = larger;
    this.#view = new DataView(larger.buffer);
  }
}
