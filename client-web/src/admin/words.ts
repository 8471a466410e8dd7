/** A time in the browser's own zone and language. */
export function timeOf(seconds: number): string {
  return new Date(seconds * 1000).toLocaleString();
}

/** About how long something lasts, in its largest unit. */
export function lengthOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / (24 * 3600))} days`;
}

/** The same, where seconds do not matter. */
export function minutesOf(seconds: number): string {
  return seconds < 60 ? "less than a minute" : lengthOf(seconds);
}

/** How many others come from an address. */
export function othersFrom(count: number): string {
  return `${count} ${count === 1 ? "other comes" : "others come"} from there`;
}
