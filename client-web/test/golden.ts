// The vectors that the Rust tests write and check: shared/golden/*.json.

import { readFileSync } from "node:fs";
import { decodeToClient } from "../src/protocol/to_client";
import type { Welcome } from "../src/protocol/welcome";

/** A golden file's contents. Fails when the file is missing: run `cargo test -p asteroids-shared`. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../shared/golden/${name}`, import.meta.url), "utf8")) as T;
}

export interface GoldenMessage {
  readonly name: string;
  readonly hex: string;
  readonly json: Record<string, unknown>;
}

export interface GoldenWire {
  readonly to_client: GoldenMessage[];
  readonly to_server: GoldenMessage[];
}

export function bytesOf(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)).buffer;
}

/** A welcome as the server says it, by the rules of the game. */
export function goldenWelcome(): Welcome {
  const golden = readGolden<GoldenWire>("wire.json").to_client.find(({ name }) => name === "welcome");
  if (golden === undefined) throw new Error("wire.json has no welcome");
  const welcome = decodeToClient(bytesOf(golden.hex), { tick: 0, paceTicks: 0, ack: 0 });
  if (welcome.type !== "welcome") throw new Error("the golden welcome is none");
  return welcome;
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
