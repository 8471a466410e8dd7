import type { Moment } from "./index_of_films";

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
  if (minutes === 0) return `${rest} ${rest === 1 ? "second" : "seconds"}`;
  return `${minutes} ${minutes === 1 ? "minute" : "minutes"}${rest === 0 ? "" : ` ${rest}`}`;
}

export function momentText({ kind, name, other }: Moment): string {
  switch (kind) {
    case "kill":
      return other === "" ? `${name} shoots somebody down` : `${name} shoots ${other} down`;
    case "streak":
      return `${name} is on a streak`;
    case "saucer":
      return `${name} gets a saucer`;
    case "leader":
      return other === "" ? `${name} leads` : `${name} takes the lead from ${other}`;
  }
}

export function speedText(speed: number): string {
  return `${speed === 0.25 ? "¼" : speed === 0.5 ? "½" : speed}×`;
}
