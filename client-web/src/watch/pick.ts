import { Kind, type Scene } from "../state/scene";
import { delta } from "../torus";
import type { Target } from "./camera";
import type { Sightings } from "./sightings";

const at: Target = { x: 0, y: 0, vx: 0, vy: 0 };

/** The player whose ship is nearest to a place, and within reach; 0 for nobody. */
export function playerNear(x: number, y: number, reachM: number, scene: Scene, sightings: Sightings): number {
  let nearest = 0;
  let nearestM = reachM;
  const look = (player: number, place: Readonly<{ x: number; y: number }>): void => {
    const awayM = Math.hypot(delta(x, place.x, scene.worldWidthM), delta(y, place.y, scene.worldHeightM));
    if (awayM >= nearestM) return;
    nearest = player;
    nearestM = awayM;
  };
  for (const entity of scene.entities) if (entity.kind === Kind.Ship) look(entity.player, entity);
  if (!sightings.fresh) return nearest;
  for (const notable of sightings.rows) {
    sightings.place(notable, at);
    look(notable.player, at);
  }
  return nearest;
}

/** Whether something is told of what is within this reach of a place. */
export function isTold({ x, y }: Readonly<Target>, reachM: number, scene: Scene): boolean {
  for (const entity of scene.entities) {
    const dx = delta(x, entity.x, scene.worldWidthM);
    const dy = delta(y, entity.y, scene.worldHeightM);
    if (Math.max(Math.abs(dx), Math.abs(dy)) < reachM) return true;
  }
  return false;
}
