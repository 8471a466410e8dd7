// Which inputs and outputs a block has, and what each carries.

import { kindNamed } from "../catalogue/catalogue";
import type { PortSpec, Signal } from "../catalogue/kind";
import { modelOf, own, splitEnd, textOf, type Block, type Diagram } from "./diagram";

export interface Port {
  readonly name: string;
  readonly signal: Signal;
  /** What an input is if nothing leads to it; null if something must. */
  readonly initial: number | null;
}

export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

const NONE: Ports = { inputs: [], outputs: [] };

export function portsOf(diagram: Diagram, block: Block): Ports {
  const kind = kindNamed(block.kind);
  if (kind === undefined) return NONE;
  if (block.kind === "model") return portsOfModel(diagram, textOf(block, "model"));
  const chosen = signalNamed(textOf(block, "signal"));
  const port = (it: PortSpec): Port => ({
    name: it.name,
    signal: it.carries === "signal" ? chosen : it.carries,
    initial: it.initial,
  });
  return { inputs: kind.inputs.map(port), outputs: kind.outputs.map(port) };
}

/** What an output carries, by its end of a wire. */
export function signalOfOutput(diagram: Diagram, model: string, end: string): Signal {
  const [name, port] = splitEnd(end);
  const block = own(modelOf(diagram, model).blocks, name);
  const outputs = block === undefined ? [] : portsOf(diagram, block).outputs;
  return outputs.find((it) => it.name === port)?.signal ?? "number";
}

function portsOfModel(diagram: Diagram, name: string): Ports {
  const blocks = Object.values(modelOf(diagram, name).blocks);
  const exits = blocks.filter(({ kind }) => kind === "exit");
  const remembered = new Set(exits.map((it) => textOf(it, "name")));
  // An entry that an exit feeds is a memory of the model, and no port.
  const entries = blocks.filter((it) => it.kind === "entry" && !remembered.has(textOf(it, "name")));
  return { inputs: entries.map(portOf).sort(byName), outputs: exits.map(portOf).sort(byName) };
}

function portOf(block: Block): Port {
  return { name: textOf(block, "name"), signal: signalNamed(textOf(block, "signal")), initial: null };
}

function byName(one: Port, other: Port): number {
  return one.name < other.name ? -1 : 1;
}

function signalNamed(name: string): Signal {
  return name === "bool" || name === "vector" ? name : "number";
}
