import { Flag, Kind, Team, type Entity, type Scene } from "./scene";

/** The ship of a player, if it is in the picture. */
export function shipOf({ entities }: Scene, player: number): Entity | undefined {
  for (const entity of entities) if (entity.kind === Kind.Ship && entity.player === player) return entity;
  return undefined;
}

/** The name of a player that is on the board or in the picture, else nothing. */
export function nameOf({ leaderboard, entities }: Scene, player: number): string {
  const row = leaderboard.find((entry) => entry.player === player);
  return row?.name ?? entities.find((entity) => entity.player === player && entity.name !== "")?.name ?? "";
}

/** Whether a program flies what shows these flags, be it for a person. */
export function isProgram(flags: number): boolean {
  return (flags & (Flag.Bot | Flag.Autopilot)) !== 0;
}

/** The team that a ship with these flags flies for, null for none. */
export function teamOf(flags: number): Team | null {
  return flags & Flag.Suns ? Team.Suns : flags & Flag.Moons ? Team.Moons : null;
}
