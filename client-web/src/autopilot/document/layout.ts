// Where blocks stand by themselves: in columns by how far they are from what comes in, in rows near what they hang on.

import { own, splitEnd, type Model, type Place } from "./diagram";

export const COLUMN = 7;
const GAP = 1;
/** A column that is higher is split: a screen is wider than it is high. */
const HEIGHT_MOST = 48;
/** How often rows are put in order: it settles soon. */
const SWEEPS = 6;

/** A place for every block. `heightOf` tells how many squares of the grid it is high. */
export function layOut(model: Model, heightOf: (block: string) => number): ReadonlyMap<string, Place> {
  const names = Object.keys(model.blocks).sort();
  const edges = model.wires
    .map(([from, to]) => [splitEnd(from)[0], splitEnd(to)[0]] as const)
    .filter(([from, to]) => from !== to && own(model.blocks, from) !== undefined && own(model.blocks, to) !== undefined);
  const columns = inColumns(names, forward(names, edges));
  for (let sweep = 0; sweep < SWEEPS; sweep++) order(columns, edges, sweep % 2 === 0);
  return placesOf(columns.flatMap((names) => split(names, heightOf)), heightOf);
}

type Edge = readonly [from: string, to: string];

/** Edges without those that close a loop. */
function forward(names: readonly string[], edges: readonly Edge[]): Edge[] {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const state = new Map<string, "open" | "done">();
  const kept: Edge[] = [];
  // By hand, as a chain may be longer than the stack is deep.
  for (const root of names) {
    if (state.has(root)) continue;
    const path: { name: string; index: number }[] = [{ name: root, index: 0 }];
    state.set(root, "open");
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = next.get(top.name)?.[top.index++];
      if (to === undefined) {
        state.set(top.name, "done");
        path.pop();
      } else if (state.get(to) !== "open") {
        kept.push([top.name, to]);
        if (!state.has(to)) {
          state.set(to, "open");
          path.push({ name: to, index: 0 });
        }
      }
    }
  }
  return kept;
}

function inColumns(names: readonly string[], edges: readonly Edge[]): string[][] {
  const waits = new Map<string, number>();
  const column = new Map<string, number>();
  for (const [, to] of edges) waits.set(to, (waits.get(to) ?? 0) + 1);
  const ready = names.filter((name) => !waits.has(name));
  for (const name of ready) {
    const here = column.get(name) ?? 0;
    column.set(name, here);
    for (const [from, to] of edges) {
      if (from !== name) continue;
      column.set(to, Math.max(column.get(to) ?? 0, here + 1));
      const left = (waits.get(to) ?? 1) - 1;
      waits.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  // What comes in stands just before what first needs it.
  for (const name of names) {
    const readers = edges.filter(([from]) => from === name).map(([, to]) => column.get(to) ?? 0);
    if (readers.length > 0 && !edges.some(([, to]) => to === name)) column.set(name, Math.min(...readers) - 1);
  }
  const columns: string[][] = [];
  for (const name of names) (columns[column.get(name) ?? 0] ??= []).push(name);
  return Array.from(columns, (it) => it ?? []).filter((it) => it.length > 0);
}

/** Sorts each column by the mean row of its neighbours on one side. */
function order(columns: string[][], edges: readonly Edge[], isForward: boolean): void {
  const row = new Map<string, number>();
  const note = (names: readonly string[]): void => names.forEach((name, index) => row.set(name, index - names.length / 2));
  columns.forEach(note);
  for (const names of isForward ? columns : [...columns].reverse()) {
    const mean = new Map<string, number>();
    for (const name of names) {
      const rows = edges.filter((edge) => edge[isForward ? 1 : 0] === name).map((edge) => row.get(edge[isForward ? 0 : 1]) ?? 0);
      mean.set(name, rows.length === 0 ? (row.get(name) ?? 0) : rows.reduce((sum, it) => sum + it, 0) / rows.length);
    }
    names.sort((one, other) => (mean.get(one) ?? 0) - (mean.get(other) ?? 0));
    note(names);
  }
}

/** A column as several that are about as high, if it is too high. */
function split(names: readonly string[], heightOf: (block: string) => number): string[][] {
  const height = names.reduce((sum, name) => sum + heightOf(name) + GAP, 0);
  const most = height / Math.ceil(height / HEIGHT_MOST);
  const columns: string[][] = [];
  let above = 0;
  for (const name of names) {
    (columns[Math.floor(above / most)] ??= []).push(name);
    above += heightOf(name) + GAP;
  }
  return columns.filter((it) => it !== undefined);
}

function placesOf(columns: readonly (readonly string[])[], heightOf: (block: string) => number): Map<string, Place> {
  const heights = columns.map((names) => names.reduce((sum, name) => sum + heightOf(name) + GAP, -GAP));
  const tallest = Math.max(0, ...heights);
  const places = new Map<string, Place>();
  columns.forEach((names, index) => {
    let y = Math.round((tallest - (heights[index] ?? 0)) / 2);
    for (const name of names) {
      places.set(name, [index * COLUMN, y]);
      y += heightOf(name) + GAP;
    }
  });
  return places;
}
