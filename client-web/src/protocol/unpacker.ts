// Takes MessagePack apart, as much of it as this protocol has: nil, booleans,
// integers of up to 32 bits, floats, text, bytes and arrays.

import { ProtocolError } from "./fields";

/** The deepest is a record in a list in a message. */
const DEPTH_MAX = 4;
/** The longest are the arrivals of a film's first frame, with seven values each. */
const ELEMENTS_MAX = 1 << 21;

/** Text that is not UTF-8 is an error. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Unpacker {
  readonly #view: DataView;
  #at = 0;

  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get done(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** The next value. Throws ProtocolError when the bytes are not one. */
  value(depth = 0): unknown {
    const form = this.#u8();
    if (form < 0x80) return form;
    if (form >= 0xe0) return form - 0x100;
    if (form >= 0x90 && form < 0xa0) return this.#array(form & 0x0f, depth);
    if (form >= 0xa0 && form < 0xc0) return this.#text(form & 0x1f);
    switch (form) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
        return this.#bin(this.#u8());
      case 0xc5:
        return this.#bin(this.#u16());
      case 0xc6:
        return this.#bin(this.#u32());
      case 0xca:
        return this.#view.getFloat32(this.#skip(4));
      case 0xcb:
        return this.#view.getFloat64(this.#skip(8));
      case 0xcc:
        return this.#u8();
      case 0xcd:
        return this.#u16();
      case 0xce:
        return this.#u32();
      case 0xd0:
        return this.#view.getInt8(this.#skip(1));
      case 0xd1:
        return this.#view.getInt16(this.#skip(2));
      case 0xd2:
        return this.#view.getInt32(this.#skip(4));
      case 0xd9:
        return this.#text(this.#u8());
      case 0xda:
        return this.#text(this.#u16());
      case 0xdb:
        return this.#text(this.#u32());
      case 0xdc:
        return this.#array(this.#u16(), depth);
      case 0xdd:
        return this.#array(this.#u32(), depth);
      default:
        throw new ProtocolError(`no value begins with the byte ${form}`);
    }
  }

  #u8(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  #u16(): number {
    return this.#view.getUint16(this.#skip(2));
  }

  #u32(): number {
    return this.#view.getUint32(this.#skip(4));
  }

  #array(length: number, depth: number): unknown[] {
    if (depth >= DEPTH_MAX || length > ELEMENTS_MAX) throw new ProtocolError("an array is too deep or too long");
    // It grows as it is read: room for what is not there is not made.
    const values: unknown[] = [];
    for (let index = 0; index < length; index++) values.push(this.value(depth + 1));
    return values;
  }

  /** Bytes of the message itself, not a copy. */
  #bin(length: number): Uint8Array {
    const from = this.#skip(length);
    return this.#bytes.subarray(from, this.#at);
  }

  #text(length: number): string {
    const bytes = this.#bin(length);
    try {
      return decoder.decode(bytes);
    } catch (error) {
      throw new ProtocolError("a text is not UTF-8", { cause: error });
    }
  }

  /** Goes on by so many bytes, and says where they begin. */
  #skip(bytes: number): number {
    const from = this.#at;
    if (bytes > this.#bytes.length - from) throw new ProtocolError("the bytes are cut short");
    this.#at += bytes;
    return from;
  }
}
