import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { BLANK, type Diagram } from "../src/autopilot/document/diagram";
import { numberText } from "../src/autopilot/document/number_text";
import { Unreadable, readDiagram, writeDiagram } from "../src/autopilot/document/text";
import { fromHash, toHash } from "../src/autopilot/files/link";
import { SHIPPED } from "./diagrams";

const textOf = (name: string): string => readFileSync(new URL(`../../shared/autopilots/${name}`, import.meta.url), "utf8");

describe("a file", () => {
  test.each(SHIPPED)("such as %s is written as it was read, to the letter", (name) => {
    expect(writeDiagram(readDiagram(textOf(name)))).toBe(textOf(name));
  });

  test("may have names of any kind", () => {
    const models = JSON.parse('{"main":{"blocks":{"__proto__":{"kind":"note"},"💥":{"kind":"note"},"\uffff":{"kind":"note"}},"wires":[]}}') as Diagram["models"];
    const text = writeDiagram({ ...BLANK, models });
    expect(text.indexOf("\uffff")).toBeLessThan(text.indexOf("💥"));
    expect(writeDiagram(readDiagram(text))).toBe(text);
  });

  test.each([
    ["no JSON", "{", /no JSON/],
    ["something else", '{"format":"x","version":1,"title":"","main":"main","models":{"main":{"blocks":{},"wires":[]}}}', /no autopilot/],
    ["of another time", writeDiagram(BLANK).replace('"version": 1', '"version": 2'), /version/],
    ["without its main model", writeDiagram(BLANK).replace('"main": "main"', '"main": "x"'), /no model “x”/],
    ["with more than there may be", writeDiagram(BLANK).replace('"wires": []', '"wires": [], "more": 1'), /models\.main\.more/],
    ["with a rate that is none", writeDiagram(BLANK).replace('"blocks": {}', '"blocks": {"a":{"kind":"note","every":0}}'), /every/],
    ["with a number beyond f32", writeDiagram(BLANK).replace('"blocks": {}', '"blocks": {"a":{"kind":"gain","params":{"gain":1e39}}}'), /params\.gain/],
    ["with a name that is none", writeDiagram(BLANK).replace('"blocks": {}', '"blocks": {"a.b":{"kind":"note"}}'), /no name/],
    ["with more numbers in lists than there may be", writeDiagram(BLANK).replace('"blocks": {}', `"blocks": {"a":{"kind":"note","params":{"x":[${"1,".repeat(4096)}1]}}}`), /Numbers in lists of parameters: 4,097, and 4,096 are the most/],
    ["that is too long", " ".repeat(262_145), /bytes/],
  ])("that is %s is refused, and the line says why", (_, text, why) => {
    expect(() => readDiagram(text)).toThrow(Unreadable);
    expect(() => readDiagram(text)).toThrow(why);
  });
});

describe("a number", () => {
  test.each([
    [0.1, "0.1"],
    [1.5707964, "1.5707964"],
    [-0, "-0"],
    [1e-7, "0.0000001"],
    [1e9, "1000000000"],
    [16777216, "16777216"],
    [-123456.79, "-123456.79"],
    [4, "4"],
  ])("%d has its shortest text", (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe("a link", () => {
  test("holds a file", async () => {
    const hash = await toHash(textOf("heading.json"));
    expect(hash?.length).toBeLessThan(2000);
    expect(await fromHash(hash ?? "")).toBe(textOf("heading.json"));
  });

  test("that is cut, or is something else, holds none", async () => {
    const hash = (await toHash(textOf("heading.json"))) ?? "";
    for (const bad of ["", "#m=", "#x=1", "#m=%%", hash.slice(0, -10)]) expect(await fromHash(bad)).toBeNull();
  });

  test("does not unpack to more than a file may have, and none is made of what is too long", async () => {
    const bomb = (await toHash(" ".repeat(5_000_000))) ?? "";
    expect(bomb).not.toBe("");
    expect(await fromHash(bomb)).toBeNull();
    const noise = Array.from({ length: 20_000 }, (_, index) => ((index * 2654435761) >>> 7).toString(36)).join("");
    expect(await toHash(noise)).toBeNull();
  });
});
