import { describe, expect, test } from "vitest";
import { troublesOf } from "../src/autopilot/document/check";
import { copied, paste } from "../src/autopilot/document/clipboard";
import { BLANK, modelOf, type Diagram, type Model } from "../src/autopilot/document/diagram";
import { apply, type Edit } from "../src/autopilot/document/edit";
import { group, groupable, ungroup } from "../src/autopilot/document/group";
import { History } from "../src/autopilot/document/history";
import { layOut } from "../src/autopilot/document/layout";
import { freshName, isName } from "../src/autopilot/document/names";
import { complaintOfName } from "../src/autopilot/editor/naming";
import { SHIPPED, anyEdit, chance, shipped } from "./diagrams";

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed);

/** A model without the order of its wires and blocks, and without places. */
function meant({ blocks, wires }: Model): unknown {
  const plain = Object.entries(blocks).map(([name, { at: _, ...block }]) => [name, block] as const);
  return { blocks: Object.fromEntries(plain), wires: wires.map(String).sort() };
}

function after(diagram: Diagram, ...edits: Edit[]): Diagram {
  return edits.reduce(apply, diagram);
}

describe("undoing", () => {
  test.each(SEEDS)("gives the file back to the bit, and redoing what was made of it (%d)", (seed) => {
    const roll = chance(seed);
    const first = shipped(SHIPPED[seed % SHIPPED.length] ?? "");
    const before = JSON.stringify(first);
    const history = new History(first);
    const texts = [before];
    for (let step = 0; step < 60; step++) {
      history.make(apply(history.diagram, anyEdit(history.diagram, roll)));
      texts.push(JSON.stringify(history.diagram));
    }
    const last = texts.at(-1);
    while (history.canUndo) history.undo();
    expect(JSON.stringify(history.diagram)).toBe(before);
    while (history.canRedo) history.redo();
    expect(JSON.stringify(history.diagram)).toBe(last);
  });

  test("takes back a whole drag, and not what was done before it", () => {
    const history = new History(shipped("heading.json"));
    const drag = (): void =>
      history.make(apply(history.diagram, { type: "move", model: "main", blocks: new Set(["feed"]), by: [1, 0] }), "drag");
    drag();
    history.rest();
    drag();
    drag();
    history.undo();
    expect(modelOf(history.diagram, "main").blocks["feed"]?.at).toEqual([17, 0]);
  });
});

describe("grouping", () => {
  test.each(SEEDS)("and putting back leaves the model as it was, and its wires without trouble (%d)", (seed) => {
    const roll = chance(seed);
    const diagram = shipped(SHIPPED[seed % SHIPPED.length] ?? "");
    const names = Object.keys(modelOf(diagram, "main").blocks);
    const selected = new Set(names.filter(() => roll(3) === 0));
    const grouped = group(diagram, "main", selected);
    if (grouped === null) return expect(groupable(modelOf(diagram, "main"), selected).size).toBe(0);
    expect(troublesOf(grouped.diagram)).toEqual([]);
    const back = ungroup(grouped.diagram, "main", grouped.name);
    expect(meant(modelOf(back, "main"))).toEqual(meant(modelOf(diagram, "main")));
    expect(modelOf(back, "main").blocks).toEqual(modelOf(diagram, "main").blocks);
  });

  test("putting back makes a delay of a memory, and multiplies rates", () => {
    const inner: Model = {
      blocks: {
        before: { kind: "entry", params: { name: "x", initial: 3 } },
        now: { kind: "entry", params: { name: "in" } },
        sum: { kind: "sum", every: 2 },
        after: { kind: "exit", params: { name: "x" } },
      },
      wires: [
        ["before.out", "sum.a"],
        ["now.out", "sum.b"],
        ["sum.out", "after.in"],
      ],
    };
    const main: Model = {
      blocks: { one: { kind: "constant" }, part: { kind: "model", params: { model: "count" }, every: 4 }, look: { kind: "scope" } },
      wires: [
        ["one.out", "part.in"],
        ["part.x", "look.in"],
      ],
    };
    const diagram: Diagram = { ...BLANK, models: { main, count: inner } };
    const { blocks, wires } = modelOf(ungroup(diagram, "main", "part"), "main");
    expect(blocks["before"]).toMatchObject({ kind: "unit_delay", params: { initial: 3 }, every: 4 });
    expect(blocks["sum"]?.every).toBe(8);
    expect(wires.map(String).sort()).toEqual(["before.out,sum.a", "one.out,sum.b", "sum.out,before.in", "sum.out,look.in"]);
  });
});

