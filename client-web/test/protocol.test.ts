import { encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { ProtocolError } from "../src/protocol/fields";
import { tickBefore } from "../src/protocol/frame";
import { decodeToClient } from "../src/protocol/to_client";
import { encodeToServer, type Focus, type Role, type ToServer } from "../src/protocol/to_server";
import { readGolden } from "./golden";

interface GoldenMessage {
  name: string;
  hex: string;
  json: Record<string, unknown>;
}

const wire = readGolden<{ to_client: GoldenMessage[]; to_server: GoldenMessage[] }>("wire.json");

function bytesOf(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)).buffer;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Names that say more in Rust than here, where the type says it. */
const RENAMED: Readonly<Record<string, string>> = {
  x_m: "x",
  y_m: "y",
  vx_mps: "vx",
  vy_mps: "vy",
  spin_radps: "spin",
  from_x_m: "fromX",
  from_y_m: "fromY",
};

/** What are pairs of numbers in Rust. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  view: ["halfWidthM", "halfHeightM"],
  action: ["x", "y"],
};

/** What Rust says of a message, in this client's names and with whole ticks. */
function inOurWords(value: unknown, frameTick: number | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => inOurWords(item, frameTick));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, field]): [string, unknown] => {
    if (key === "tick" && frameTick !== undefined) return [key, tickBefore(field as number, frameTick)];
    const pair = PAIRS[key];
    if (pair !== undefined && Array.isArray(field)) return [key, { [pair[0]]: field[0], [pair[1]]: field[1] }];
    const name = RENAMED[key] ?? key.replace(/_./g, (gap) => gap.charAt(1).toUpperCase());
    return [name, inOurWords(field, frameTick)];
  });
  return Object.fromEntries(entries);
}

function expected({ json }: GoldenMessage): Record<string, unknown> {
  const { tick, you, ...rest } = json;
  const isFrame = "ack" in json;
  const words = inOurWords(rest, isFrame ? (tick as number) : undefined) as Record<string, unknown>;
  if (tick !== undefined) words["tick"] = tick;
  if (you !== undefined && you !== null) {
    const { ship, ...standing } = you as Record<string, unknown>;
    words["you"] = { shipId: ship, ...(inOurWords(standing, undefined) as object) };
  }
  return words;
}

describe("what the server says", () => {
  test.each(wire.to_client)("$name says here what it says in Rust", (golden) => {
    expect(decodeToClient(bytesOf(golden.hex))).toMatchObject(expected(golden));
  });

  test("each kind of message is among the golden ones", () => {
    const kinds = new Set(wire.to_client.map(({ hex }) => decodeToClient(bytesOf(hex)).type));
    expect(kinds).toEqual(new Set(["welcome", "frame", "viewGranted", "leaderboard", "radar"]));
  });

  test.each(wire.to_client)("$name cut short anywhere is an error with a name", ({ hex }) => {
    const whole = bytesOf(hex);
    for (let length = 0; length < whole.byteLength; length++) {
      expect(() => decodeToClient(whole.slice(0, length))).toThrow(ProtocolError);
    }
  });

  test.each(wire.to_client)("$name followed by a byte is an error with a name", ({ hex }) => {
    expect(() => decodeToClient(bytesOf(`${hex}00`))).toThrow(ProtocolError);
  });

  test("random damage never does worse than an error with a name", () => {
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
      return state % below;
    };
    for (const { hex } of wire.to_client) {
      for (let round = 0; round < 50; round++) {
        const bytes = new Uint8Array(bytesOf(hex));
        bytes[random(bytes.length)] = random(256);
        try {
          decodeToClient(bytes.buffer);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }
    }
  });

  test.each([
    ["an unknown kind", encode([99])],
    ["a message without a kind", encode([])],
    ["text", encode("frame")],
    ["an object", encode({ kind: 1 })],
    ["NaN", encode([2, Number.NaN, 1.5])],
    ["infinity", encode([2, Number.POSITIVE_INFINITY, 1.5])],
    ["a view without extent", encode([2, 0, 1.5])],
    ["surplus fields", encode([2, 30.5, 17.5, 1])],
    ["a message beyond the bound", encode([1, 1, 1, new Array(20_000).fill(0)])],
  ])("%s is refused", (_, bytes) => {
    expect(() => decodeToClient(new Uint8Array(bytes).buffer)).toThrow(ProtocolError);
  });
});

test("a tick's low seven bits mean the latest such tick that is not after the frame's", () => {
  expect(tickBefore(5, 5)).toBe(5);
  expect(tickBefore(127, 128)).toBe(127);
  expect(tickBefore(0, 128)).toBe(128);
  expect(tickBefore(1, 128)).toBe(1);
  expect(tickBefore(4_000_000_005 % 128, 4_000_000_100)).toBe(4_000_000_005);
});

describe("what the client says", () => {
  test.each(wire.to_server)("$name has exactly the bytes of Rust's", ({ hex, json }) => {
    expect(hexOf(encodeToServer(messageOf(json)))).toBe(hex);
  });

  test("each kind of message is among the golden ones", () => {
    const kinds = new Set(wire.to_server.map(({ json }) => messageOf(json).type));
    expect(kinds).toEqual(new Set(["hello", "controls", "view", "focus", "ping", "respawn", "away"]));
  });
});

/** The message that the golden file describes as `{"type": ..., fields}`. */
function messageOf(json: Record<string, unknown>): ToServer {
  const number = (key: string): number => {
    const value = json[key];
    if (typeof value !== "number") throw new Error(`the golden message has no number ${key}`);
    return value;
  };
  const view = () => ({ halfWidthM: number("half_width_m"), halfHeightM: number("half_height_m") });
  switch (json["type"]) {
    case "hello":
      return { type: "hello", role: number("role") as Role, name: String(json["name"]), ...view() };
    case "controls":
      return { type: "controls", seq: number("seq"), tick: number("tick"), controls: number("controls") };
    case "view":
      return { type: "view", ...view() };
    case "focus":
      return { type: "focus", focus: json["focus"] as Focus };
    case "ping":
      return { type: "ping", nonce: number("nonce") };
    case "respawn":
      return { type: "respawn" };
    case "away":
      return { type: "away", away: json["away"] === true };
    default:
      throw new Error(`no message is called ${String(json["type"])}`);
  }
}
