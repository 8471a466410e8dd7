// The colours of the picture, as light on black, and its lettering.

export const OWN = "#7df4ff";
export const ROCK = "#a9baee";
export const WARP = "#c9b3ff";
export const SAUCER_LARGE = "#7dffa1";
export const SAUCER_SMALL = "#ff6b8b";
export const BULLET = "#fff3c4";
export const FLAME = "#ffb347";
export const SHIELD = "#8ab8ff";
export const RAPID_FIRE = "#ffd84d";
export const SPREAD_SHOT = "#d79bff";
export const SCORE = "#ffe9a8";
export const LEADER = "#ffd84d";
/** Of blows, and of who is owed one. */
export const BLOW = "#ff5468";
export const ACTION = "#ff8a5c";
export const TEXT = "#c8d4f5";

export const LABEL_FONT = '600 11px ui-monospace, "Cascadia Mono", "Roboto Mono", Menlo, "DejaVu Sans Mono", monospace';
/** As wide as one of its characters is. */
export const LABEL_CHAR_PX = 6.7;

const HUES = 20;
/** The hues around the own ship's cyan belong to nobody else. */
const FIRST_HUE_DEG = 215;
const HUE_SPAN_DEG = 290;

const hue = (index: number) => (FIRST_HUE_DEG + (HUE_SPAN_DEG * index) / HUES) % 360;
const PEOPLE = Array.from({ length: HUES }, (_, index) => `hsl(${hue(index)} 100% 72%)`);
const BOTS = Array.from({ length: HUES }, (_, index) => `hsl(${hue(index)} 38% 62%)`);

/** The colour of a player's ship. Neighbouring numbers get distant hues. */
export function playerColour(player: number, bot: boolean): string {
  return (bot ? BOTS : PEOPLE)[(player * 7) % HUES] ?? OWN;
}
