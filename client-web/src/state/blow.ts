// Where a hit on the own ship came from. The server tells that it was hit; what
// did it is the bullet that ended there, or what touches it.

import { ARRIVALS } from "../protocol/table";
import { delta } from "../torus";
import { Kind, type Entity, type Scene } from "./scene";

/** A bullet is shown ahead of the frame that tells of its end: it may have gone on by so much. */
const BULLET_REACH_M = 10;
const TOUCH_REACH_M = 3;

export interface Heading {
  readonly cos: number;
  readonly sin: number;
}

type World = Pick<Scene, "worldWidthM" | "worldHeightM" | "ownPlayer">;

/** From the ship to where the hit came from, by whatever weapon did it if that is known; null if nothing is near. */
export function directionOfBlow(
  ship: Entity,
  weapon: number | null,
  destroyed: readonly Entity[],
  around: readonly Entity[],
  world: World,
): Heading | null {
  const wayM = (entity: Entity): number =>
    Math.hypot(delta(ship.x, entity.x, world.worldWidthM), delta(ship.y, entity.y, world.worldHeightM));
  if (weapon === null || weapon === Kind.Bullet) {
    const bullet = nearest(destroyed, wayM, BULLET_REACH_M, ({ kind, player }) => kind === Kind.Bullet && player !== world.ownPlayer);
    if (bullet !== null) return heading(-bullet.vx, -bullet.vy);
  }
  const gapM = (entity: Entity): number => wayM(entity) - ship.radiusM - entity.radiusM;
  const touches = (entity: Entity): boolean =>
    entity !== ship && ARRIVALS[entity.kind]?.solid === true && (weapon === null || entity.kind === weapon);
  const touched = nearest([...destroyed, ...around], gapM, TOUCH_REACH_M, touches);
  if (touched === null) return null;
  return heading(delta(ship.x, touched.x, world.worldWidthM), delta(ship.y, touched.y, world.worldHeightM));
}

function nearest(
  entities: readonly Entity[],
  wayM: (entity: Entity) => number,
  withinM: number,
  counts: (entity: Entity) => boolean,
): Entity | null {
  let found: Entity | null = null;
  let foundM = withinM;
  for (const entity of entities) {
    if (!counts(entity)) continue;
    const distanceM = wayM(entity);
    if (distanceM >= foundM) continue;
    found = entity;
    foundM = distanceM;
  }
  return found;
}

function heading(x: number, y: number): Heading | null {
  const length = Math.hypot(x, y);
  return length > 0 ? { cos: x / length, sin: y / length } : null;
}
