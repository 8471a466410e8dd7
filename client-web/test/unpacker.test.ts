// MessagePack's own library says what is right.

import { decode, encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { ProtocolError } from "../src/protocol/fields";
import { Unpacker } from "../src/protocol/unpacker";
import { Writer } from "../src/protocol/writer";
import { dice } from "./film";
import { bytesOf, readGolden, type GoldenWire } from "./golden";

type Dice = (sides: number) => number;

const DEPTH_MAX = 4;
const EDGES = [0, 1, 31, 32, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];
const LETTERS = ["a", "Z", " ", "\u0000", "ß", "я", "€", "漢", "😀"];

/** The only value that these bytes are. */
function unpacked(bytes: Uint8Array): unknown {
  const unpacker = new Unpacker(bytes);
  const value = unpacker.value();
  if (!unpacker.done) throw new ProtocolError("something follows");
  return value;
}

function anyLength(roll: Dice): number {
  return [roll(4), 15 + roll(2), 31 + roll(2), 255 + roll(2)][roll(4)]!;
}

function anyText(roll: Dice): string {
  return Array.from({ length: anyLength(roll) }, () => LETTERS[roll(LETTERS.length)]).join("");
}

/** Any value that a message may have. */
function anyValue(roll: Dice, depth = 0): unknown {
  switch (roll(depth < DEPTH_MAX ? 8 : 7)) {
    case 0:
      return null;
    case 1:
      return roll(2) === 1;
    case 2:
      return EDGES[roll(EDGES.length)];
    case 3:
      return 0 - Math.min(EDGES[roll(EDGES.length)]!, 2 ** 31);
    case 4:
      return (roll(2 ** 20) - 2 ** 19) / 64;
    case 5:
      return anyText(roll);
    case 6:
      return Uint8Array.from({ length: anyLength(roll) }, () => roll(256));
    default:
      return Array.from({ length: depth === 0 ? 14 + roll(4) : roll(4) }, () => anyValue(roll, depth + 1));
  }
}

test("whatever the library writes is read as it was", () => {
  const roll = dice(1);
  for (let round = 0; round < 2000; round++) {
    const value = anyValue(roll);
    expect(unpacked(encode(value, { forceFloat32: round % 2 === 0 }))).toEqual(value);
  }
});

test.each([
  ["long text", "a".repeat(70_000)],
  ["many bytes", new Uint8Array(70_000).fill(7)],
  ["a long array", new Array(70_000).fill(7)],
  ["text with a byte order mark", `\ufeff${"a".repeat(300)}`],
])("%s is read as it was", (_, value) => {
  expect(unpacked(encode(value))).toEqual(value);
});

test("what the writer writes, the library and the unpacker read alike", () => {
  const bytes = new Writer().array(17).text("a".repeat(70_000)).text("я".repeat(200)).bin(new Uint8Array(300)).floats(1, 2).nil().bool(true);
  for (const edge of EDGES.slice(4)) bytes.int(-Math.min(edge, 2 ** 31));
  expect(unpacked(bytes.bytes())).toEqual(decode(bytes.bytes()));
});

describe("damaged bytes", () => {
  test("are an error with a name, or what the library reads as well", () => {
    const roll = dice(2);
    const messages = readGolden<GoldenWire>("wire.json").to_client.map(({ hex }) => new Uint8Array(bytesOf(hex)));
    for (let round = 0; round < 5000; round++) {
      const whole = round % 2 === 0 ? messages[roll(messages.length)]! : encode(anyValue(roll));
      const bytes = whole.slice(0, roll(4) === 0 ? roll(whole.length + 1) : whole.length);
      for (let flips = roll(3); flips > 0 && bytes.length > 0; flips--) bytes[roll(bytes.length)] = roll(256);
      let value: unknown;
      try {
        value = unpacked(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
        continue;
      }
      expect(decode(bytes)).toEqual(value);
    }
  });

  test.each([
    ["nothing", []],
    ["a form that is none", [0xc1]],
    ["a map", [0x80]],
    ["an integer of 64 bits", [0xcf, 0, 0, 0, 0, 0, 0, 0, 1]],
    ["an extension", [0xd4, 1, 1]],
    ["text that is not UTF-8", [0xa2, 0xc3, 0x28]],
    ["half of a pair of surrogates", [0xa3, 0xed, 0xa0, 0x80]],
    ["an array that says that it is huge", [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ["bytes that say that they are huge", [0xc6, 0xff, 0xff, 0xff, 0xff]],
    ["text that says that it is huge", [0xdb, 0xff, 0xff, 0xff, 0xff, 0x61]],
    ["arrays in arrays for ever", new Array(100_000).fill(0x91)],
  ])("%s is refused", (_, bytes) => {
    expect(() => unpacked(Uint8Array.from(bytes))).toThrow(ProtocolError);
  });
});

test("values that follow each other are read one after the other", () => {
  const unpacker = new Unpacker(Uint8Array.of(0x01, 0xa1, 0x61, 0xc0));
  expect([unpacker.value(), unpacker.value(), unpacker.done, unpacker.value(), unpacker.done]).toEqual([1, "a", false, null, true]);
});
