// All models in the place of the blocks that hold them: one list of parts, and where each gets its inputs from.

import { tFaults } from "../../words/faults";
import { kindNamed } from "../catalogue/catalogue";
import { own, splitEnd, textOf, type Block, type Diagram } from "../document/diagram";
import { portsOf } from "../document/ports";
import { Fault } from "./fault";
import { widthOf } from "./work";

const PARTS_MOST = 1024;
const PERIOD_MOST = 1_000_000;

export interface Source {
  readonly part: Part;
  /** Where the output begins among the numbers of the part. */
  readonly offset: number;
}

export interface Input {
  readonly width: number;
  /** What it is if nothing leads there. */
  readonly initial: number;
  source: Source | null;
}

export interface Part {
  /** Names of blocks from the main model on, with slashes between them. */
  readonly path: string;
  readonly model: string;
  readonly name: string;
  readonly block: Block;
  /** A sensor, or what an exit of the same name was a step before. */
  readonly role: "work" | "sensor" | "memory";
  /** It works at every so many steps. */
  readonly period: number;
  readonly inputs: Input[];
  readonly outputs: readonly { readonly name: string; readonly offset: number; readonly width: number }[];
}

/** A model in one of its places, seen from outside. */
interface Placed {
  /** Inputs of it by name: the entries that wait for a source. */
  readonly entries: ReadonlyMap<string, Part>;
  readonly exits: ReadonlyMap<string, Part>;
}

export interface Flat {
  readonly parts: readonly Part[];
  /** The exits of the main model. */
  readonly exits: ReadonlyMap<string, Part>;
}

export function flatten(diagram: Diagram): Flat {
  const parts: Part[] = [];
  const main = place(diagram, diagram.main, "", 1, [], parts);
  return { parts, exits: main.exits };
}

function place(diagram: Diagram, name: string, prefix: string, every: number, holders: readonly string[], parts: Part[]): Placed {
  const model = own(diagram.models, name);
  if (model === undefined) throw new Fault("", "", "", tFaults.noModel({ model: name }));
  if (holders.includes(name)) throw new Fault(name, "", "", tFaults.holdsItself({ models: [...holders, name].join(" → ") }));
  const blocks = Object.entries(model.blocks).sort(([one], [other]) => (one < other ? -1 : 1));
  const exitNames = new Set(blocks.filter(([, { kind }]) => kind === "exit").map(([, block]) => textOf(block, "name")));
  const entries = new Map<string, Part>();
  const exits = new Map<string, Part>();
  const partsHere = new Map<string, Part>();
  const held = new Map<string, Placed>();
  for (const [key, block] of blocks) {
    const path = prefix + key;
    const period = every * (block.every ?? 1);
    if (period > PERIOD_MOST) throw new Fault(name, key, "", tFaults.everyMany({ steps: period, most: PERIOD_MOST }));
    if (block.kind === "model") {
      held.set(key, place(diagram, textOf(block, "model"), `${path}/`, period, [...holders, name], parts));
      continue;
    }
    const called = textOf(block, "name");
    const isMemory = block.kind === "entry" && exitNames.has(called);
    const role = isMemory ? "memory" : block.kind === "entry" && holders.length === 0 ? "sensor" : "work";
    const part = partOf(diagram, { path, model: name, name: key, block, role, period });
    if (parts.push(part) > PARTS_MOST) throw new Fault("", "", "", tFaults.tooMany({ what: tFaults.allBlocks, count: parts.length, most: PARTS_MOST }));
    partsHere.set(key, part);
    const ports = block.kind === "entry" ? (isMemory ? null : entries) : block.kind === "exit" ? exits : null;
    if (block.kind === "entry" || block.kind === "exit") {
      if (called === "") throw new Fault(name, key, "", tFaults.nameless);
      if (ports?.has(called) === true) throw new Fault(name, key, "", tFaults.twins({ kind: block.kind, name: called }));
      ports?.set(called, part);
    }
  }
  for (const part of partsHere.values()) {
    if (part.role !== "memory") continue;
    const exit = exits.get(textOf(part.block, "name"));
    if (exit === undefined || exit.outputs[0]?.width !== part.outputs[0]?.width) throw new Fault(name, part.name, "", tFaults.otherTerminal);
    part.inputs[0]!.source = { part: exit, offset: 0 };
  }
  for (const [from, to] of model.wires) {
    const input = inputAt(diagram, to, partsHere, held);
    const source = sourceAt(from, partsHere, held);
    const [block, port] = splitEnd(to);
    if (input === undefined || source === undefined) throw new Fault(name, block, port, tFaults.looseWire({ from, to }));
    input.source = source;
  }
  return { entries, exits };
}

