import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { inPlace, knownNames, rename, shortNamesFor, sourcesIn, tablesOf, type Source } from "../short_names";

const source = (code: string, path = "/src/some.ts"): Source => ({ path, code });
const shortOf = (...codes: string[]): string[] => [...shortNamesFor(codes.map((code, at) => source(code, `/src/some${at}.ts`)), new Set()).keys()];

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const ours = sourcesIn(here("../src"));
const known = knownNames(here("../node_modules"));
const names = shortNamesFor(ours, known);

test("what our own code declares gets a short name, and the most frequent the shortest", () => {
  const short = shortNamesFor([source("class Ship { speedMps = 1; constructor(readonly turnRate: number) {} }; use(ship.turnRate, { turnRate });")], new Set(["constructor", "e"]));
  expect([...short]).toEqual([["turnRate", "t"], ["speedMps", "n"]]);
});

test("what only others declare keeps its name", () => {
  expect(shortOf("use(gadget.turnRate)")).toEqual([]);
  expect([...shortNamesFor([source("use({ turnRate: 1 })")], new Set(["turnRate"]))]).toEqual([]);
});

test.each([
  ["is looked up by a text", `use({ turnRate: 1 }[by]); by = "turnRate";`],
  ["is looked up by a text in backticks", "use({ turnRate: 1 }[by]); by = `turnRate`;"],
  ["is in quotes somewhere", `use({ turnRate: 1 }, { "turnRate": 2 });`],
  ["is what a message is told", `use({ turnRate: 1 }, "turns by {turnRate, number}");`],
  ["has an underscore, as the server's", "use({ turn_rate: 1 });"],
  ["is a word in a file that reads an answer", "use(await answer.json() as { rate: number });"],
  ["is a word in a file that asks", `use(fetch("api/rooms"), { rate: 1 });`],
  ["is a word in a file that reads what the server says", `import { record } from "./json"; const { rate } = record(said);`],
  ["is in a file that reads JSON", "use(JSON.parse(text) as { turnRate: number });"],
  ["is in a file that lists names", "use(Object.keys({ turnRate: 1 }));"],
  ["is private", "class Ship { #turnRate = 1; }"],
])("a name keeps as it is if it %s", (_, code) => {
  expect(shortOf(code)).toEqual([]);
  expect(shortOf(code, "use({ turnRate: 1, otherName: 2 })")).toContain("otherName");
});

test("what a file exports keeps its name if somebody loads that file", () => {
  const exporter = "export const turnRate = 1; use({ turnRate, other: 2 });";
  expect(shortOf(exporter)).toContain("turnRate");
  expect(shortOf(exporter, `void import("./some0").then(({ turnRate }) => use(turnRate));`)).toEqual(["other"]);
  expect(shortOf(exporter, `import * as it from "./some0"; use(it.turnRate);`)).toEqual(["other"]);
  expect(() => shortOf("void import(by);")).toThrow("to be named");
});

test("names become short wherever a property is meant, and nowhere else", () => {
  const renamed = (code: string): string => rename(code, new Map([["turnRate", "e"]]));
  expect(renamed("ship.turnRate + ship?.turnRate")).toBe("ship.e + ship?.e");
  expect(renamed("use({ turnRate })")).toBe("use({ e: turnRate })");
  expect(renamed("use({ turnRate: turnRate })")).toBe("use({ e: turnRate })");
  expect(renamed("const { turnRate = 1, ...rest } = ship")).toBe("const { e: turnRate = 1, ...rest } = ship");
  expect(renamed("class A { turnRate = 1; get turnRate() {} static turnRate() {} }")).toBe("class A { e = 1; get e() {} static e() {} }");
  const others = 'turnRate(turnRate, ship[turnRate], "turnRate", { [turnRate]: 1 });';
  expect(renamed(others)).toBe(others);
});

test("what only a class knows is a letter that means nothing else to it", () => {
  const opened = (code: string): string => rename(code, new Map([["turnRate", "e"]]));
  expect(opened("class A { #far = 1; static #near() {} use(b) { return this.#far + A.#near(b.t); } }")).toBe("class A { n = 1; static r() {} use(b) { return this.n + A.r(b.t); } }");
  expect(opened("class A { #far; #near; constructor() { this.#near = 1; } }")).toBe("class A {   constructor() { this.t = 1; } }");
  const child = "class A extends B { #far = 1; use() { return this.#far; } }";
  expect(opened(child)).toBe(child);
  expect(() => opened("class A { use = class {} }")).toThrow("within another");
  expect(() => opened("class A { #far = 1; is(b) { return #far in b; } }")).toThrow("cannot be asked");
  const names = Array.from({ length: 60 }, (_, at) => `#far${at} = 1;`);
  expect(() => opened(`class A { ${names.join(" ")} }`)).toThrow("more members");
});

test("a number stands in place of what a table calls it", () => {
  const table = "export const Kind = { Ship: 0, Rock: 1 } as const;";
  const tables = tablesOf([source(`${table} export const Other = { Far: 1, name: "text" } as const;`)]);
  expect([...tables.keys()]).toEqual(["Kind"]);
  expect(inPlace("use(Kind.Rock, { [Kind.Ship]: 1 }, Kind, Kind.rest, Other.Far)", tables)).toBe("use(1, { [0]: 1 }, Kind, Kind.rest, Other.Far)");
  expect(inPlace("use(Other.Far)", tables)).toBeNull();
  expect(() => tablesOf([source(table), source(table)])).toThrow("two tables");
});

test("no two names of our code become one, and none becomes another that is there", () => {
  expect(names.size).toBeGreaterThan(200);
  expect(new Set(names.values()).size).toBe(names.size);
  const code = ours.map((it) => it.code.replace(/\/\*[^]*?\*\/|\/\/.*|"[^"\n]*"/g, "")).join("\n");
  const properties = new Set(Array.from(code.matchAll(/[\w)\]!?]\.([A-Za-z_$][\w$]*)/g), ([, name = ""]) => name));
  for (const [name, short] of names) {
    expect(known.has(name), name).toBe(false);
    expect(known.has(short) || names.has(short) || properties.has(short), `${name} as ${short}`).toBe(false);
  }
});

test("what the server and this browser are told, and what is theirs, keeps its name", () => {
  const told = ["client", "minutes", "reason", "autopilots", "advice", "elsewhere", "moments", "days", "career", "claimed"];
  const stored = ["volumePercent", "bindings", "stickyThrust", "leftHanded"];
  const browsers = ["addEventListener", "desynchronized", "lineTo", "getGamepads"];
  for (const name of [...told, ...stored, ...browsers, "SettingsPage", "startWatching", "Thrust"]) expect(names.has(name), name).toBe(false);
});
