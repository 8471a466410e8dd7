// What is wrong with wires, each at its place. The compiler stops at the first fault, and a person wants to see all.

import { tFaults } from "../../words/faults";
import { kindNamed } from "../catalogue/catalogue";
import { own, splitEnd, type Diagram } from "./diagram";
import { portsOf, type Port, type Ports } from "./ports";

/** One thing that is wrong. Without a block it is about the whole model, without a port about the whole block. */
export interface Trouble {
  readonly model: string;
  readonly block: string;
  readonly port: string;
  readonly text: string;
}

/** With the block that it is about. */
export function told({ block, text }: Trouble): string {
  return block === "" ? text : `${block}: ${text}`;
}

/** Why a wire from this output to this input cannot be, or nothing. */
export function whyNotWired(from: Port, to: Port): string {
  return from.signal === to.signal ? "" : tFaults.otherSignal({ one: to.name, oneSignal: to.signal, other: from.name, otherSignal: from.signal });
}

/** All that is wrong with the wires of all models. */
export function troublesOf(diagram: Diagram): Trouble[] {
  return Object.keys(diagram.models).flatMap((model) => troublesOfModel(diagram, model));
}

function troublesOfModel(diagram: Diagram, name: string): Trouble[] {
  const model = own(diagram.models, name);
  if (model === undefined) return [];
  const troubles: Trouble[] = [];
  const tell = (block: string, port: string, text: string): unknown => troubles.push({ model: name, block, port, text });
  const ports = new Map<string, Ports>();
  for (const [block, it] of Object.entries(model.blocks)) {
    if (kindNamed(it.kind) === undefined) tell(block, "", tFaults.noKind({ kind: it.kind }));
    ports.set(block, portsOf(diagram, it));
  }
  const reached = new Set<string>();
  for (const [from, to] of model.wires) {
    const [source, output] = splitEnd(from);
    const [sink, input] = splitEnd(to);
    const sourcePort = ports.get(source)?.outputs.find((it) => it.name === output);
    const sinkPort = ports.get(sink)?.inputs.find((it) => it.name === input);
    if (sinkPort === undefined) tell(sink, input, tFaults.noInput({ block: sink, port: input }));
    else if (sourcePort === undefined) tell(sink, input, tFaults.noOutput({ from }));
    else if (reached.has(to)) tell(sink, input, tFaults.twoWires({ port: input }));
    else if (whyNotWired(sourcePort, sinkPort)) tell(sink, input, whyNotWired(sourcePort, sinkPort));
    reached.add(to);
  }
  for (const [block, { inputs }] of ports) {
    for (const { name: input, initial } of inputs) {
      if (initial === null && !reached.has(`${block}.${input}`)) tell(block, input, tFaults.noWire({ port: input }));
    }
  }
  return troubles;
}
