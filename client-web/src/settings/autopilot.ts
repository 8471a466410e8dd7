import { choose, chosen } from "../autopilot/files/kept";
import { add } from "../ui/dom";
import { tSettings } from "../words/settings";

/** Autopilots of the project that fly by themselves. */
export const FLYERS = ["hunter", "miner", "dodger", "drifter"] as const;

/** Which autopilot takes the stick, and where to build one. */
export function addAutopilot(parent: Element): void {
  const label = add(parent, "label", "setting");
  add(label, "span", "", tSettings.autopilot);
  const select = add(label, "select");
  for (const name of ["", ...FLYERS]) add(select, "option", "", name || tSettings.autopilotOwn).value = name;
  select.value = chosen();
  select.addEventListener("change", () => choose(select.value));
  const bench = add(add(parent, "p", "hint"), "a", "", tSettings.autopilotBench);
  bench.href = "autopilot";
  bench.target = "_blank";
}
