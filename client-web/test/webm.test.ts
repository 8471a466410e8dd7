import { describe, expect, test } from "vitest";
import { lasting } from "../src/watch/film/webm";

const KNOWN_TO_NONE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const EBML = [0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01];
const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const SCALE_OF_A_MILLISECOND = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40];
const PICTURES = [0x16, 0x54, 0xae, 0x6b, 0x82, 7, 7];

/** A video as browsers write it, with this in what it says of itself. */
function video(info: readonly number[], segmentSize: readonly number[] = KNOWN_TO_NONE): Blob {
  const bytes = [...EBML, ...SEGMENT, ...segmentSize, 0x15, 0x49, 0xa9, 0x66, 0x80 + info.length, ...info, ...PICTURES];
  return new Blob([new Uint8Array(bytes)], { type: "video/webm" });
}

async function bytesOf(blob: Blob): Promise<number[]> {
  return [...new Uint8Array(await blob.arrayBuffer())];
}

describe("a video that a browser has written", () => {
  test("says how long it is", async () => {
    const told = await bytesOf(await lasting(video(SCALE_OF_A_MILLISECOND), 10_000));
    const at = told.findIndex((byte, index) => byte === 0x44 && told[index + 1] === 0x89);
    expect(told[at + 2]).toBe(0x88);
    expect(new DataView(new Uint8Array(told.slice(at + 3, at + 11)).buffer).getFloat64(0)).toBe(10_000);
    // What it said before is all there, and within its new size.
    const info = told.indexOf(0x15);
    expect(told.slice(info + 4, info + 12)).toEqual([1, 0, 0, 0, 0, 0, 0, SCALE_OF_A_MILLISECOND.length + 11]);
    expect(told.slice(info + 23)).toEqual([...SCALE_OF_A_MILLISECOND, ...PICTURES]);
    expect(told.slice(0, info)).toEqual([...EBML, ...SEGMENT, ...KNOWN_TO_NONE]);
  });

  test("stays as it is if it says so already, is written in another way, or is something else", async () => {
    const saying = video([...SCALE_OF_A_MILLISECOND, 0x44, 0x89, 0x84, 0, 0, 0, 0]);
    const slower = video([0x2a, 0xd7, 0xb1, 0x82, 0x27, 0x10]);
    const whole = video(SCALE_OF_A_MILLISECOND, [0x80 + 30]);
    const cut = video(SCALE_OF_A_MILLISECOND).slice(0, 30);
    for (const blob of [saying, slower, whole, cut, new Blob(["ftypisom"]), new Blob([new Uint8Array(64)]), new Blob()]) {
      expect(await lasting(blob, 10_000)).toBe(blob);
    }
  });
});
