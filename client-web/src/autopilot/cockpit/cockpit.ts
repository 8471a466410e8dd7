// What connects a program to a ship: sensors, of what a pilot's screen shows and no more, and controls, the same that a
// pilot holds.

import { Control } from "../../protocol/table";
import type { Program } from "../program/program";
import { Contact, FIELDS } from "./contact";
import { List } from "./lists";
import { OWN, type Read } from "./own";
import type { Sight } from "./sight";

/** The sensors that a program reads, and the controls that it holds. */
export class Cockpit {
  readonly #program: Program;
  readonly #sensors: ReadonlyMap<string, Read>;
  readonly #lists = new Map<string, List>();
  readonly #controls: readonly { readonly numbers: Float32Array; readonly control: number }[];
  readonly #friend = new Contact();
  #sight: Sight | null = null;

  /** The one for this program, whose entries and exits are those of a ship. */
  constructor(program: Program) {
    this.#program = program;
    this.#sensors = new Map(program.sensorNames.flatMap((name) => [[name, this.#sensor(name)] as const]));
    this.#controls = Object.entries(Control).flatMap(([name, control]) => {
      const numbers = program.exit(name.toLowerCase());
      return numbers === undefined ? [] : [{ numbers, control }];
    });
  }

  /** A step: looks, decides, and says what is held from now on. */
  decide(sight: Sight): number {
    this.#sight = sight;
    for (const list of this.#lists.values()) list.find(sight);
    if (sight.friend !== null) this.#friend.see(sight.own.now, sight.own.radiusM, sight.friend, 0, sight.torus);
    this.#program.step(this.#sense);
    let held = 0;
    for (const { numbers, control } of this.#controls) if (numbers[0] !== 0) held |= control;
    return held;
  }

  readonly #sense = (name: string, into: Float32Array): void => {
    if (this.#sight !== null) this.#sensors.get(name)?.(this.#sight, into);
  };

  #sensor(name: string): Read {
    const own = OWN[name];
    if (own !== undefined) return own;
    const [of = "", place = "", field = ""] = name.startsWith("friend.") ? ["friend", "", name.slice(7)] : name.split(".");
    const read = FIELDS[field];
    if (read === undefined) throw new RangeError(`there is no sensor ${name}`);
    if (of === "friend") return ({ friend }, into) => read(friend === null ? null : this.#friend, into);
    const list = this.#listNamed(of);
    const index = Number(place) - 1;
    return (_, into) => read(list.at(index), into);
  }

  #listNamed(name: string): List {
    const list = this.#lists.get(name) ?? List.named(name);
    if (list === null) throw new RangeError(`there is no list ${name}`);
    this.#lists.set(name, list);
    return list;
  }
}
