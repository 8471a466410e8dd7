// An autopilot flies in the sandbox, step by step. What it does is recorded; a change of it goes on from what it remembers.

import { own, textOf, type Diagram } from "../document/diagram";
import { CONTROLS } from "../document/sensors";
import { Fault } from "../program/fault";
import { Program } from "../program/program";
import { checkTerminals } from "../program/terminals";
import { World, NOTHING_HELD } from "../sandbox/world";
import type { Held } from "../sandbox/ship";
import { Recording } from "../scope/recording";

const SEED = 7;

/** A signal that can be plotted: a number of an output, or what a scope block looks at. */
export interface Signal {
  readonly name: string;
  readonly unit: string;
  readonly isScope: boolean;
}

interface Tap extends Signal {
  readonly numbers: Float32Array;
  readonly index: number;
}

export class Flight {
  world = new World(SEED);
  recording = new Recording();
  /** A run that was kept to be compared. */
  kept: Recording | null = null;
  /** What is wrong with the autopilot, or null. */
  fault: Fault | null = null;
  /** What an assert block says, since the flight began. */
  broken = "";
  #program: Program | null = null;
  #taps: readonly Tap[] = [];
  #asserts: readonly { readonly numbers: Float32Array; readonly from: number; readonly text: string }[] = [];

  get signals(): readonly Signal[] {
    return this.#taps;
  }

  get canFly(): boolean {
    return this.#program !== null;
  }

  get price(): number {
    return this.#program?.price ?? 0;
  }

  /** Flies by this from the next step on. What is wrong stops the flight; what was right before goes on from there. */
  take(diagram: Diagram): void {
    try {
      const next = new Program(diagram);
      checkTerminals(diagram);
      if (this.#program !== null) next.takeOver(this.#program);
      this.#program = next;
      this.fault = null;
      this.#tap(next);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.fault = error;
    }
  }

  /** Begins anew, at rest in the middle. */
  restart(diagram: Diagram): void {
    this.world = new World(SEED);
    this.recording = new Recording();
    this.#program = null;
    this.broken = "";
    this.take(diagram);
  }

  step(): void {
    const { world } = this;
    const program = this.#program;
    if (program === null || this.fault !== null) return;
    program.step((name, into) => world.sense(name, into));
    const held: Held = { ...NOTHING_HELD };
    for (const control of CONTROLS) held[control] = (program.exit(control)?.[0] ?? 0) !== 0;
    world.step(held);
    for (const { name, numbers, index } of this.#taps) this.recording.note(name, numbers[index] ?? 0);
    for (const { numbers, from, text } of this.#asserts) {
      if (this.broken === "" && this.recording.steps >= from && numbers[0] === 0) this.broken = `At ${(this.recording.steps / 32).toFixed(2)} s: ${text}`;
    }
    this.recording.end();
  }

  /** What is at an output now. */
  probe(path: string, output: string): Float32Array | undefined {
    return this.#program?.probe(path, output);
  }

  #tap(program: Program): void {
    const taps: Tap[] = [];
    const push = (name: string, numbers: Float32Array | undefined, unit: string, isScope: boolean): void => {
      if (numbers?.length === 1) taps.push({ name, unit, isScope, numbers, index: 0 });
      else if (numbers?.length === 2) ["x", "y"].forEach((axis, index) => taps.push({ name: `${name}.${axis}`, unit, isScope, numbers, index }));
    };
    for (const { path, block } of program.parts) {
      if (block.kind === "scope") push(path, program.input(path), textOf(block, "unit") || "-", true);
    }
    for (const { path, outputs } of program.parts) {
      for (const { name } of outputs) push(`${path}.${name}`, program.probe(path, name), "-", false);
    }
    this.#taps = taps;
    this.#asserts = program.parts.flatMap(({ path, block }) => {
      const numbers = block.kind === "assert" ? program.input(path) : undefined;
      const from = Number(own(block.params ?? {}, "from_step") ?? 0);
      return numbers === undefined ? [] : [{ numbers, from, text: `${path}: ${textOf(block, "message") || "does not hold"}` }];
    });
  }
}
