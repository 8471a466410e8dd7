// What the server says it has films of.

import { count, list, number, record, text } from "../../json";

export type MomentKind = "kill" | "streak" | "saucer" | "leader";

/** Something worth a look. */
export interface Moment {
  readonly tick: number;
  readonly kind: MomentKind;
  readonly player: number;
  readonly name: string;
  /** The victim's name, or the former leader's; empty for nobody. */
  readonly other: string;
  readonly x: number;
  readonly y: number;
  /** To rank by. */
  readonly worth: number;
}

export interface FilmIndex {
  readonly world: string;
  readonly tickRateHz: number;
  readonly filmTicks: number;
  /** The first film that there is, and the first that there is not yet. */
  readonly firstTick: number;
  readonly nextTick: number;
  /** The room's tick just now. */
  readonly tick: number;
  readonly delayTicks: number;
  /** For how many days the server keeps a clip that somebody shares; 0 if it keeps none. */
  readonly clipDays: number;
  readonly moments: readonly Moment[];
}

const MOMENTS_MAX = 1024;
const KINDS: ReadonlySet<unknown> = new Set<MomentKind>(["kill", "streak", "saucer", "leader"]);

/** Reads an index. Throws a TypeError if it is something else. */
export function readIndex(value: unknown): FilmIndex {
  const said = record(value);
  const index = {
    world: text(said["world"]),
    tickRateHz: count(said["tick_rate"]),
    filmTicks: count(said["film_ticks"]),
    firstTick: count(said["first"]),
    nextTick: count(said["next"]),
    tick: count(said["tick"]),
    delayTicks: count(said["delay_ticks"]),
    clipDays: said["clip_days"] === undefined ? 0 : count(said["clip_days"]),
    moments: readMoments(said["moments"]),
  };
  if (index.tickRateHz === 0 || index.filmTicks === 0) throw new TypeError("the index has no time");
  return index;
}

function readMoments(value: unknown): Moment[] {
  return list(value).slice(-MOMENTS_MAX).flatMap((each) => {
    const said = record(each);
    // Others may come with later versions.
    if (!KINDS.has(said["kind"])) return [];
    return {
      ...{ tick: count(said["tick"]), kind: said["kind"] as MomentKind, player: count(said["player"]) },
      ...{ name: text(said["name"]), other: text(said["other"]) },
      ...{ x: number(said["x"]), y: number(said["y"]), worth: number(said["worth"]) },
    };
  });
}
