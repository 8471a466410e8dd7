// From what the work of a block is made, and what it is.

import type { Signal } from "../catalogue/kind";

/** Computes outputs of inputs and of what is remembered. */
export type Run = (i: Float32Array, o: Float32Array, m: Float32Array) => void;

export interface Work {
  /** What is remembered before the first step. */
  readonly memory: readonly number[];
  readonly run: Run;
  /** Takes inputs in when all outputs are known. */
  readonly then?: Run;
}

/** Parameters of a block, in f32. */
export interface Setup {
  number(name: string): number;
  numbers(name: string): readonly number[];
  choice(name: string): string;
  readonly signal: Signal;
  /** The time from one of its steps to the next, in s. */
  readonly h: number;
}

export type Make = (setup: Setup) => Work;

export function widthOf(signal: Signal): number {
  return signal === "vector" ? 2 : 1;
}

export function now(run: Run): Work {
  return { memory: [], run };
}

export function remembers(memory: readonly number[], run: Run): Work {
  return { memory, run };
}
