// Everything that a person may do to a diagram, as data.

import { endOf, mapValues, modelOf, own, placeOf, splitEnd, textOf, withModel, without, type Block, type Diagram, type Model, type Param, type Place, type Wire } from "./diagram";

export type Edit =
  | { readonly type: "add"; readonly model: string; readonly name: string; readonly block: Block }
  | { readonly type: "remove"; readonly model: string; readonly blocks: ReadonlySet<string> }
  | { readonly type: "move"; readonly model: string; readonly blocks: ReadonlySet<string>; readonly by: Place }
  | { readonly type: "place"; readonly model: string; readonly places: ReadonlyMap<string, Place> }
  | { readonly type: "rename"; readonly model: string; readonly name: string; readonly to: string }
  | { readonly type: "param"; readonly model: string; readonly name: string; readonly param: string; readonly value: Param | undefined }
  | { readonly type: "every"; readonly model: string; readonly name: string; readonly steps: number }
  | { readonly type: "connect"; readonly model: string; readonly from: string; readonly to: string }
  | { readonly type: "disconnect"; readonly model: string; readonly to: string }
  | { readonly type: "addModel"; readonly name: string; readonly model: Model }
  | { readonly type: "renameModel"; readonly name: string; readonly to: string }
  | { readonly type: "removeModel"; readonly name: string }
  | { readonly type: "describe"; readonly title: string; readonly about: string };

/** The diagram after an edit; the same one if there is nothing to do. */
export function apply(diagram: Diagram, edit: Edit): Diagram {
  switch (edit.type) {
    case "addModel":
      return withModel(diagram, edit.name, edit.model);
    case "renameModel":
      return edit.name === edit.to ? diagram : renameModel(diagram, edit.name, edit.to);
    case "removeModel":
      return edit.name === diagram.main ? diagram : { ...diagram, models: without(diagram.models, new Set([edit.name])) };
    case "describe":
      return describe(diagram, edit.title, edit.about);
    case "param":
      return setParam(diagram, edit.model, edit.name, edit.param, edit.value);
    default: {
      const before = modelOf(diagram, edit.model);
      const after = applyToModel(before, edit);
      return after === before ? diagram : withModel(diagram, edit.model, after);
    }
  }
}

type ModelEdit = Extract<Edit, { type: "add" | "remove" | "move" | "place" | "rename" | "every" | "connect" | "disconnect" }>;

function applyToModel(model: Model, edit: ModelEdit): Model {
  switch (edit.type) {
    case "add":
      return { ...model, blocks: { ...model.blocks, [edit.name]: edit.block } };
    case "remove":
      return remove(model, edit.blocks);
    case "move":
      return place(model, new Map([...edit.blocks].map((name) => [name, moved(model, name, edit.by)])));
    case "place":
      return place(model, edit.places);
    case "rename":
      return edit.name === edit.to ? model : rename(model, edit.name, edit.to);
    case "every":
      return withBlock(model, edit.name, (block) => withEvery(block, edit.steps));
    case "connect":
      return { ...model, wires: [...model.wires.filter(([, to]) => to !== edit.to), [edit.from, edit.to]] };
    case "disconnect":
      return { ...model, wires: model.wires.filter(([, to]) => to !== edit.to) };
  }
}

/** Wires with their ends called anew. */
export function mapEnds(wires: readonly Wire[], of: (end: string) => string): Wire[] {
  return wires.map(([from, to]) => [of(from), of(to)]);
}

export function withBlock(model: Model, name: string, of: (block: Block) => Block): Model {
  const block = own(model.blocks, name);
  return block === undefined ? model : { ...model, blocks: { ...model.blocks, [name]: of(block) } };
}

function remove({ blocks, wires }: Model, gone: ReadonlySet<string>): Model {
  const stays = (end: string): boolean => !gone.has(splitEnd(end)[0]);
  return { blocks: without(blocks, gone), wires: wires.filter(([from, to]) => stays(from) && stays(to)) };
}

function moved({ blocks }: Model, name: string, [dx, dy]: Place): Place {
  const [x, y] = placeOf(own(blocks, name) ?? { kind: "" });
  return [x + dx, y + dy];
}

function place(model: Model, places: ReadonlyMap<string, Place>): Model {
  const blocks = mapValues(model.blocks, (block, name) => {
    const at = places.get(name);
    return at === undefined ? block : { ...block, at };
  });
  return { ...model, blocks };
}

function rename({ blocks, wires }: Model, name: string, to: string): Model {
  return {
    blocks: Object.fromEntries(Object.entries(blocks).map(([key, block]) => [key === name ? to : key, block])),
    wires: mapEnds(wires, (end) => {
      const [block, port] = splitEnd(end);
      return block === name ? endOf(to, port) : end;
    }),
  };
}

function withEvery({ every: _, ...rest }: Block, steps: number): Block {
  return steps === 1 ? rest : { ...rest, every: steps };
}

function describe({ about: _, ...rest }: Diagram, title: string, about: string): Diagram {
  return about === "" ? { ...rest, title } : { ...rest, title, about };
}

function setParam(diagram: Diagram, model: string, name: string, param: string, value: Param | undefined): Diagram {
  const before = own(modelOf(diagram, model).blocks, name);
  if (before === undefined) return diagram;
  const rest = without(before.params ?? {}, new Set([param]));
  const params = value === undefined ? rest : { ...rest, [param]: value };
  const after = withModel(
    diagram,
    model,
    withBlock(modelOf(diagram, model), name, ({ params: _, ...block }) =>
      Object.keys(params).length === 0 ? block : { ...block, params },
    ),
  );
  const isPort = param === "name" && (before.kind === "entry" || before.kind === "exit");
  return isPort && typeof value === "string" ? renamePort(after, model, before, value) : after;
}

/** An entry or an exit is a port of every block that holds its model: the wires there follow its name. */
function renamePort(diagram: Diagram, model: string, port: Block, to: string): Diagram {
  const before = textOf(port, "name");
  const models = mapValues(diagram.models, (outer) => {
    const isHolder = (block: string): boolean => isHolderOf(own(outer.blocks, block), model);
    if (!Object.keys(outer.blocks).some(isHolder)) return outer;
    const renamed = (end: string): string => {
      const [block, name] = splitEnd(end);
      return name === before && isHolder(block) ? endOf(block, to) : end;
    };
    const wires = outer.wires.map(([source, sink]): Wire => (port.kind === "entry" ? [source, renamed(sink)] : [renamed(source), sink]));
    return { ...outer, wires };
  });
  return { ...diagram, models };
}

/** Whether a block stands for this model. */
export function isHolderOf(block: Block | undefined, model: string): boolean {
  return block?.kind === "model" && textOf(block, "model") === model;
}

function renameModel(diagram: Diagram, name: string, to: string): Diagram {
  const models = Object.entries(diagram.models).map(([key, model]) => {
    const blocks = mapValues(model.blocks, (block) =>
      isHolderOf(block, name) ? { ...block, params: { ...block.params, model: to } } : block,
    );
    return [key === name ? to : key, { ...model, blocks }] as const;
  });
  return { ...diagram, main: diagram.main === name ? to : diagram.main, models: Object.fromEntries(models) };
}
