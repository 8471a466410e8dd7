// What is edited: the fields of an autopilot's file. Every value is left as it is; an edit makes new ones.

export type Param = boolean | number | string | readonly number[];
export type Params = Readonly<Record<string, Param>>;
export type Place = readonly [x: number, y: number];
/** From an output to an input, each as `block.port`. */
export type Wire = readonly [from: string, to: string];

export interface Block {
  readonly kind: string;
  readonly params?: Params;
  readonly every?: number;
  readonly at?: Place;
}

export interface Model {
  readonly blocks: Readonly<Record<string, Block>>;
  readonly wires: readonly Wire[];
}

export interface Diagram {
  readonly format: "asteroids-autopilot";
  readonly version: 1;
  readonly title: string;
  readonly about?: string;
  readonly main: string;
  readonly models: Readonly<Record<string, Model>>;
}

export const NO_BLOCKS: Model = { blocks: {}, wires: [] };

export const BLANK: Diagram = {
  format: "asteroids-autopilot",
  version: 1,
  title: "Untitled",
  main: "main",
  models: { main: NO_BLOCKS },
};

/** Names come from files of anybody: "constructor" is one like any other. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function modelOf({ models }: Diagram, name: string): Model {
  return own(models, name) ?? NO_BLOCKS;
}

/** The block and the port that an end of a wire names. No block has a dot in its name. */
export function splitEnd(end: string): readonly [block: string, port: string] {
  const dot = end.indexOf(".");
  return dot < 0 ? [end, ""] : [end.slice(0, dot), end.slice(dot + 1)];
}

export function endOf(block: string, port: string): string {
  return `${block}.${port}`;
}

export function textOf({ params }: Block, name: string): string {
  const value = own(params ?? {}, name);
  return typeof value === "string" ? value : "";
}

export function placeOf({ at }: Block): Place {
  return at ?? [0, 0];
}

export function withModel(diagram: Diagram, name: string, model: Model): Diagram {
  return { ...diagram, models: { ...diagram.models, [name]: model } };
}

export function mapValues<T, U>(record: Readonly<Record<string, T>>, of: (value: T, name: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value, name)]));
}

export function without<T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)));
}
