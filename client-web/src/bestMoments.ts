// The best moments of the last hour, asked of the server.

import { t } from "./words";

export interface BestMoment {
  readonly room: number;
  readonly agoS: number;
  /** The tick to look from. */
  readonly from: number;
  /** Whose moment it is. */
  readonly name: string;
  /** What happened. */
  readonly words: string;
}

/** Asks for them, the best first. None if the server does not say. */
export async function askForBest(): Promise<readonly BestMoment[]> {
  try {
    const answer = await fetch("api/moments");
    return answer.ok ? readBest(await answer.json()) : [];
  } catch {
    return [];
  }
}

/** Reads the server's answer; what cannot be read is left out. */
export function readBest(value: unknown): BestMoment[] {
  const { moments } = (value ?? {}) as { moments?: unknown };
  if (!Array.isArray(moments)) return [];
  return moments.flatMap((moment: unknown) => {
    const { room, ago_s, from, name, kind, other, count } = (moment ?? {}) as Record<string, unknown>;
    if (typeof name !== "string" || name === "") return [];
    const words = wordsFor(kind, name, String(other), Number(count));
    return words === "" ? [] : [{ room: Number(room), agoS: Number(ago_s), from: Number(from), name, words }];
  });
}

function wordsFor(kind: unknown, name: string, other: string, count: number): string {
  switch (kind) {
    case "streak":
      return t.bestStreak({ name, count });
    case "kill":
      return t.bestKill({ name, other });
    case "saucer":
      return t.bestSaucer({ name });
    case "leader":
      return t.bestLeader({ name });
    default:
      return "";
  }
}

/** Where the moment can be looked at, seen from the page of the game. */
export function linkToMoment({ room, from, name }: BestMoment): string {
  return `watch?${new URLSearchParams({ room: String(room), t: String(from), follow: name })}`;
}
