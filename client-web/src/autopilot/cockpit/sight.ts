import type { Motion } from "../../motion";
import type { Kind } from "../../protocol/table";
import type { You } from "../../state/scene";
import type { Torus } from "../../torus";

/** Something that the client knows of, as it is at a whole tick. */
export interface Seen {
  readonly id: number;
  readonly kind: Kind;
  readonly radiusM: number;
  readonly now: Readonly<Motion>;
  /** Who flies the ship, or whose the bullet is. */
  readonly player: number;
  readonly flags: number;
}

/** What a pilot's client knows at a tick, and what of it the screen shows. Kept and rewritten, never made per step. */
export interface Sight {
  tick: number;
  torus: Torus;
  own: Seen;
  you: Readonly<Pick<You, "jumpReady" | "score" | "lives" | "streak">>;
  /** Half of what the pilot sees, in m, in single precision. */
  halfWidthM: number;
  halfHeightM: number;
  /** The controls held until now. */
  held: number;
  /** Whom the pilot is to stay near, if anybody. */
  friend: Readonly<Motion> | null;
  entities: readonly Seen[];
}
