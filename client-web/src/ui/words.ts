import { HYPERSPACE_WEAPON } from "../protocol/table";
import { TRAITS, type Traits } from "../traits";

type Words = Pick<Traits, "cause" | "verb" | "fate">;

const HYPERSPACE: Words = { cause: "hyperspace", verb: "got", fate: "was lost in hyperspace" };
const UNKNOWN: Words = { cause: "something unknown", verb: "got", fate: "hit something unknown" };

function words(weapon: number): Words {
  if (weapon === HYPERSPACE_WEAPON) return HYPERSPACE;
  return (TRAITS as Readonly<Record<number, Traits>>)[weapon] ?? UNKNOWN;
}

/** What ended a ship that nobody killed, as a noun. */
export function cause(weapon: number): string {
  return words(weapon).cause;
}

/** What a killer did to a victim. */
export function killVerb(weapon: number): string {
  return words(weapon).verb;
}

/** What became of a victim whom nobody killed. */
export function fate(weapon: number): string {
  return words(weapon).fate;
}

/** A number as people write it. */
export function count(value: number): string {
  return value.toLocaleString("en");
}

/** Whole seconds until a tick, 0 once it has passed. */
export function secondsUntil(tick: number, nowTick: number, tickRateHz: number): number {
  return tickRateHz > 0 ? Math.max(0, Math.ceil((tick - nowTick) / tickRateHz)) : 0;
}
