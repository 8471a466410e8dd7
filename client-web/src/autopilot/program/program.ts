// A diagram that can fly: its parts in order, what each remembers, and what is at each output now.

import { tFaults } from "../../words/faults";
import { kindNamed } from "../catalogue/catalogue";
import { initialOf } from "../catalogue/kind";
import { troublesOf } from "../document/check";
import { own, textOf, type Diagram } from "../document/diagram";
import { CONTEXT_MAX, whyTooManyNumbers } from "../document/limits";
import { contextNumbers } from "./context";
import { Fault } from "./fault";
import { isWithin, mustBe } from "./bounds";
import { flatten, inOrder, isLater, type Part } from "./flat";
import { kept } from "./functions";
import { LASTING, copy, unitDelay } from "./lasting";
import { SIMPLE, keeping } from "./simple";
import { VECTORS } from "./vectors";
import type { Make, Run, Setup, Work } from "./work";

const STEP_S = 1 / 32;
export const BUDGET = 4000;

const MAKERS: Readonly<Record<string, Make>> = { ...SIMPLE, ...LASTING, ...VECTORS, entry: copy };

interface Worker {
  readonly part: Part;
  readonly inputs: Float32Array;
  readonly outputs: Float32Array;
  readonly memory: Float32Array;
  readonly run: Run;
  readonly then: Run | null;
  /** Steps until it works again. */
  wait: number;
}

export class Program {
  /** In additions, of all blocks. */
  readonly price: number;
  /** That each ship takes. */
  readonly numbers: number;
  readonly #workers: Worker[];
  readonly #byPart = new Map<Part, Worker>();
  readonly #byPath = new Map<string, Worker>();
  readonly #later: Worker[];
  readonly #sensors: Worker[];
  readonly #exits: ReadonlyMap<string, Part>;

  /** Throws `Fault`. */
  constructor(diagram: Diagram) {
    const [trouble] = troublesOf(diagram);
    if (trouble !== undefined) throw new Fault(trouble.model, trouble.block, trouble.port, trouble.text);
    const tooMuch = whyTooManyNumbers(diagram.models);
    if (tooMuch !== "") throw new Fault("", "", "", tooMuch);
    const { parts, exits } = flatten(diagram);
    this.#exits = exits;
    this.price = parts.reduce((sum, part) => sum + priceOf(part), 0);
    if (this.price > BUDGET) throw new Fault("", "", "", tFaults.tooDear({ price: this.price, budget: BUDGET }));
    this.#workers = inOrder(parts).map(workerOf);
    const remembered = this.#workers.reduce((sum, { memory }) => sum + memory.length, 0);
    this.numbers = contextNumbers(parts, exits.values(), remembered);
    if (this.numbers > CONTEXT_MAX) throw new Fault("", "", "", tFaults.tooMany({ what: tFaults.memoryNumbers, count: this.numbers, most: CONTEXT_MAX }));
    for (const worker of this.#workers) {
      this.#byPart.set(worker.part, worker);
      this.#byPath.set(worker.part.path, worker);
    }
    this.#later = this.#workers.filter(({ then }) => then !== null);
    this.#sensors = this.#workers.filter(({ part }) => part.role === "sensor");
  }

  /** What comes in from the ship by name, as so many numbers. */
  get sensorNames(): string[] {
    return this.#sensors.map(({ part }) => textOf(part.block, "name"));
  }

  /** Makes one step. `sense` writes a sensor's numbers. */
  step(sense: (name: string, into: Float32Array) => void): void {
    for (const worker of this.#workers) {
      if (worker.wait > 0) continue;
      if (worker.part.role === "sensor") sense(textOf(worker.part.block, "name"), worker.outputs);
      else {
        if (worker.then === null) this.#gather(worker);
        worker.run(worker.inputs, worker.outputs, worker.memory);
      }
      if (worker.part.period > 1 || worker.part.block.kind === "exit") keep(worker.outputs);
    }
    for (const worker of this.#later) {
      if (worker.wait > 0) continue;
      this.#gather(worker);
      worker.then?.(worker.inputs, worker.outputs, worker.memory);
    }
    for (const worker of this.#workers) worker.wait = worker.wait > 0 ? worker.wait - 1 : worker.part.period - 1;
  }

  #gather({ part, inputs }: Worker): void {
    let at = 0;
    for (const { width, source } of part.inputs) {
      const from = source === null ? undefined : this.#byPart.get(source.part)?.outputs;
      for (let index = 0; index < width; index++, at++) if (from !== undefined) inputs[at] = from[(source?.offset ?? 0) + index] ?? 0;
    }
  }

  /** What goes out of the main model by this name; undefined if nothing does. */
  exit(name: string): Float32Array | undefined {
    const part = this.#exits.get(name);
    return part === undefined ? undefined : this.#byPart.get(part)?.outputs;
  }

  /** What is at an output of a block, by the path of the block from the main model on. */
  probe(path: string, output: string): Float32Array | undefined {
    const worker = this.#byPath.get(path);
    const found = worker?.part.outputs.find(({ name }) => name === output);
    return worker === undefined || found === undefined ? undefined : worker.outputs.subarray(found.offset, found.offset + found.width);
  }

