// Writes MessagePack with the type of each number chosen by its field: an
// encoder that looks at values would send the float 30 as an integer.

/** The largest message a client may send, in bytes. */
const TO_SERVER_BYTES_MAX = 4 * 1024;

const encoder = new TextEncoder();

export class Writer {
  private readonly buffer = new Uint8Array(TO_SERVER_BYTES_MAX);
  private readonly view = new DataView(this.buffer.buffer);
  private length = 0;

  /** Begins an array of at most 15 fields. */
  array(fields: number): this {
    return this.byte(0x90 | fields);
  }

  /** An unsigned integer of up to 32 bits, in its shortest form. */
  uint(value: number): this {
    if (value < 0x80) return this.byte(value);
    if (value <= 0xff) return this.byte(0xcc).byte(value);
    if (value <= 0xffff) {
      this.byte(0xcd).view.setUint16(this.length, value);
      this.length += 2;
      return this;
    }
    this.byte(0xce).view.setUint32(this.length, value);
    this.length += 4;
    return this;
  }

  float(value: number): this {
    this.byte(0xca).view.setFloat32(this.length, value);
    this.length += 4;
    return this;
  }

  /** Bytes, 255 of them at the most. */
  bin(value: Uint8Array): this {
    this.byte(0xc4).byte(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
    return this;
  }

  nil(): this {
    return this.byte(0xc0);
  }

  bool(value: boolean): this {
    return this.byte(value ? 0xc3 : 0xc2);
  }

  /** Text of at most 255 bytes; what is longer is cut between characters. */
  text(value: string): this {
    const bytes = new Uint8Array(255);
    const { written } = encoder.encodeInto(value, bytes);
    if (written < 32) this.byte(0xa0 | written);
    else this.byte(0xd9).byte(written);
    this.buffer.set(bytes.subarray(0, written), this.length);
    this.length += written;
    return this;
  }

  /** The message written so far. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.length);
  }

  private byte(value: number): this {
    this.buffer[this.length++] = value;
    return this;
  }
}
