import type { LeaderboardRow, Scene, Team } from "./scene";
import { shipOf, teamOf } from "./ships";

/** How many rows there are besides the pilot's own. */
export const STANDINGS_MAX = 10;

/** A row as it is shown. */
export interface Standing {
  readonly player: number;
  /** The place among people; 0 for a bot, which has none. */
  readonly rank: number;
  readonly name: string;
  readonly score: number;
  readonly own: boolean;
  readonly bot: boolean;
  /** Null in a room without teams. */
  readonly team: Team | null;
}

/** The pilot at this page, or nobody. */
export interface Contender {
  /** The player's number, 0 for nobody. */
  readonly player: number;
  readonly name: string;
  readonly score: number;
  /** The place as last told, 0 if it was not. */
  readonly rank: number;
  /** Whether an autopilot has flown for it in this run: it stands among bots. */
  readonly bot: boolean;
  readonly team: Team | null;
}

/**
 * The best people and after them the best bots, with the pilot where its score of this moment puts it: the list comes
 * seldom, and what the pilot has scored since then is known here. Who is not among the best has a row of its own below.
 */
export function standings(rows: readonly LeaderboardRow[], own: Contender, peopleOnly = false): readonly Standing[] {
  const others = rows.filter(({ player }) => own.player === 0 || player !== own.player);
  const people = others.filter(({ bot }) => !bot).map(shown);
  const bots = peopleOnly ? [] : others.filter(({ bot }) => bot).map(shown);
  if (own.player === 0) return ranked([...people, ...bots]).slice(0, STANDINGS_MAX);
  const row = { player: own.player, name: own.name, score: own.score, own: true, bot: own.bot, team: own.team };
  const kin = own.bot ? bots : people;
  kin.splice(kin.filter(({ score }) => score >= own.score).length, 0, row);
  const best = ranked([...people, ...bots].slice(0, STANDINGS_MAX));
  if (own.rank === 0 || best.some((it) => it.own)) return best;
  return [...best, { ...row, rank: own.bot ? 0 : Math.max(own.rank, STANDINGS_MAX + 1) }];
}

/** The pilot at this page, as the scene has it. */
export function contenderOf(scene: Scene): Contender {
  const { ownPlayer: player, ownName: name, you, radar, leaderboard } = scene;
  const bot = you.helped || leaderboard.some((row) => row.player === player && row.bot);
  return { player, name, score: you.score, rank: radar.rank, bot, team: teamOf(shipOf(scene, player)?.flags ?? 0) };
}

function shown(row: LeaderboardRow): Omit<Standing, "rank"> {
  return { ...row, own: false };
}

function ranked(rows: readonly Omit<Standing, "rank">[]): Standing[] {
  return rows.map((row, index) => ({ ...row, rank: row.bot ? 0 : index + 1 }));
}
