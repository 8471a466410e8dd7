import { tFaults } from "../../words/faults";
import { own, textOf, type Diagram } from "../document/diagram";
import { CONTROLS, SENSORS } from "../document/sensors";
import { Fault } from "./fault";

/** Entries of the main model must be sensors, and controls are true or false. Throws `Fault`. */
export function checkTerminals({ main, models }: Diagram): void {
  const blocks = Object.entries(own(models, main)?.blocks ?? {});
  const exits = new Set(blocks.filter(([, { kind }]) => kind === "exit").map(([, block]) => textOf(block, "name")));
  for (const [name, block] of blocks) {
    const called = textOf(block, "name");
    const signal = textOf(block, "signal") || "number";
    if (block.kind === "entry" && !exits.has(called)) {
      const sensor = SENSORS.get(called);
      if (sensor === undefined) throw new Fault(main, name, "", tFaults.noSensor({ name: called }));
      if (sensor !== signal) throw new Fault(main, name, "", tFaults.otherSignal({ one: called, oneSignal: sensor, other: name, otherSignal: signal }));
    }
    if (block.kind === "exit" && (CONTROLS as readonly string[]).includes(called) && signal !== "bool") {
      throw new Fault(main, name, "", tFaults.notBool({ name: called }));
    }
  }
}
