import { encode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { ProtocolError } from "../src/protocol/fields";
import { Mark } from "../src/protocol/overview";
import { decodeToClient } from "../src/protocol/to_client";
import { encodeToServer } from "../src/protocol/to_server";

const BEFORE = { tick: 0, paceTicks: 0, ack: 0 };
const hear = (...fields: unknown[]) => decodeToClient(new Uint8Array(encode(fields)).buffer, BEFORE);
const cells = (count: number) => Uint8Array.from({ length: count }, (_, index) => index % 256);
const ADA = [7, "Ada", -400, 399, -20, 12, Mark.Fired | Mark.Person, 9, 450];

describe("the room from above", () => {
  test("says how many ships and rocks each cell has", () => {
    const overview = hear(8, -400.5, -300.25, 20.5, 3, 2, cells(6), new Uint8Array([5, 0, 0, 0, 0, 255]));
    expect(overview).toEqual({
      ...{ type: "overview", x: -400.5, y: -300.25, cellM: 20.5, columns: 3, rows: 2 },
      ...{ ships: new Uint8Array([0, 1, 2, 3, 4, 5]), rocks: new Uint8Array([5, 0, 0, 0, 0, 255]) },
    });
  });

  test("says who is worth a look, and why", () => {
    expect(hear(9, [ADA])).toEqual({
      type: "notables",
      rows: [{ player: 7, name: "Ada", x: -400, y: 399, vx: -20, vy: 12, marks: 65, rival: 9, worth: 450 }],
    });
    expect(hear(9, [])).toEqual({ type: "notables", rows: [] });
  });

  test.each([
    ["a grid without cells", [8, 0, 0, 20, 0, 2, cells(0), cells(0)]],
    ["a grid that is too wide", [8, 0, 0, 20, 49, 1, cells(49), cells(49)]],
    ["a grid of too many cells", [8, 0, 0, 20, 48, 48, cells(2304), cells(2304)]],
    ["a cell without extent", [8, 0, 0, 0, 1, 1, cells(1), cells(1)]],
    ["cells that are missing", [8, 0, 0, 20, 2, 2, cells(4), cells(3)]],
    ["more than a grid", [8, 0, 0, 20, 1, 1, cells(1), cells(1), 0]],
    ["a corner that is nowhere", [8, Number.NaN, 0, 20, 1, 1, cells(1), cells(1)]],
    ["a place beyond its bounds", [9, [[7, "Ada", 40_000, 0, 0, 0, 0, 0, 0]]]],
    ["a speed beyond its bounds", [9, [[7, "Ada", 0, 0, 128, 0, 0, 0, 0]]]],
    ["a notable that is nobody", [9, [[0, "Ada", 0, 0, 0, 0, 0, 0, 0]]]],
    ["more notables than there may be", [9, new Array(25).fill(ADA)]],
  ])("%s is refused", (_, fields) => {
    expect(() => hear(...fields)).toThrow(ProtocolError);
  });
});

test("who has a director look at a point says so", () => {
  const bytes = encodeToServer({ type: "focus", focus: { type: "directed", x: 1.5, y: -2 } });
  expect([...bytes]).toEqual([0x94, 3, 3, 0xca, 0x3f, 0xc0, 0, 0, 0xca, 0xc0, 0, 0, 0]);
});
