// Two teams: a pilot hears for which it flies, and who has won a round.

import { t } from "../words";
import { Team, type Round, type Scene } from "./scene";
import { shipOf, teamOf } from "./ships";

export const TEAM_SIGNS: Readonly<Record<Team, string>> = { [Team.Suns]: "☼", [Team.Moons]: "☾" };

const NAMES: Readonly<Record<Team, string>> = { [Team.Suns]: t.suns, [Team.Moons]: t.moons };

/** With its sign. */
export function teamName(team: Team): string {
  return `${TEAM_SIGNS[team]} ${NAMES[team]}`;
}

/** Who comes in, and who sees a round end, hears of it once. */
export function hearRound(scene: Scene, round: Round | null, nowMs: number): void {
  if (round === null || round.endsAt === scene.radar.round?.endsAt) return;
  const text = scene.radar.round === null ? ownTeam(scene) : roundOver(round);
  if (text !== null) scene.announcement = { text, atMs: nowMs };
}

function ownTeam(scene: Scene): string | null {
  const team = teamOf(shipOf(scene, scene.ownPlayer)?.flags ?? 0);
  return team === null ? null : t.flyFor({ team: teamName(team) });
}

function roundOver({ won }: Round): string {
  return won === null ? t.roundDrawn : t.roundWon({ team: teamName(won) });
}
