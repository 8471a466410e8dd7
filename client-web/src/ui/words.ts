import { Kind } from "../state/scene";

/** The weapon's number for a jump that went wrong. */
const HYPERSPACE = 100;

const CAUSES: Readonly<Record<number, string>> = {
  [Kind.Ship]: "a collision",
  [Kind.RockLarge]: "a large rock",
  [Kind.RockMedium]: "a rock",
  [Kind.RockSmall]: "a small rock",
  [Kind.SaucerLarge]: "a saucer",
  [Kind.SaucerSmall]: "a small saucer",
  [Kind.Bullet]: "a saucer's bullet",
  [HYPERSPACE]: "hyperspace",
};

const VERBS: Readonly<Record<number, string>> = {
  [Kind.Ship]: "rammed",
  [Kind.Bullet]: "shot",
};

/** What ended a ship that nobody killed, as a noun. */
export function cause(weapon: number): string {
  return CAUSES[weapon] ?? "something unknown";
}

/** What a killer did to a victim. */
export function killVerb(weapon: number): string {
  return VERBS[weapon] ?? "got";
}

/** What became of a victim whom nobody killed. */
export function fate(weapon: number): string {
  switch (weapon) {
    case HYPERSPACE:
      return "was lost in hyperspace";
    case Kind.Bullet:
      return "was shot by a saucer";
    default:
      return `hit ${cause(weapon)}`;
  }
}

/** Whole seconds until a tick, 0 once it has passed. */
export function secondsUntil(tick: number, nowTick: number, tickRateHz: number): number {
  return tickRateHz > 0 ? Math.max(0, Math.ceil((tick - nowTick) / tickRateHz)) : 0;
}
