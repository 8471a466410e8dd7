import type { Settings } from "../settings/settings";
import { Control } from "../state/scene";

/** The controls that a press leaves held, for whoever cannot hold a key down. */
export function stickyControls({ stickyThrust, stickyFire, stickyTurn }: Settings): number {
  const thrust = stickyThrust ? Control.Thrust | Control.Brake : 0;
  const fire = stickyFire ? Control.Fire : 0;
  return thrust | fire | (stickyTurn ? Control.Left | Control.Right : 0);
}
