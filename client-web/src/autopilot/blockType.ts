// What the catalogue says of a kind of block: ports, parameters, price, equation.

/** What runs along a wire. */
export type Signal = "bool" | "number" | "vector";

/** An input or output. `signal` means what the block's parameter of that name says. */
export interface Port {
  readonly name: string;
  readonly signal: Signal | "signal";
  /** What an input is when nothing leads to it; left out if something must. */
  readonly default?: number;
}

/** A parameter, what it may be, and what it is if left out. */
export type ParamSpec = { readonly name: string; readonly about: string } & (
  | { readonly type: "bool"; readonly default: boolean }
  | { readonly type: "number" | "whole"; readonly default: number; readonly least: number; readonly most: number }
  | { readonly type: "choice"; readonly default: string; readonly options: readonly string[] }
  | { readonly type: "text"; readonly default: string }
  | { readonly type: "numbers"; readonly default: readonly number[]; readonly least: number; readonly most: number }
);

/** A kind of block. */
export interface BlockType {
  readonly kind: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly params: readonly ParamSpec[];
  /** Whether inputs have their effect with the next step. */
  readonly later: boolean;
  readonly price: number;
  /** The parameter of which each so many, or so many elements, cost a unit more. */
  readonly grows?: { readonly param: string; readonly each: number };
  readonly equation: string;
  readonly source: string;
}

/** Kinds that a palette shows together. */
export interface Group {
  readonly name: string;
  readonly types: readonly BlockType[];
}
