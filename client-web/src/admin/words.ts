import { t, timeOf as timeAt } from "../words";
import { tAdmin } from "../words/admin";

/** A time in the browser's own zone. */
export function timeOf(seconds: number): string {
  return timeAt(new Date(seconds * 1000));
}

/** About how long something lasts, in its largest unit. */
export function lengthOf(seconds: number): string {
  if (seconds < 60) return t.seconds({ seconds });
  if (seconds < 3600) return tAdmin.minutes({ count: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) return tAdmin.hours({ count: Math.floor(seconds / 3600) });
  return tAdmin.days({ count: Math.floor(seconds / (24 * 3600)) });
}

/** The same, where seconds do not matter. */
export function minutesOf(seconds: number): string {
  return seconds < 60 ? tAdmin.lessThanMinute : lengthOf(seconds);
}
