// What the autopilot meets: a scenario, and the seed of its world.

import { add } from "../../ui/dom";
import { tBench } from "../../words/bench";
import { SCENARIOS, type ScenarioName } from "../sandbox/scenario";
import type { Flight } from "./flight";

const SEED_MOST = 9999;

const NAMES: Readonly<Record<ScenarioName, string>> = {
  alone: tBench.alone,
  field: tBench.field,
  duel: tBench.duel,
  crowd: tBench.crowd,
};

export class Setup {
  readonly #scenario: HTMLSelectElement;
  readonly #seed: HTMLInputElement;
  readonly #flight: Flight;

  constructor(parent: Element, flight: Flight, begin: () => void) {
    this.#flight = flight;
    this.#scenario = add(parent, "select");
    this.#scenario.setAttribute("aria-label", tBench.scenario);
    for (const name of Object.keys(SCENARIOS) as ScenarioName[]) add(this.#scenario, "option", "", NAMES[name]).value = name;
    this.#seed = add(parent, "input");
    Object.assign(this.#seed, { type: "number", min: "0", max: String(SEED_MOST), step: "1", title: tBench.seed, ariaLabel: tBench.seed });
    this.#scenario.addEventListener("change", () => {
      flight.scenario = this.#scenario.value as ScenarioName;
      begin();
    });
    this.#seed.addEventListener("change", () => {
      flight.seed = Math.min(SEED_MOST, Math.max(0, Math.trunc(Number(this.#seed.value)) || 0));
      begin();
    });
    this.show();
  }

  /** Shows what is flown. */
  show(): void {
    this.#scenario.value = this.#flight.scenario;
    this.#seed.value = String(this.#flight.seed);
  }
}
