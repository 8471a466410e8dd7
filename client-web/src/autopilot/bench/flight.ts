// An autopilot flies in the sandbox, step by step. What it does is recorded; a change of it goes on from what it remembers.

import { tBench } from "../../words/bench";
import { Cockpit } from "../cockpit/cockpit";
import { own, textOf, type Diagram } from "../document/diagram";
import { Fault } from "../program/fault";
import { Program } from "../program/program";
import { checkTerminals } from "../program/terminals";
import type { ScenarioName } from "../sandbox/scenario";
import type { Pilot } from "../sandbox/pilot";
import { sightOf } from "../sandbox/sight";
import { World } from "../sandbox/world";
import { Recording, STEPS_PER_S } from "../scope/recording";

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

/** What came of a flight, as signals of their own. */
export const TALLIES = ["score", "hits", "deaths"] as const satisfies readonly (keyof Pilot)[];

export type Tally = (typeof TALLIES)[number];

export function tallyName(tally: Tally): string {
  return `world.${tally}`;
}

const TALLY_SIGNALS: readonly Signal[] = TALLIES.map((it) => ({ name: tallyName(it), unit: "-", isScope: false }));

export class Flight {
  scenario: ScenarioName = "alone";
  seed = 7;
  world = new World(this.scenario, this.seed);
  recording = new Recording();
  /** A run that was kept to be compared. */
  kept: Recording | null = null;
  /** What is wrong with the autopilot, or null. */
  fault: Fault | null = null;
  /** What an assert block says, since the flight began. */
  broken = "";
  #program: Program | null = null;
  #cockpit: Cockpit | null = null;
  #taps: readonly Tap[] = [];
  #asserts: readonly { readonly numbers: Float32Array; readonly from: number; readonly text: string }[] = [];

  get signals(): readonly Signal[] {
    const scopes = this.#taps.filter(({ isScope }) => isScope);
    return [...scopes, ...TALLY_SIGNALS, ...this.#taps.filter(({ isScope }) => !isScope)];
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
      this.#cockpit = new Cockpit(next);
      this.fault = null;
      this.#tap(next);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.fault = error;
    }
  }

  /** Begins anew, at rest in the middle. */
  restart(diagram: Diagram): void {
    this.world = new World(this.scenario, this.seed);
    this.recording = new Recording();
    this.#program = null;
    this.#cockpit = null;
    this.broken = "";
    this.take(diagram);
  }

  step(): void {
    if (this.#cockpit === null || this.fault !== null) return;
    const { world, recording } = this;
    const { ship } = world.pilot;
    // Without a ship there is nothing to decide.
    if (ship === null) world.step();
    else {
      world.step(this.#cockpit.decide(sightOf(world, ship)));
      this.#check();
    }
    for (const { name, numbers, index } of this.#taps) recording.note(name, ship === null ? NaN : (numbers[index] ?? 0));
    for (const it of TALLIES) recording.note(tallyName(it), world.pilot[it]);
    recording.end();
  }

  #check(): void {
    for (const { numbers, from, text } of this.#asserts) {
      if (this.broken === "" && this.recording.steps >= from && numbers[0] === 0) this.broken = tBench.brokenAt({ seconds: (this.recording.steps / STEPS_PER_S).toFixed(2), what: text });
    }
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
      return numbers === undefined ? [] : [{ numbers, from, text: `${path}: ${textOf(block, "message") || tBench.doesNotHold}` }];
    });
  }
}
