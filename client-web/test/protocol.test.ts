import { decode as unpack, encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import type { Claim } from "../src/claim";
import { ProtocolError } from "../src/protocol/fields";
import { tickBefore } from "../src/protocol/frame";
import { decodeToClient, type ToClient } from "../src/protocol/to_client";
import { encodeToServer, type Focus, type Role, type ToServer } from "../src/protocol/to_server";
import { ARRIVALS, CHAT_CHARS_MAX, Saying, type Improvement } from "../src/protocol/table";
import { bytesOf, readGolden, type GoldenMessage, type GoldenWire } from "./golden";
import { packed } from "./packed";

/** What the server has told before each golden frame. */
const BEFORE = { tick: 99_997, paceTicks: 3, ack: 6 };
const decode = (bytes: ArrayBuffer): ToClient => decodeToClient(bytes, BEFORE);
const wire = readGolden<GoldenWire>("wire.json");

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

/** What are bytes, and lists of numbers in Rust's words. */
const BYTES: ReadonlySet<string> = new Set(["key", "ships", "rocks"]);

/** What the wire has a number for, and 0 for none. */
const TEAMS: ReadonlySet<string> = new Set(["team", "won"]);

/** What are pairs of numbers in Rust. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  view: ["halfWidthM", "halfHeightM"],
};

/** What Rust says of a message, in this client's names and with whole ticks. */
function inOurWords(value: unknown, frameTick: number | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => inOurWords(item, frameTick));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, field]): [string, unknown] => {
    if (key === "tick" && frameTick !== undefined) return [key, tickBefore(field as number, frameTick)];
    const pair = PAIRS[key];
    if (pair !== undefined && Array.isArray(field)) return [key, { [pair[0]]: field[0], [pair[1]]: field[1] }];
    if (TEAMS.has(key)) return [key, field === 0 ? null : (field as number) - 1];
    if (BYTES.has(key)) return [key, Uint8Array.from(field as number[])];
    const name = RENAMED[key] ?? key.replace(/_./g, (gap) => gap.charAt(1).toUpperCase());
    return [name, inOurWords(field, frameTick)];
  });
  return Object.fromEntries(entries);
}

function expected({ json }: GoldenMessage): Record<string, unknown> {
  const { tick, ticks, acks, you, ...rest } = json;
  const isFrame = ticks !== undefined;
  const paceTicks = (ticks as number | null) ?? BEFORE.paceTicks;
  const frameTick = BEFORE.tick + paceTicks;
  const words = inOurWords(rest, isFrame ? frameTick : undefined) as Record<string, unknown>;
  if (tick !== undefined) words["tick"] = tick;
  if (isFrame) Object.assign(words, { tick: frameTick, paceTicks, ack: BEFORE.ack + (acks as number) });
  if (you !== undefined && you !== null) {
    const { ship, ...standing } = you as Record<string, unknown>;
    words["you"] = { shipId: ship, ...(inOurWords(standing, undefined) as object) };
  }
  return words;
}

describe("what the server says", () => {
  test.each(wire.to_client)("$name says here what it says in Rust", (golden) => {
    expect(decode(bytesOf(golden.hex))).toMatchObject(expected(golden));
  });

  test("each kind of message is among the golden ones", () => {
    const kinds = new Set(wire.to_client.map(({ hex }) => decode(bytesOf(hex)).type));
    expect(kinds).toEqual(new Set(["welcome", "frame", "viewGranted", "leaderboard", "radar", "session", "said", "notice", "overview", "notables", "aside"]));
  });

  test.each(wire.to_client)("$name cut short anywhere is an error with a name", ({ hex }) => {
    const whole = bytesOf(hex);
    for (let length = 0; length < whole.byteLength; length++) {
      expect(() => decode(whole.slice(0, length))).toThrow(ProtocolError);
    }
  });

  test.each(wire.to_client)("$name followed by a byte is an error with a name", ({ hex }) => {
    expect(() => decode(bytesOf(`${hex}00`))).toThrow(ProtocolError);
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
          decode(bytes.buffer);
        } catch (error) {
          if (!(error instanceof ProtocolError)) throw error;
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
    ["steering with a tick beyond three bits", encode([66, [1, 128]])],
    ["a shot in no direction", encode([68, [1, 3, 2]])],
    ["a reason that nobody knows", encode([96, 2, [1, 3]])],
    ["parts that no frame has", encode([96, 128, []])],
    ["a part that is announced and missing", encode([66])],
    ["an arrival of no kind", encode([72, [1, ARRIVALS.at(-1)!.end, packed(1, 2, 1, 0, 0, 0, 0)]])],
    ["a motion that is cut short", encode([96, 16, [1, 0, packed(1, 2, 1, 0, 0, 0)]])],
    ["a motion that is not finite", encode([96, 16, [1, 0, packed(1, 2, 1, 0, 0, 0, Number.NaN)]])],
    ["a notice beyond its bound", encode([7, "a".repeat(201)])],
    ["a message beyond the bound", encode([66, new Array(20_000).fill(0)])],
  ])("%s is refused", (_, bytes) => {
    expect(() => decode(new Uint8Array(bytes).buffer)).toThrow(ProtocolError);
  });
});

test("a tick's low three bits mean the latest such tick that is not after the frame's", () => {
  expect(tickBefore(5, 5)).toBe(5);
  expect(tickBefore(7, 8)).toBe(7);
  expect(tickBefore(0, 8)).toBe(8);
  expect(tickBefore(1, 8)).toBe(1);
  expect(tickBefore(4_000_000_005 % 8, 4_000_000_011)).toBe(4_000_000_005);
});

describe("what the client says", () => {
  test.each(wire.to_server)("$name has exactly the bytes of Rust's", ({ hex, json }) => {
    expect(hexOf(encodeToServer(messageOf(json)))).toBe(hex);
  });

  test("each kind of message is among the golden ones", () => {
    const kinds = new Set(wire.to_server.map(({ json }) => messageOf(json).type));
    expect(kinds).toEqual(new Set(["hello", "controls", "view", "focus", "ping", "respawn", "away", "say", "autopilot", "choose"]));
  });
});

test("the longest line that may be typed goes out whole, in any script", () => {
  const text = "漢".repeat(CHAT_CHARS_MAX);
  expect(unpack(encodeToServer({ type: "say", text }))).toEqual([Saying.Say, text]);
});

function claimOf(json: unknown): Claim | null {
  const claim = json as { room: number; key: number[] } | null;
  return claim === null ? null : { room: claim.room, key: Uint8Array.from(claim.key) };
}

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
      return { type: "hello", role: number("role") as Role, name: String(json["name"]), ...view(), session: claimOf(json["session"]), bot: json["bot"] === true, friend: String(json["friend"]), look: number("look") };
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
    case "say":
      return { type: "say", text: String(json["text"]) };
    case "autopilot":
      return { type: "autopilot", flies: json["flies"] === true };
    case "choose":
      return { type: "choose", improvement: number("improvement") as Improvement };
    default:
      throw new Error(`no message is called ${String(json["type"])}`);
  }
}
