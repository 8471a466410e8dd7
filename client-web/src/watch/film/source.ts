import type { Section } from "./film";

/** Where the sections come from that a screening shows. */
export interface Source {
  /** The ticks of which something can be shown: from the first to the last. */
  readonly firstTick: number;
  readonly lastTick: number;
  readonly tickRateHz: number;
  /** Whether there may be more later. */
  readonly grows: boolean;
  /** Why nothing comes, in words for people; empty while something does. */
  readonly trouble: string;
  /** The section that has a tick, if it is there. */
  at(tick: number): Section | null;
  /** Where it goes on from a tick that is lost; the same tick if it is not. */
  after(tick: number): number;
  /** Has what is at a tick, and what comes after it, on its way. It is told so in every drawn frame. */
  want(tick: number, nowMs: number): void;
}

/** The section with a tick. The last tick of all has no section that begins with it. */
export function sectionAt(sections: readonly Section[], tick: number): Section | null {
  const last = sections.at(-1);
  for (const section of sections) {
    if (tick >= section.fromTick && (tick < section.toTick || (section === last && tick === section.toTick))) return section;
  }
  return null;
}
