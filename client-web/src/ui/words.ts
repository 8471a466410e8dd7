import { HYPERSPACE_WEAPON } from "../protocol/table";
import type { Death, You } from "../state/scene";
import { TRAITS, type Traits } from "../traits";
import { t } from "../words";

type End = Traits["end"];

const HYPERSPACE: End = { told: t.endHyperspace, fate: t.fateHyperspace, kill: t.killOther, killedYou: t.gotYou };
const UNKNOWN: End = { told: t.endUnknown, fate: t.fateUnknown, kill: t.killOther, killedYou: t.gotYou };

/** What is said of a ship that a weapon has ended. */
export function endBy(weapon: number): End {
  if (weapon === HYPERSPACE_WEAPON) return HYPERSPACE;
  return (TRAITS as Readonly<Record<number, Traits>>)[weapon]?.end ?? UNKNOWN;
}

/** What ended the ship, and the run if it was the last one. */
export function storyOf(death: Death | null, { lives, score }: You): string {
  const end = death && endBy(death.weapon);
  const told = end === null ? t.shipGone : death?.killer ? end.killedYou(death) : end.told;
  return lives === 0 ? `${told} ${t.runEnds({ points: score })}` : told;
}

/** A length of time in its two largest units. */
export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes >= 60) return t.hoursMinutes({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  return minutes > 0 ? t.minutesSeconds({ minutes, seconds: whole % 60 }) : t.seconds({ seconds: whole });
}

/** A part of a whole; a dash for none of nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : t.percent({ value: Math.round((100 * part) / whole) });
}

/** Whole seconds until a tick, 0 once it has passed. */
export function secondsUntil(tick: number, nowTick: number, tickRateHz: number): number {
  return tickRateHz > 0 ? Math.max(0, Math.ceil((tick - nowTick) / tickRateHz)) : 0;
}