function partOf(diagram: Diagram, of: Omit<Part, "inputs" | "outputs">): Part {
  const ports = portsOf(diagram, of.block);
  const isEntry = of.block.kind === "entry";
  const isExit = of.block.kind === "exit";
  const through = isEntry ? ports.outputs : ports.inputs;
  const inputs = isEntry && of.role === "sensor" ? [] : through;
  let offset = 0;
  const outputs = (isExit ? ports.inputs : ports.outputs).map(({ name, signal }) => {
    const output = { name: isExit ? "out" : name, offset, width: widthOf(signal) };
    offset += output.width;
    return output;
  });
  return { ...of, outputs, inputs: inputs.map(({ signal, initial }) => ({ width: widthOf(signal), initial: initial ?? 0, source: null })) };
}

function inputAt(diagram: Diagram, end: string, parts: ReadonlyMap<string, Part>, held: ReadonlyMap<string, Placed>): Input | undefined {
  const [block, port] = splitEnd(end);
  const part = parts.get(block);
  if (part === undefined) return held.get(block)?.entries.get(port)?.inputs[0];
  return part.inputs[portsOf(diagram, part.block).inputs.findIndex(({ name }) => name === port)];
}

function sourceAt(end: string, parts: ReadonlyMap<string, Part>, held: ReadonlyMap<string, Placed>): Source | undefined {
  const [block, port] = splitEnd(end);
  const part = parts.get(block) ?? held.get(block)?.exits.get(port);
  const output = part?.outputs.find(({ name }) => name === (parts.has(block) ? port : "out"));
  return part === undefined || output === undefined ? undefined : { part, offset: output.offset };
}

/** Whether inputs have their effect with the next step only, so that a loop may be closed here. */
export function isLater({ block, role }: Part): boolean {
  return role === "memory" || kindNamed(block.kind)?.later === true;
}

/** The parts so that each comes after all that it needs at once. */
export function inOrder(parts: readonly Part[]): Part[] {
  const needs = (part: Part): Part[] => (isLater(part) ? [] : part.inputs.flatMap(({ source }) => (source === null ? [] : [source.part])));
  const waits = new Map(parts.map((part) => [part, needs(part).length]));
  const readers = new Map<Part, Part[]>();
  for (const part of parts) for (const source of needs(part)) readers.set(source, [...(readers.get(source) ?? []), part]);
  const order = parts.filter((part) => waits.get(part) === 0);
  for (const part of order) {
    for (const reader of readers.get(part) ?? []) {
      const left = (waits.get(reader) ?? 0) - 1;
      waits.set(reader, left);
      if (left === 0) order.push(reader);
    }
  }
  const stuck = parts.find((part) => (waits.get(part) ?? 0) > 0);
  if (stuck === undefined) return order;
  const way: Part[] = [stuck];
  for (;;) {
    const before = needs(way.at(-1)!).find((part) => (waits.get(part) ?? 0) > 0)!;
    const start = way.indexOf(before);
    if (start < 0) way.push(before);
    else {
      const found = way.slice(start).reverse();
      const first = found.reduce((least, { path }, at) => (path < found[least]!.path ? at : least), 0);
      const ring = [...found.slice(first), ...found.slice(0, first)];
      const names = [...ring, ring[0]!].map(({ path }) => path).join(" → ");
      throw new Fault(ring[0]!.model, ring[0]!.name, "", tFaults.loop({ blocks: names }));
    }
  }
}

