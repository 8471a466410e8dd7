// The colours of the picture, as light on black, and its lettering.

import { Team } from "../state/scene";
import { isProgram, teamOf } from "../state/ships";

/** Few hues, each of which says one thing; the shapes say it too. */
export interface Palette {
  /** The pilot's ship, and what it does. */
  readonly own: string;
  readonly person: string;
  readonly bot: string;
  /** Prices on heads, who leads, and points. */
  readonly bounty: string;
  readonly rock: string;
  readonly pickup: string;
  /** Saucers, what others fire, and blows. */
  readonly danger: string;
  readonly flame: string;
  /** Sparks, shields and words. */
  readonly light: string;
  /** How wide lines are. */
  readonly linePx: number;
}

export type Hue = Exclude<keyof Palette, "linePx">;

export const STANDARD: Palette = {
  own: "#7df4ff",
  person: "#ff9ee0",
  bot: "#a86cc8",
  bounty: "#ffd84d",
  rock: "#7f9be0",
  pickup: "#6dff7a",
  danger: "#ff3b4e",
  flame: "#ffb347",
  light: "#d6e2ff",
  linePx: 1.8,
};

/** The palette of the moment. */
export const ink: { -readonly [Name in keyof Palette]: Palette[Name] } = { ...STANDARD };

export const LABEL_FONT = '600 11px ui-monospace, "Cascadia Mono", "Roboto Mono", Menlo, "DejaVu Sans Mono", monospace';
/** As wide as one of its characters is. */
export const LABEL_CHAR_PX = 6.7;

/** That of a ship of others: its team's, or else its pilot's. */
export function shipInk(flags: number): string {
  const team = teamOf(flags);
  return team === null ? playerInk(isProgram(flags)) : teamInk(team);
}

export function teamInk(team: Team): string {
  return team === Team.Suns ? ink.bounty : ink.person;
}

export function playerInk(bot: boolean): string {
  return bot ? ink.bot : ink.person;
}
