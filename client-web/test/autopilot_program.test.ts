import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kindNamed } from "../src/autopilot/catalogue/catalogue";
import { BLANK, endOf, modelOf, type Block, type Diagram, type Model, type Wire } from "../src/autopilot/document/diagram";
import { group, ungroup } from "../src/autopilot/document/group";
import { portsOf } from "../src/autopilot/document/ports";
import { Fault } from "../src/autopilot/program/fault";
import { Program } from "../src/autopilot/program/program";
import { SHIPPED, chance, shipped } from "./diagrams";

interface Case {
  readonly block: Block;
  /** That each ship takes, with the entries and exits around the block. */
  readonly numbers: number;
  /** The bits of what comes in and of what goes out. */
  readonly steps: readonly (readonly [readonly number[], readonly number[]])[];
}

const { cases } = JSON.parse(readFileSync(new URL("../../shared/golden/autopilot.json", import.meta.url), "utf8")) as { cases: Case[] };

function fromBits(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0] ?? NaN;
}

function toBits(value: number): number {
  return new Uint32Array(Float32Array.of(value).buffer)[0] ?? NaN;
}

/** A block by itself, between an entry for each of its inputs and an exit for each of its outputs. */
function around(block: Block): Diagram {
  const { inputs, outputs } = portsOf(BLANK, block);
  const blocks: Record<string, Block> = { block };
  const wires: Wire[] = [];
  for (const { name, signal } of inputs) {
    blocks[`in ${name}`] = { kind: "entry", params: { name: `in.${name}`, signal } };
    wires.push([endOf(`in ${name}`, "out"), endOf("block", name)]);
  }
  for (const { name, signal } of outputs) {
    blocks[`out ${name}`] = { kind: "exit", params: { name: `out.${name}`, signal } };
    wires.push([endOf("block", name), endOf(`out ${name}`, "in")]);
  }
  return { ...BLANK, models: { main: { blocks, wires } } };
}

/** So many delays of so many steps, one after the other. */
function delays(count: number, steps: number): Model {
  const names = Array.from({ length: count }, (_, index) => `d${index}`);
  const blocks = Object.fromEntries(names.map((name) => [name, { kind: "delay", params: { steps } }]));
  return { blocks: { one: { kind: "constant" }, ...blocks }, wires: names.map((name, index) => [`${names[index - 1] ?? "one"}.out`, `${name}.in`]) };
}

