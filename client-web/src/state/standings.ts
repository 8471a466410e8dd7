import type { LeaderboardRow } from "./scene";

/** How many rows there are besides the pilot's own. */
export const STANDINGS_MAX = 10;

/** A row as it is shown. */
export interface Standing {
  readonly rank: number;
  readonly name: string;
  readonly score: number;
  readonly own: boolean;
  readonly bot: boolean;
}

/** The pilot at this page, or nobody. */
export interface Contender {
  /** The player's number, 0 for nobody. */
  readonly player: number;
  readonly name: string;
  readonly score: number;
  /** The place among all as last told, 0 if it was not. */
  readonly rank: number;
}

/**
 * The best, with the pilot where its score of this moment puts it: the list comes seldom, and what the pilot has
 * scored since then is known here. Who is not among the best has a row of its own below.
 */
export function standings(rows: readonly LeaderboardRow[], own: Contender): readonly Standing[] {
  const others = rows.filter(({ player }) => own.player === 0 || player !== own.player);
  const shown = others.map(({ name, score, bot }) => ({ name, score, own: false, bot }));
  if (own.player === 0) return ranked(shown);
  const better = others.filter(({ score }) => score >= own.score).length;
  const row = { name: own.name, score: own.score, own: true, bot: false };
  if (better < STANDINGS_MAX) {
    shown.splice(better, 0, row);
    return ranked(shown.slice(0, STANDINGS_MAX));
  }
  return own.rank === 0 ? ranked(shown) : [...ranked(shown), { ...row, rank: Math.max(own.rank, STANDINGS_MAX + 1) }];
}

function ranked(rows: readonly Omit<Standing, "rank">[]): Standing[] {
  return rows.map((row, index) => ({ ...row, rank: index + 1 }));
}
