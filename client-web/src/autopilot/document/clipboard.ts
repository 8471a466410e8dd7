// What is copied is an autopilot's file of its own: the blocks as its main model, and the models that they hold.

import { BLANK, modelOf, own, placeOf, splitEnd, withModel, type Block, type Diagram, type Model, type Wire } from "./diagram";
import { neededBy, renamedWires, withModelsRenamed } from "./group";
import { freshName } from "./names";

/** Where what is pasted stands from where it was copied. */
const ASIDE = 2;

/** These blocks of a model as a file. */
export function copied(diagram: Diagram, modelName: string, selected: ReadonlySet<string>): Diagram {
  const model = modelOf(diagram, modelName);
  const isCopied = (end: string): boolean => selected.has(splitEnd(end)[0]);
  const part: Model = {
    blocks: Object.fromEntries(Object.entries(model.blocks).filter(([name]) => selected.has(name))),
    wires: model.wires.filter(([from, to]) => isCopied(from) && isCopied(to)),
  };
  const needed = [...neededBy(diagram, part)].map((name) => [name, modelOf(diagram, name)] as const);
  const main = freshName("copied", (it) => needed.some(([name]) => name === it));
  return { ...BLANK, title: "Copied blocks", main, models: Object.fromEntries([...needed, [main, part]]) };
}

export interface Pasted {
  readonly diagram: Diagram;
  /** What the new blocks are called. */
  readonly names: ReadonlySet<string>;
}

/** Puts the main model of what was copied into a model, under names that are free. */
export function paste(diagram: Diagram, modelName: string, from: Diagram): Pasted {
  const part = modelOf(from, from.main);
  const needed = [...neededBy(from, part)].filter((name) => name !== from.main);
  const modelNames = new Map<string, string>();
  for (const name of needed) {
    const there = own(diagram.models, name);
    const isSame = there !== undefined && JSON.stringify(there) === JSON.stringify(modelOf(from, name));
    const isTaken = (it: string): boolean => own(diagram.models, it) !== undefined || [...modelNames.values()].includes(it);
    modelNames.set(name, isSame ? name : freshName(name, isTaken));
  }
  let result = diagram;
  for (const [name, fresh] of modelNames) {
    const model = modelOf(from, name);
    if (own(diagram.models, fresh) === undefined) {
      result = withModel(result, fresh, { ...model, blocks: withModelsRenamed(model.blocks, modelNames) });
    }
  }
  const target = modelOf(result, modelName);
  const names = new Map<string, string>();
  const blocks: Record<string, Block> = { ...target.blocks };
  for (const [name, block] of Object.entries(withModelsRenamed(part.blocks, modelNames))) {
    const fresh = freshName(name, (it) => own(blocks, it) !== undefined);
    const [x, y] = placeOf(block);
    blocks[fresh] = { ...block, at: [x + ASIDE, y + ASIDE] };
    names.set(name, fresh);
  }
  const wires: Wire[] = [...target.wires, ...renamedWires(part.wires, names)];
  return { diagram: withModel(result, modelName, { blocks, wires }), names: new Set(names.values()) };
}
