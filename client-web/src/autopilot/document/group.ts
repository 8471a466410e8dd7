// Blocks are put into a model of their own, and a model's blocks back in its place.

import { endOf, mapValues, modelOf, own, placeOf, splitEnd, textOf, withModel, without, type Block, type Diagram, type Model, type Place, type Wire } from "./diagram";
import { mapEnds } from "./edit";
import { freshName } from "./names";
import { signalOfOutput } from "./ports";

/** How far entries and exits stand from what they lead to. */
const MARGIN = 8;
const ROW = 3;

/** What can be put into a model of its own: entries and exits are how a model meets its outside. */
export function groupable(model: Model, blocks: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    [...blocks].filter((name) => {
      const kind = own(model.blocks, name)?.kind;
      return kind !== undefined && kind !== "entry" && kind !== "exit";
    }),
  );
}

export interface Grouped {
  readonly diagram: Diagram;
  /** What the new block, and its model, are called. */
  readonly name: string;
}

/** Puts blocks of a model into a new one, and a block that holds it in their place; null if there is nothing to put there. */
export function group(diagram: Diagram, modelName: string, selected: ReadonlySet<string>, wished = "part"): Grouped | null {
  const outer = modelOf(diagram, modelName);
  const inside = groupable(outer, selected);
  if (inside.size === 0) return null;
  const name = freshName(wished, (it) => own(diagram.models, it) !== undefined || own(outer.blocks, it) !== undefined);
  const isInside = (end: string): boolean => inside.has(splitEnd(end)[0]);
  const crossing = outer.wires.filter(([from, to]) => isInside(from) !== isInside(to));
  const area = boundsOf([...inside].map((it) => placeOf(own(outer.blocks, it) ?? { kind: "" })));

  const blocks: Record<string, Block> = Object.fromEntries([...inside].map((it) => [it, own(outer.blocks, it) ?? { kind: "note" }]));
  const wires: Wire[] = outer.wires.filter(([from, to]) => isInside(from) && isInside(to));
  const wiresOutside: Wire[] = outer.wires.filter(([from, to]) => !isInside(from) && !isInside(to));
  const portNames = new Set<string>();
  /** One port for each output that leads across the border. */
  const ports = new Map<string, string>();

  for (const [from, to] of crossing) {
    const isEntry = isInside(to);
    let port = ports.get(from);
    if (port === undefined) {
      port = freshName(portNameOf(isEntry ? to : from), (it) => portNames.has(it));
      portNames.add(port);
      const block = freshName(`${isEntry ? "in" : "out"} ${port}`, (it) => own(blocks, it) !== undefined);
      const at: Place = [isEntry ? area.left - MARGIN : area.right + MARGIN, area.top + ROW * ports.size];
      blocks[block] = { kind: isEntry ? "entry" : "exit", params: paramsOf(port, signalOfOutput(diagram, modelName, from)), at };
      ports.set(from, port);
      if (isEntry) wiresOutside.push([from, endOf(name, port)]);
      else wires.push([from, endOf(block, "in")]);
      if (isEntry) wires.push([endOf(block, "out"), to]);
      else wiresOutside.push([endOf(name, port), to]);
      continue;
    }
    if (isEntry) wires.push([endOf(entryOf(blocks, port), "out"), to]);
    else wiresOutside.push([endOf(name, port), to]);
  }

  const holder: Block = { kind: "model", params: { model: name }, at: [area.left, area.top] };
  const around: Model = { blocks: { ...without(outer.blocks, inside), [name]: holder }, wires: wiresOutside };
  return { diagram: withModel(withModel(diagram, modelName, around), name, { blocks, wires }), name };
}

/** Puts the blocks of the model that a block holds in its place. The model stays in the file. */
export function ungroup(diagram: Diagram, modelName: string, holderName: string): Diagram {
  const outer = modelOf(diagram, modelName);
  const holder = own(outer.blocks, holderName);
  if (holder?.kind !== "model") return diagram;
  const inner = own(diagram.models, textOf(holder, "model"));
  if (inner === undefined) return diagram;

  const rest = without(outer.blocks, new Set([holderName]));
  const blocks: Record<string, Block> = { ...rest };
  const [dx, dy] = offset(inner, placeOf(holder));
  const newNames = new Map<string, string>();
  const borders = bordersOf(inner);
  for (const [name, block] of Object.entries(inner.blocks)) {
    if (borders.isPort(block)) continue;
    const fresh = freshName(name, (it) => own(blocks, it) !== undefined);
    const [x, y] = placeOf(block);
    const every = (block.every ?? 1) * (holder.every ?? 1);
    blocks[fresh] = { ...asInside(block), ...(every === 1 ? {} : { every }), at: [x + dx, y + dy] };
    newNames.set(name, fresh);
  }
  const renamed = (end: string): string => {
    const [block, port] = splitEnd(end);
    return endOf(newNames.get(block) ?? block, port);
  };
  return withModel(diagram, modelName, { blocks, wires: spliced(outer, inner, holderName, borders, renamed) });
}