describe("names", () => {
  test("follow blocks, ports and models wherever they are used", () => {
    const grouped = group(shipped("heading.json"), "main", new Set(["rate loop", "small"]), "inner");
    if (grouped === null) throw new Error("nothing was grouped");
    const renamed = after(
      grouped.diagram,
      { type: "renameModel", name: "inner", to: "rate" },
      { type: "param", model: "rate", name: "in setpoint", param: "name", value: "wish" },
      { type: "rename", model: "main", name: "inner", to: "turn" },
      { type: "renameModel", name: "main", to: "ship" },
    );
    expect(troublesOf(renamed)).toEqual([]);
    expect(renamed.main).toBe("ship");
    expect(modelOf(renamed, "ship").wires).toContainEqual(["angle loop.out", "turn.wish"]);
  });

  test("are those that files may have", () => {
    for (const bad of ["", " a", "a ", "a.b", "a/b", "a\n", "x".repeat(49)]) expect(isName(bad)).toBe(false);
    for (const good of ["a", "constructor", "__proto__", "x".repeat(48), "🚀".repeat(48)]) expect(isName(good)).toBe(true);
    expect(complaintOfName("a", { a: 1 })).toMatch(/there already/);
    expect(freshName("a.b", () => false)).toBe("a b");
    const taken = new Set(["gain", "gain 2"]);
    expect(freshName("gain 2", (it) => taken.has(it))).toBe("gain 3");
    expect(isName(freshName("x".repeat(48), (it) => it === "x".repeat(48)))).toBe(true);
  });

  test("of JavaScript's own objects are names like any other", () => {
    const blocks = JSON.parse('{"__proto__":{"kind":"gain"},"constructor":{"kind":"constant"}}') as Model["blocks"];
    const diagram: Diagram = { ...BLANK, models: { main: { blocks, wires: [["constructor.out", "__proto__.in"]] } } };
    expect(troublesOf(diagram)).toEqual([]);
    const moved = apply(diagram, { type: "move", model: "main", blocks: new Set(["__proto__"]), by: [1, 1] });
    expect(Object.keys(modelOf(moved, "main").blocks)).toEqual(["__proto__", "constructor"]);
    expect(troublesOf(apply(moved, { type: "rename", model: "main", name: "constructor", to: "toString" }))).toEqual([]);
  });
});

describe("wires", () => {
  test("have one source an input: the later one", () => {
    const diagram = after(shipped("heading.json"), { type: "connect", model: "main", from: "ship spin.out", to: "feed.in" });
    expect(modelOf(diagram, "main").wires.filter(([, to]) => to === "feed.in")).toEqual([["ship spin.out", "feed.in"]]);
  });

  test("that are wrong are all told, each at its place", () => {
    const diagram = after(
      shipped("heading.json"),
      { type: "connect", model: "main", from: "keys.up", to: "feed.in" },
      { type: "disconnect", model: "main", to: "keys.in" },
      { type: "remove", model: "main", blocks: new Set(["course"]) },
    );
    expect(troublesOf(diagram).map(({ block, port }) => [block, port])).toEqual([
      ["feed", "in"],
      ["angle loop", "setpoint"],
      ["keys", "in"],
    ]);
  });
});

describe("what is copied", () => {
  test.each(SHIPPED)("of %s can be pasted into a blank file, with all models that it needs", (name) => {
    const diagram = shipped(name);
    const all = new Set(Object.keys(modelOf(diagram, "main").blocks));
    const pasted = paste(BLANK, "main", copied(diagram, "main", all));
    expect(meant(modelOf(pasted.diagram, "main"))).toEqual(meant(modelOf(diagram, "main")));
    expect(troublesOf(pasted.diagram)).toEqual([]);
    const twice = paste(pasted.diagram, "main", copied(diagram, "main", all));
    expect(Object.keys(twice.diagram.models)).toEqual(Object.keys(pasted.diagram.models));
    expect(twice.names.size).toBe(all.size);
    expect(modelOf(twice.diagram, "main").wires.length).toBe(2 * modelOf(diagram, "main").wires.length);
  });
});

describe("the layout", () => {
  test.each(SHIPPED)("of %s has wires lead to the right where they are no loop, and no block on another", (name) => {
    const model = modelOf(shipped(name), "main");
    const places = layOut(model, () => 4);
    expect(places.size).toBe(Object.keys(model.blocks).length);
    expect(new Set([...places.values()].map(String)).size).toBe(places.size);
    expect(Math.max(...[...places.values()].map(([, y]) => y))).toBeLessThanOrEqual(48);
    const back = model.wires.filter(([from, to]) => {
      const x = (end: string): number => places.get(end.slice(0, end.indexOf(".")))?.[0] ?? 0;
      return x(from) >= x(to);
    });
    expect(back.length).toBeLessThanOrEqual(model.wires.length / 20);
  });

  test("of a loop and of a block by itself comes to an end", () => {
    const blocks = { a: { kind: "unit_delay" }, b: { kind: "gain" }, note: { kind: "note" } };
    expect(layOut({ blocks, wires: [["a.out", "b.in"], ["b.out", "a.in"]] }, () => 2).size).toBe(3);
  });
});
