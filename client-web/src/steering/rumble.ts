import type { Effect } from "../state/scene";

/** How long a gamepad shakes, and how hard its two weights do. */
interface Shake extends GamepadEffectParameters {
  readonly duration: number;
}

const HIT: Shake = { duration: 120, strongMagnitude: 0.4, weakMagnitude: 0.6 };
const END: Shake = { duration: 450, strongMagnitude: 1, weakMagnitude: 0.8 };

/** How the gamepad shakes by what has happened to the own ship; null if it does not. */
function shakeOf(effect: Effect): Shake | null {
  switch (effect.type) {
    case "explosion":
      return effect.own ? END : null;
    case "hit":
      return effect.own ? HIT : null;
    case "blow":
      return HIT;
    case "spark":
    case "shot":
    case "pickup":
    case "jump":
    case "score":
    case "nearMiss":
    case "kill":
    case "bounty":
    case "extraLife":
      return null;
  }
}

/** Shakes every gamepad that can by the hardest of these. */
export function rumble(effects: readonly Effect[], pads: readonly (Gamepad | null)[]): void {
  let hardest: Shake | null = null;
  for (const effect of effects) {
    const shake = shakeOf(effect);
    if (shake !== null && shake.duration > (hardest?.duration ?? 0)) hardest = shake;
  }
  if (hardest === null) return;
  for (const pad of pads) {
    // Not every browser has one, whatever the types say; one that is busy or gone is no fault.
    const actuator = pad?.vibrationActuator as GamepadHapticActuator | undefined;
    actuator?.playEffect("dual-rumble", hardest).catch(() => undefined);
  }
}
