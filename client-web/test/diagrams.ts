// Diagrams for tests: those that are shipped, and edits by chance.

import { readFileSync, readdirSync } from "node:fs";
import { endOf, modelOf, type Block, type Diagram } from "../src/autopilot/document/diagram";
import type { Edit } from "../src/autopilot/document/edit";
import { portsOf } from "../src/autopilot/document/ports";
import { GROUPS } from "../src/autopilot/catalogue/catalogue";

const FOLDER = new URL("../../shared/autopilots/", import.meta.url);

export const SHIPPED: readonly string[] = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

export function shipped(name: string): Diagram {
  return JSON.parse(readFileSync(new URL(name, FOLDER), "utf8")) as Diagram;
}

/** Whole numbers below a bound, the same for a seed. */
export function chance(seed: number): (below: number) => number {
  let state = (seed + 1) * 2654435761;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

const KINDS = GROUPS.flatMap(({ kinds }) => kinds.map(({ name }) => name));

/** An edit of whatever is there. */
export function anyEdit(diagram: Diagram, roll: (below: number) => number): Edit {
  const pick = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
  const model = pick(Object.keys(diagram.models));
  const { blocks, wires } = modelOf(diagram, model);
  const names = Object.keys(blocks);
  const fresh = `new ${roll(1_000_000)}`;
  const add: Edit = { type: "add", model, name: fresh, block: { kind: pick(KINDS), at: [roll(50), roll(50)] } };
  if (names.length === 0) return add;
  const name = pick(names);
  const some = new Set([name, pick(names)]);
  const output = portsOf(diagram, blocks[name] as Block).outputs;
  const other = pick(names);
  const inputs = portsOf(diagram, blocks[other] as Block).inputs;
  switch (roll(11)) {
    case 0:
      return { type: "remove", model, blocks: some };
    case 1:
      return { type: "move", model, blocks: some, by: [roll(9) - 4, roll(9) - 4] };
    case 2:
      return { type: "rename", model, name, to: fresh };
    case 3:
      return { type: "param", model, name, param: pick(["name", "gain", "signal"]), value: pick(["a", 1.5, true, undefined]) };
    case 4:
      return { type: "every", model, name, steps: 1 + roll(8) };
    case 5:
      return output.length === 0 || inputs.length === 0
        ? add
        : { type: "connect", model, from: endOf(name, pick(output).name), to: endOf(other, pick(inputs).name) };
    case 6:
      return wires.length === 0 ? add : { type: "disconnect", model, to: pick(wires)[1] };
    case 7:
      return { type: "renameModel", name: model, to: fresh };
    case 8:
      return { type: "addModel", name: fresh, model: { blocks: {}, wires: [] } };
    case 9:
      return { type: "describe", title: fresh, about: pick(["", "flies"]) };
    default:
      return add;
  }
}
