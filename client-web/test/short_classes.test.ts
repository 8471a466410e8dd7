import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sheetsIn, shortClassesFor, shortSelector, shortVariablesFor, withShort } from "../short_classes";
import { sourcesIn, type Source } from "../short_names";

const source = (code: string): Source => ({ path: "/src/some.ts", code });
const shortOf = (code: string, sheet = ".time-line {}", others: readonly string[] = []): string[] => [...shortClassesFor([source(code)], [sheet], others).keys()];

test("a class gets a short name, and the most frequent the shortest", () => {
  const sheet = ".thumb { top: 0.5rem } .time-line:hover .thumb {} /* .told */";
  expect([...shortClassesFor([source('add(it, "p", "thumb time-line told");')], [sheet], [])]).toEqual([["thumb", "a"], ["time-line", "b"]]);
});

test.each([
  'add(it, "p", "time-line");',
  'add(it, "p", isOn ? "time-line" : "");',
  "add(it, `p`, `time-line ${other}`);",
  'addIcon(it, "time-line", box, path);',
  'new LiveClass(it, "time-line");',
  'root.element.classList.toggle("time-line", isOn);',
  'it.className = "time-line";',
  'use({ className: "time-line" });',
])("a class gets one where it is seen to be one: %s", (code) => {
  expect(shortOf(code)).toEqual(["time-line"]);
  expect(withShort(source(code), new Map([["time-line", "e"]]))).toBe(code.replace("time-line", "e"));
});

test.each([
  'use("time-line");',
  'document.querySelector(".time-line");',
  "add(it, `p`, `time-line${other}`);",
  "add(it, `p`, `${other}time-line`);",
  'add(it, "time-line", "thumb");',
  'map.add("time-line");',
  "use(/time-line/);",
])("and keeps its own if somebody may know it otherwise: %s", (code) => {
  expect(shortOf(code)).toEqual([]);
  expect(shortOf(`add(it, "p", "time-line"); ${code}`)).toEqual([]);
});

test("what tests and pages say, or no sheet has, keeps its name", () => {
  const code = 'add(it, "p", "time-line thumb");';
  expect(shortOf(code)).toEqual(["time-line"]);
  expect(shortOf(code, ".time-line {}", ["main .time-line"])).toEqual([]);
});

test("no short name is one that there is", () => {
  expect([...shortClassesFor([source('add(it, "p", "time-line a"); use("a");')], [".time-line {} .a {}"], []).values()]).toEqual(["b"]);
});

test("selectors have short names for whole classes alone", () => {
  expect(shortSelector("#ui:not(.thumb) > .thumb-small.thumb, thumb", new Map([["thumb", "e"]]))).toBe("#ui:not(.e) > .thumb-small.e, thumb");
});

test("a property gets a short name that code does not know", () => {
  expect([...shortVariablesFor([":root { --own: red; --dim: blue } p { color: var(--dim) }"], ['style.setProperty("--own", red);'])]).toEqual([["--dim", "--a"]]);
});

test("our own classes get short names that are all different", () => {
  const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
  const classes = shortClassesFor(sourcesIn(here("../src")), sheetsIn(here("../src")), []);
  expect(classes.size).toBeGreaterThan(30);
  expect(new Set(classes.values()).size).toBe(classes.size);
});
