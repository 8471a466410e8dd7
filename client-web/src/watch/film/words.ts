import type { Moment } from "./index_of_films";
import { tWatch } from "../../words/watch";

/** A length of time as 1:02:03, or 2:03. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A length of time as people say it. */
export function spokenTime(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = whole % 60;
  if (minutes === 0) return tWatch.spokenSeconds({ count: rest });
  const told = tWatch.spokenMinutes({ count: minutes });
  return rest === 0 ? told : tWatch.spokenBoth({ minutes: told, seconds: rest });
}

export function momentText({ kind, name, other }: Moment): string {
  switch (kind) {
    case "kill":
      return other === "" ? tWatch.momentKillSomebody({ name }) : tWatch.momentKill({ name, other });
    case "streak":
      return tWatch.momentStreak({ name });
    case "saucer":
      return tWatch.momentSaucer({ name });
    case "leader":
      return other === "" ? tWatch.momentLeads({ name }) : tWatch.momentTakesLead({ name, other });
  }
}

export function speedText(speed: number): string {
  return `${speed === 0.25 ? "¼" : speed === 0.5 ? "½" : speed}×`;
}
