import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { qrCode, type QrCode } from "../src/watch/qr";
import { outlineOf } from "../src/watch/wall";

const textOf = (code: QrCode | null): string => (code ?? []).map((row) => row.map(Number).join("")).join("\n");
const digest = (text: string): string => createHash("sha256").update(textOf(qrCode(text))).digest("hex").slice(0, 16);

/** As other encoders draw it, and as readers of such codes have read it. */
const KNOWN = `1111111001110100001111111
1000001000010111101000001
1011101010011011101011101
1011101010001001001011101
1011101011001100101011101
1000001010100111001000001
1111111010101010101111111
0000000011011101100000000
1011111001101010001111100
0100110010110000100000010
1100111010100001010101011
0010010010001011000000001
1101111111000001111010111
1100110100001110100101010
1010011000100111111111011
1011010010001101111110001
1000001111001010111110100
0000000011100001100011000
1111111000111000101010111
1000001010110010100011000
1011101011010001111110101
1011101011001110011011111
1011101010100111010001101
1000001000001101100111001
1111111010101010001111111`;

describe("a QR code", () => {
  test("of an address is the known one", () => {
    expect(textOf(qrCode("https://a.example/"))).toBe(KNOWN);
  });

  test.each([
    [1, "A", "bc9009ae87ca68f1"],
    [3, "https://asteroids.example/play/", "6dda724a961c442c"],
    [3, "http://192.168.178.40:8080/watch?room=2", "ffd0b5c11af27cab"],
    [4, "x".repeat(60), "8903ac311430c993"],
    [6, `Ümläut ✓ ${"y".repeat(80)}`, "b0603fc6f922007a"],
    [7, "v".repeat(120), "4d729e4648166576"],
    [8, "z".repeat(150), "dc814b4d22965968"],
    [9, "q".repeat(180), "8a501d9af77ad31f"],
    [10, "w".repeat(213), "9018344b2b099d5a"],
  ])("of version %d is the known one: %s", (version, text, known) => {
    expect(qrCode(text)).toHaveLength(17 + 4 * version);
    expect(digest(text)).toBe(known);
  });

  test("is not made of what is too long for one", () => {
    expect(qrCode("w".repeat(214))).toBeNull();
  });

  test("is drawn with as many squares as it has dark modules, within a quiet margin", () => {
    const code = qrCode("A") ?? [];
    const squares = outlineOf(code).match(/M(\d+) (\d+)/g) ?? [];
    expect(squares).toHaveLength(code.flat().filter(Boolean).length);
    expect(squares[0]).toBe("M4 4");
  });
});
