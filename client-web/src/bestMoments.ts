// The best moments of the last hour, asked of the server.

export interface BestMoment {
  readonly room: number;
  readonly agoS: number;
  /** The tick to look from. */
  readonly from: number;
  /** Whose moment it is. */
  readonly name: string;
  /** What happened, in words that follow the name. */
  readonly deed: string;
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
    const deed = deedOf(kind, String(other), Number(count));
    if (deed === "" || typeof name !== "string" || name === "") return [];
    return [{ room: Number(room), agoS: Number(ago_s), from: Number(from), name, deed }];
  });
}

function deedOf(kind: unknown, other: string, count: number): string {
  switch (kind) {
    case "streak":
      return `shot down ${count} in a row`;
    case "kill":
      return `shot down ${other}`;
    case "saucer":
      return "shot down a saucer";
    case "leader":
      return "took the lead";
    default:
      return "";
  }
}

/** Where the moment can be looked at, seen from the page of the game. */
export function linkToMoment({ room, from, name }: BestMoment): string {
  return `watch?${new URLSearchParams({ room: String(room), t: String(from), follow: name })}`;
}
