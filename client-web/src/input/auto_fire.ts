import type { Scene } from "../state/scene";

/** Whether a gun that fires by itself does so now: a shot would end the shield of a new ship. */
export function firesByItself({ phase, you, tick }: Scene): boolean {
  return phase.type === "flying" && you.shipId !== 0 && tick >= you.spawnShieldUntil;
}
