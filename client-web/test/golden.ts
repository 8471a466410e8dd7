// The vectors that the Rust tests write and check: shared/golden/*.json.

import { readFileSync } from "node:fs";

/** A golden file's contents. Fails when the file is missing: run `cargo test -p asteroids-shared`. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../shared/golden/${name}`, import.meta.url), "utf8")) as T;
}

const word = new DataView(new ArrayBuffer(4));

export function floatOfBits(bits: number): number {
  word.setUint32(0, bits);
  return word.getFloat32(0);
}

export function bitsOfFloat(value: number): number {
  word.setFloat32(0, value);
  return word.getUint32(0);
}
