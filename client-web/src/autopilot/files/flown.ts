import { EXAMPLES } from "./examples";
import { chosen, kept } from "./kept";

/** Who has none flies by this one. */
const FIRST = "hunter";

/** The text of the autopilot that flies in the game. */
export async function flownText(): Promise<string> {
  const name = chosen();
  const load = EXAMPLES.get(name);
  return (load === undefined ? kept() : await load()) ?? (await EXAMPLES.get(FIRST)?.()) ?? "";
}
