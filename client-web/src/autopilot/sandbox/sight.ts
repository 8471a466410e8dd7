// What the pilot of a ship in the sandbox sees, as a pilot's client has it in the game.

import type { Seen, Sight } from "../cockpit/sight";
import { SCREEN_HALF_M } from "./rules";
import { Ship } from "./ship";
import { SPACE } from "./space";
import { radiusOf, type Thing } from "./thing";
import type { World } from "./world";

const OWN_PLAYER = 1;

export function sightOf(world: World, own: Ship): Sight {
  const { pilot, tick } = world;
  const see = (thing: Thing, player = 0): Seen => {
    const flags = thing instanceof Ship ? thing.flags(tick) : 0;
    return { id: thing.id, kind: thing.kind, radiusM: radiusOf(thing), now: thing.motion, player, flags };
  };
  const others: Thing[] = [...world.ships, ...world.rocks, ...world.warps, ...world.saucers, ...world.pickups];
  const bullets = [...world.bullets].map((bullet) => see(bullet, bullet.pilot === pilot ? OWN_PLAYER : 0));
  return {
    tick,
    torus: SPACE.torus,
    own: see(own, OWN_PLAYER),
    you: { jumpReady: own.jumpReadyAt, score: pilot.score, lives: pilot.lives, streak: pilot.streak },
    halfWidthM: SCREEN_HALF_M[0],
    halfHeightM: SCREEN_HALF_M[1],
    held: world.controls,
    friend: world.friend,
    // In the order in which they came to be.
    entities: [...others.map((thing) => see(thing)), ...bullets].sort((one, other) => one.id - other.id),
  };
}