  /** What comes into a block. */
  input(path: string): Float32Array | undefined {
    return this.#byPath.get(path)?.inputs;
  }

  get parts(): readonly Part[] {
    return this.#workers.map(({ part }) => part);
  }

  /** Goes on from what another program remembers, wherever a block of the same kind stands at the same place. */
  takeOver(before: Program): void {
    // All with the same period work together, those too that are new.
    const waits = new Map(before.#workers.map(({ part, wait }) => [part.period, wait]));
    for (const worker of this.#workers) {
      worker.wait = waits.get(worker.part.period) ?? 0;
      const old = before.#byPath.get(worker.part.path);
      if (old === undefined || old.part.block.kind !== worker.part.block.kind || old.part.role !== worker.part.role) continue;
      if (old.memory.length !== worker.memory.length || old.outputs.length !== worker.outputs.length) continue;
      worker.memory.set(old.memory);
      worker.outputs.set(old.outputs);
    }
  }
}

function workerOf(part: Part): Worker {
  const make = part.role === "memory" ? unitDelay : MAKERS[part.block.kind];
  if (make === undefined) throw new Fault(part.model, part.name, "", tFaults.noKind({ kind: part.block.kind }));
  const work: Work = make(setupOf(part));
  const inputs = new Float32Array(part.inputs.reduce((sum, { width }) => sum + width, 0));
  let at = 0;
  for (const { width, initial } of part.inputs) for (let index = 0; index < width; index++) inputs[at++] = initial;
  return {
    part,
    inputs,
    outputs: new Float32Array(part.outputs.reduce((sum, { width }) => sum + width, 0)),
    memory: Float32Array.from(work.memory),
    run: keeping(work.run),
    then: isLater(part) && work.then !== undefined ? keeping(work.then) : null,
    wait: 0,
  };
}

function setupOf({ block, period, model, name }: Part): Setup {
  const spec = (param: string): ReturnType<typeof initialOf> | undefined => {
    const found = kindNamed(block.kind)?.params.find((it) => it.name === param);
    return own(block.params ?? {}, param) ?? (found === undefined ? undefined : initialOf(found.range));
  };
  checkParams(model, name, block.kind, block.params ?? {});
  return {
    h: Math.fround(period * STEP_S),
    signal: spec("signal") === "vector" ? "vector" : spec("signal") === "bool" ? "bool" : "number",
    number: (param) => Math.fround(Number(spec(param) ?? 0)),
    numbers: (param) => {
      const value = spec(param);
      return Array.isArray(value) ? value.map(Math.fround) : [];
    },
    choice: (param) => String(spec(param)),
  };
}

/** Lists that belong together, and bounds. */
function checkParams(model: string, name: string, kind: string, params: Readonly<Record<string, unknown>>): void {
  const known = kindNamed(kind)?.params ?? [];
  const refuse = (text: string): never => {
    throw new Fault(model, name, "", text);
  };
  for (const [param, value] of Object.entries(params)) {
    const range = known.find((it) => it.name === param)?.range;
    if (range === undefined) refuse(tFaults.noParam({ param }));
    else if (!isWithin(value, range)) refuse(mustBe(param, range));
  }
  const list = (param: string): readonly number[] => {
    const range = known.find((it) => it.name === param)?.range;
    return (own(params, param) ?? (range === undefined ? [] : initialOf(range))) as readonly number[];
  };
  const isAscending = (of: readonly number[]): boolean => of.every((it, at) => at === 0 || it > (of[at - 1] ?? Infinity));
  if (kind === "table_1d" || kind === "table_2d") {
    const [x, y] = [list("x"), list("y")];
    if (!isAscending(x) || (kind === "table_2d" && !isAscending(y))) refuse(tFaults.tableOrder);
    if (kind === "table_1d" && x.length !== y.length) refuse(tFaults.tableY);
    if (kind === "table_2d" && list("z").length !== x.length * y.length) refuse(tFaults.tableZ);
  }
  if (kind === "state_machine") {
    const numbers = list("transitions");
    const fits = numbers.every((it, at) => Number.isInteger(it) && it <= 7 && it >= (at % 3 === 0 ? -1 : 0));
    if (numbers.length % 3 !== 0 || !fits) refuse(tFaults.transitions);
  }
  const bound = (param: string): number => Number(own(params, param) ?? initialOf(known.find((it) => it.name === param)!.range));
  if (known.some((it) => it.name === "low") && known.find((it) => it.name === "high")?.about.includes("not below low") === true && bound("high") < bound("low")) {
    refuse(tFaults.highBelowLow);
  }
}

function priceOf({ block }: Part): number {
  const kind = kindNamed(block.kind);
  if (kind === undefined) return 0;
  if (kind.grows === null) return kind.price;
  const [param, each] = kind.grows;
  const range = kind.params.find((it) => it.name === param)?.range;
  const value = own(block.params ?? {}, param) ?? (range === undefined ? 0 : initialOf(range));
  const count = Array.isArray(value) ? value.length : Number(value);
  return kind.price + Math.floor(count / each);
}

function keep(numbers: Float32Array): void {
  for (let at = 0; at < numbers.length; at++) numbers[at] = kept(numbers[at] ?? 0);
}

