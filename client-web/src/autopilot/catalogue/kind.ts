// What there is to know of a kind of block, and short ways to say it.

export type Signal = "bool" | "number" | "vector";

export const SIGNALS: readonly Signal[] = ["number", "bool", "vector"];

export interface PortSpec {
  readonly name: string;
  /** "signal": what the parameter of that name says. */
  readonly carries: Signal | "signal";
  /** What an input is if nothing leads to it; null if something must. */
  readonly initial: number | null;
}

/** What a parameter may be, and what it is if it is left out. */
export type Range =
  | { readonly type: "choice"; readonly options: readonly string[] }
  | { readonly type: "text"; readonly initial: string }
  | { readonly type: "bool"; readonly initial: boolean }
  | { readonly type: "number" | "whole"; readonly initial: number; readonly least: number; readonly most: number }
  | { readonly type: "numbers"; readonly initial: readonly number[]; readonly least: number; readonly most: number };

export interface ParamSpec {
  readonly name: string;
  readonly about: string;
  readonly range: Range;
}

export interface Kind {
  readonly name: string;
  readonly inputs: readonly PortSpec[];
  readonly outputs: readonly PortSpec[];
  readonly params: readonly ParamSpec[];
  /** Whether inputs have their effect with the next step only. */
  readonly later: boolean;
  readonly price: number;
  /** The parameter that makes it dearer: one more for each so many of it. */
  readonly grows: readonly [param: string, each: number] | null;
  readonly source: string;
  readonly equation: string;
}

export interface Group {
  readonly name: string;
  readonly kinds: readonly Kind[];
}

interface Spec {
  /** Each as "name: signal", with "= value" if it may be left without a source. */
  readonly inputs?: readonly string[];
  readonly outputs?: readonly string[];
  readonly params?: readonly ParamSpec[];
  readonly later?: boolean;
  readonly grows?: readonly [param: string, each: number];
  readonly price: number;
  readonly source?: string;
  readonly equation: string;
}

export function kind(name: string, spec: Spec): Kind {
  const { inputs = [], outputs = [], params = [], later = false, grows = null, source = "" } = spec;
  return { name, inputs: inputs.map(port), outputs: outputs.map(port), params, later, grows, source, price: spec.price, equation: spec.equation };
}

function port(text: string): PortSpec {
  const [ends = "", initial] = text.split(" = ");
  const [name = "", carries] = ends.split(": ");
  const signal = SIGNALS.find((it) => it === carries) ?? "signal";
  return { name, carries: signal, initial: initial === undefined ? null : Number(initial) };
}

const FAR = 1_000_000;

export function any(name: string, initial: number, about: string): ParamSpec {
  return number(name, initial, -FAR, FAR, about);
}

export function number(name: string, initial: number, least: number, most: number, about: string): ParamSpec {
  return { name, about, range: { type: "number", initial, least, most } };
}

export function whole(name: string, initial: number, least: number, most: number, about: string): ParamSpec {
  return { name, about, range: { type: "whole", initial, least, most } };
}

export function numbers(name: string, initial: readonly number[], least: number, most: number, about: string): ParamSpec {
  return { name, about, range: { type: "numbers", initial, least, most } };
}

export function bool(name: string, initial: boolean, about: string): ParamSpec {
  return { name, about, range: { type: "bool", initial } };
}

export function text(name: string, initial: string, about: string): ParamSpec {
  return { name, about, range: { type: "text", initial } };
}

export function choice(name: string, options: readonly string[], about: string): ParamSpec {
  return { name, about, range: { type: "choice", options } };
}

export const SIGNAL: ParamSpec = choice("signal", SIGNALS, "what its ports carry");

/** What a parameter is if it is left out. */
export function initialOf(range: Range): boolean | number | string | readonly number[] {
  return range.type === "choice" ? (range.options[0] ?? "") : range.initial;
}