describe("a program", () => {
  test.each(cases.map((it, index) => [`${it.block.kind} (${index})`, it] as const))("does what the server's does, to the bit: %s", (_, { block, numbers: taken, steps }) => {
    const program = new Program(around(block));
    const { inputs, outputs } = portsOf(BLANK, block);
    const names = inputs.map(({ name }) => `in.${name}`).sort();
    const exits = outputs.map(({ name }) => `out.${name}`).sort();
    expect(kindNamed(block.kind)).toBeDefined();
    expect(program.numbers).toBe(taken);
    const made = steps.map(([given]) => {
      const numbers = new Map<string, number[]>();
      let at = 0;
      for (const name of names) {
        const width = inputs.find((it) => `in.${it.name}` === name)?.signal === "vector" ? 2 : 1;
        numbers.set(name, given.slice(at, at + width).map(fromBits));
        at += width;
      }
      program.step((name, into) => into.set(numbers.get(name) ?? []));
      return exits.flatMap((name) => [...(program.exit(name) ?? [])].map(toBits));
    });
    expect(made).toEqual(steps.map(([, wanted]) => wanted));
  });

  test.each(SHIPPED.flatMap((name) => [0, 1, 2].map((seed) => [name, seed] as const)))(
    "of %s is the same when blocks are grouped, and when they are put back (%d)",
    (name, seed) => {
      const diagram = shipped(name);
      const roll = chance(seed);
      const some = new Set(Object.keys(modelOf(diagram, "main").blocks).filter(() => roll(2) === 0));
      const grouped = group(diagram, "main", some);
      if (grouped === null) throw new Error("nothing was grouped");
      const flown = fly(diagram, seed);
      expect(fly(grouped.diagram, seed)).toEqual(flown);
      expect(fly(ungroup(grouped.diagram, "main", grouped.name), seed)).toEqual(flown);
    },
  );

  test("goes on from what it remembers when a gain is changed", () => {
    const count = (gain: number): Diagram => {
      const blocks: Model["blocks"] = {
        one: { kind: "constant", params: { value: 32 } },
        gain: { kind: "gain", params: { gain } },
        sum: { kind: "integrator" },
        out: { kind: "exit", params: { name: "sum" } },
      };
      return { ...BLANK, models: { main: { blocks, wires: [["one.out", "gain.in"], ["gain.out", "sum.in"], ["sum.out", "out.in"]] } } };
    };
    const first = new Program(count(1));
    for (let step = 0; step < 3; step++) first.step(() => undefined);
    const second = new Program(count(2));
    second.takeOver(first);
    second.step(() => undefined);
    second.step(() => undefined);
    expect(second.exit("sum")?.[0]).toBe(5);
  });

  test("has what is new work at the steps at which all else of its pace does", () => {
    const sampled = (...names: readonly string[]): Diagram => {
      const sampler = (name: string): Model["blocks"] => ({ [name]: { kind: "gain", every: 4 }, [`${name}_out`]: { kind: "exit", params: { name } } });
      const blocks: Model["blocks"] = Object.assign({ one: { kind: "constant", params: { value: 32 } }, sum: { kind: "integrator" } }, ...names.map(sampler));
      const wires = names.flatMap((name): [string, string][] => [["sum.out", `${name}.in`], [`${name}.out`, `${name}_out.in`]]);
      return { ...BLANK, models: { main: { blocks, wires: [["one.out", "sum.in"], ...wires] } } };
    };
    const first = new Program(sampled("old"));
    for (let step = 0; step < 6; step++) first.step(() => undefined);
    const second = new Program(sampled("old", "new"));
    second.takeOver(first);
    for (let step = 0; step < 2; step++) second.step(() => undefined);
    for (let step = 0; step < 8; step++) {
      second.step(() => undefined);
      expect(second.exit("new")).toEqual(second.exit("old"));
    }
  });

  test("is none of what is wrong, and the fault names the place", () => {
    const loop: Model = { blocks: { a: { kind: "gain" }, b: { kind: "gain" } }, wires: [["a.out", "b.in"], ["b.out", "a.in"]] };
    const fault = (main: Model, more: Readonly<Record<string, Model>> = {}): unknown => {
      try {
        return new Program({ ...BLANK, models: { ...more, main } });
      } catch (error) {
        return error;
      }
    };
    expect(fault(loop)).toMatchObject({ block: "a", text: "A loop without a delay: a → b → a. Put a unit_delay into it." });
    const own: Model = { blocks: { me: { kind: "model", params: { model: "main" } } }, wires: [] };
    expect(fault(own)).toMatchObject({ text: "Models must not hold themselves: main → main." });
    expect(fault({ blocks: { it: { kind: "gain" } }, wires: [] })).toMatchObject({ block: "it", port: "in" });
    expect(fault({ blocks: { it: { kind: "constant", params: { value: 1e7 } } }, wires: [] })).toBeInstanceOf(Fault);
    expect(fault(delays(4, 64))).toMatchObject({ text: "Numbers of memory for a ship: 260, and 256 are the most." });
    expect(fault(delays(4, 63))).toBeInstanceOf(Program);
    expect(fault({ blocks: { it: { kind: "clamp", params: { low: 2 } }, x: { kind: "constant" } }, wires: [["x.out", "it.in"]] })).toMatchObject({ block: "it" });
  });
});

/** All that goes out of it in some steps, among sensors by chance. */
function fly(diagram: Diagram, seed: number): unknown {
  const program = new Program(diagram);
  const roll = chance(seed + 100);
  return Array.from({ length: 60 }, () => {
    const sensed = roll(1_000_000);
    program.step((name, into) => into.forEach((_, at) => (into[at] = ((sensed * (name.length + at + 1)) % 2000) / 100 - 10)));
    return ["thrust", "left", "right", "brake", "fire", "hyperspace"].map((name) => program.exit(name)?.[0]);
  });
}