/** An entry that is a memory goes on as what it is: a delay by a step. */
function asInside(block: Block): Block {
  if (block.kind !== "entry") return block;
  const { name: _, ...params } = block.params ?? {};
  return { ...block, kind: "unit_delay", params };
}

interface Borders {
  /** Entries and exits by block that are ports, so that only wires are left of them. */
  isPort(block: Block): boolean;
  /** The block of the memory that an exit of this name feeds. */
  readonly memories: ReadonlyMap<string, string>;
}

function bordersOf({ blocks }: Model): Borders {
  const exits = new Set(Object.values(blocks).filter(({ kind }) => kind === "exit").map((it) => textOf(it, "name")));
  const memories = new Map<string, string>();
  for (const [name, block] of Object.entries(blocks)) {
    if (block.kind === "entry" && exits.has(textOf(block, "name"))) memories.set(textOf(block, "name"), name);
  }
  return {
    isPort: (block) => block.kind === "exit" || (block.kind === "entry" && !memories.has(textOf(block, "name"))),
    memories,
  };
}

/** All wires, those through the border made one. */
function spliced(outer: Model, inner: Model, holder: string, { memories }: Borders, renamed: (end: string) => string): Wire[] {
  const sourceOf = new Map(outer.wires.map(([from, to]) => [to, from]));
  /** What leads out of the model, by the name of the exit. */
  const exits = new Map<string, string>();
  const wires: Wire[] = [];
  const source = (from: string): string | undefined => {
    const block = own(inner.blocks, splitEnd(from)[0]);
    if (block?.kind !== "entry" || memories.has(textOf(block, "name"))) return renamed(from);
    const outside = sourceOf.get(endOf(holder, textOf(block, "name")));
    return outside === undefined || splitEnd(outside)[0] !== holder ? outside : undefined;
  };
  for (const [from, to] of inner.wires) {
    const start = source(from);
    const block = own(inner.blocks, splitEnd(to)[0]);
    if (start === undefined) continue;
    if (block?.kind !== "exit") {
      wires.push([start, renamed(to)]);
      continue;
    }
    const name = textOf(block, "name");
    exits.set(name, start);
    const memory = memories.get(name);
    if (memory !== undefined) wires.push([start, renamed(endOf(memory, "in"))]);
  }
  for (const [from, to] of outer.wires) {
    if (splitEnd(to)[0] === holder) continue;
    const [block, port] = splitEnd(from);
    const start = block === holder ? exits.get(port) : from;
    if (start !== undefined) wires.push([start, to]);
  }
  return wires;
}

/** Block and port are the more telling name; the port alone often is "in". */
function portNameOf(end: string): string {
  const [block, port] = splitEnd(end);
  return port === "in" || port === "out" ? block : port;
}

function paramsOf(name: string, signal: string): Record<string, string> {
  return signal === "number" ? { name } : { name, signal };
}

function entryOf(blocks: Readonly<Record<string, Block>>, port: string): string {
  return Object.keys(blocks).find((it) => blocks[it]?.kind === "entry" && textOf(blocks[it], "name") === port) ?? port;
}

function offset({ blocks }: Model, [x, y]: Place): Place {
  const inside = Object.values(blocks).filter(({ kind }) => kind !== "entry" && kind !== "exit");
  const { left, top } = boundsOf(inside.map(placeOf));
  return [x - left, y - top];
}

function boundsOf(places: readonly Place[]): { left: number; top: number; right: number } {
  if (places.length === 0) return { left: 0, top: 0, right: 0 };
  const xs = places.map(([x]) => x);
  return { left: Math.min(...xs), top: Math.min(...places.map(([, y]) => y)), right: Math.max(...xs) };
}

/** Every wire of a model with its blocks called anew. */
export function renamedWires(wires: readonly Wire[], names: ReadonlyMap<string, string>): Wire[] {
  return mapEnds(wires, (end) => {
    const [block, port] = splitEnd(end);
    return endOf(names.get(block) ?? block, port);
  });
}

/** The models that a model needs, itself not among them. */
export function neededBy(diagram: Diagram, model: Model): ReadonlySet<string> {
  const needed = new Set<string>();
  const visit = ({ blocks }: Model): void => {
    for (const block of Object.values(blocks)) {
      const name = block.kind === "model" ? textOf(block, "model") : "";
      if (name === "" || needed.has(name) || own(diagram.models, name) === undefined) continue;
      needed.add(name);
      visit(modelOf(diagram, name));
    }
  };
  visit(model);
  return needed;
}

/** Blocks that hold a model of another name now. */
export function withModelsRenamed(blocks: Readonly<Record<string, Block>>, names: ReadonlyMap<string, string>): Record<string, Block> {
  return mapValues(blocks, (block) => {
    const name = block.kind === "model" ? names.get(textOf(block, "model")) : undefined;
    return name === undefined ? block : { ...block, params: { ...block.params, model: name } };
  });
}
