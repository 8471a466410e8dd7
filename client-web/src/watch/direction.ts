// Has the director look at the room, live or in a film, and frames what it
// chooses with what is in the picture.

import type { Scene } from "../state/scene";
import { Kind } from "../state/scene";
import { delta } from "../torus";
import type { Target } from "./camera";
import { CAST_MAX, Director, type Shot } from "./director/director";
import { Framing } from "./director/framing";
import type { Coming } from "./director/plan";
import { PictureNotables } from "./notables";
import { tellsUpToM, wholeRoomM } from "./reach";
import type { Sightings } from "./sightings";

/** The director looks twice a second. */
const LOOK_EVERY_S = 0.5;
/** A time that is so far from the last one is another time: a film was wound. */
const JUMP_S = 4;
/** Whoever is alone in a picture has the nearest other ship in it, if that is as near as this. */
const COMPANY_M = 38;
/** The first of what is known to come are framed together, and those whom it happens to. */
const FRAMED_MAX = 2 * CAST_MAX;
/** Held back from the edge of what the server tells. */
const WITHIN = 0.97;
/** A film tells of everything, so that a picture of it may be so high by half. */
const FILM_HALF_HEIGHT_MAX_M = 75;

export class Direction {
  /** What is known to come, where a film is watched; null where it is not known. */
  coming: readonly Coming[] | null = null;
  readonly framing: Framing;
  readonly #director: Director;
  readonly #picture: PictureNotables;
  readonly #cast: Target[] = Array.from({ length: FRAMED_MAX + 1 }, () => ({ x: 0, y: 0, vx: 0, vy: 0 }));
  #castCount = 0;
  #lookedS = -Infinity;

  readonly #scene: Scene;
  readonly #sightings: Sightings;

  constructor(
    scene: Scene,
    sightings: Sightings,
  ) {
    this.#scene = scene;
    this.#sightings = sightings;
    this.#director = new Director(scene);
    this.#picture = new PictureNotables(scene);
    this.framing = new Framing(scene);
  }

  get shot(): Shot {
    return this.#director.shot;
  }

  /** Chooses anew: the room is another. */
  forget(): void {
    this.#director.forget();
    this.#picture.forget();
    this.#lookedS = -Infinity;
  }

  /** Frames what is shown now. Says whether there is anything. */
  update(aspect: number): boolean {
    const nowS = this.#scene.tick / this.#scene.tickRateHz;
    const mostM = this.#mostM(aspect);
    if (Math.abs(nowS - this.#lookedS) > JUMP_S) this.forget();
    if (nowS - this.#lookedS >= LOOK_EVERY_S) {
      this.#lookedS = nowS;
      this.#director.reach = { halfWidthM: mostM * aspect, halfHeightM: mostM };
      this.#director.look(this.#sightings.fresh ? this.#sightings.rows : this.#picture.look(nowS), nowS, this.coming ?? []);
    }
    const { framing, shot } = this;
    if (shot.cast.length === 0) return false;
    this.#findCast(shot);
    if (framing.frame(this.#cast, this.#castCount, aspect, mostM)) return true;
    const { target } = framing;
    target.x = shot.x;
    target.y = shot.y;
    target.vx = target.vy = 0;
    return true;
  }

  /** Half of the height of the highest picture. */
  #mostM(aspect: number): number {
    const { coming } = this;
    const scene = this.#scene;
    return coming === null ? WITHIN * tellsUpToM(aspect) : Math.min(FILM_HALF_HEIGHT_MAX_M, wholeRoomM(scene, aspect));
  }

  #findCast({ cast: players, places }: Shot): void {
    this.#castCount = 0;
    for (const { x, y } of places) {
      if (this.#castCount >= CAST_MAX) break;
      Object.assign(this.#cast[this.#castCount]!, { x, y, vx: 0, vy: 0 });
      this.#castCount += 1;
    }
    for (const player of players) {
      if (this.#castCount < FRAMED_MAX && this.#sightings.find(player, this.#cast[this.#castCount]!)) this.#castCount += 1;
    }
    if (this.#castCount === 1) this.#addCompany(players[0] ?? 0);
  }

  #addCompany(player: number): void {
    const scene = this.#scene;
    const cast = this.#cast;
    const lead = cast[0]!;
    const other = cast[1]!;
    let nearestM = COMPANY_M;
    for (const entity of scene.entities) {
      if (entity.kind !== Kind.Ship || entity.player === player) continue;
      const awayM = Math.hypot(delta(lead.x, entity.x, scene.worldWidthM), delta(lead.y, entity.y, scene.worldHeightM));
      if (awayM >= nearestM) continue;
      nearestM = awayM;
      other.x = entity.x;
      other.y = entity.y;
      other.vx = entity.vx;
      other.vy = entity.vy;
      this.#castCount = 2;
    }
  }
}
