// Flies a browser's ship by its keys: turns to the nearest rock and shoots it.

import { Kind, type Entity, type Scene } from "../src/state/scene";
import { FLIGHT_MS } from "./patience";
import type { Player } from "./player";

/** So much later than its trigger was let go of a gun has no bullet in flight, however late the server heard of it. */
const BULLETS_GONE_S = 5;
const BULLET_MPS = 45;
/** Rocks further away than this are not worth a bullet. */
const RANGE_M = 28;
/** The nose points well enough. */
const AIMED_RAD = 0.06;

export function isRock({ kind }: Entity): boolean {
  return kind === Kind.RockLarge || kind === Kind.RockMedium || kind === Kind.RockSmall;
}

/** Whether two smaller rocks are now where a larger one was. */
export function hasSplit(before: readonly Entity[], now: readonly Entity[]): boolean {
  const arrived = now.filter((entity) => isRock(entity) && !before.some(({ id }) => id === entity.id));
  const broken = before.filter((entity) => isRock(entity) && !now.some(({ id }) => id === entity.id));
  return broken.some((rock) => {
    const splinters = arrived.filter(
      ({ kind, x, y }) => kind === rock.kind + 1 && Math.hypot(x - rock.x, y - rock.y) < 2 * rock.radiusM,
    );
    return splinters.length === 2;
  });
}

/** What to press now to hit a rock that splits. */
function aim(scene: Scene): ReadonlySet<string> {
  const ship = scene.entities.find(({ id }) => id === scene.you.shipId);
  // Pressed anew again and again: one that is held asks for no new ship.
  if (ship === undefined) return new Set(scene.phase.type === "dead" && scene.tick % 16 < 8 ? ["Space"] : []);
  const target = nearestRock(scene, ship);
  if (target === undefined) return new Set(["ArrowUp"]);
  const leadS = target.distanceM / BULLET_MPS;
  const bearing = Math.atan2(
    target.dy + (target.rock.vy - ship.vy) * leadS,
    target.dx + (target.rock.vx - ship.vx) * leadS,
  );
  const off = bearing - Math.atan2(ship.sin, ship.cos);
  const turn = Math.atan2(Math.sin(off), Math.cos(off));
  const keys = new Set<string>(["ArrowDown"]);
  if (Math.abs(turn) < Math.max(AIMED_RAD, target.rock.radiusM / 2 / target.distanceM)) keys.add("Space");
  if (Math.abs(turn) > AIMED_RAD) keys.add(turn > 0 ? "ArrowLeft" : "ArrowRight");
  return keys;
}

function nearestRock(scene: Scene, ship: Entity) {
  const rocks = scene.entities
    .filter((entity) => isRock(entity) && entity.kind !== Kind.RockSmall)
    .map((rock) => {
      const dx = shortest(rock.x - ship.x, scene.worldWidthM);
      const dy = shortest(rock.y - ship.y, scene.worldHeightM);
      return { rock, dx, dy, distanceM: Math.hypot(dx, dy) };
    })
    .filter(({ distanceM }) => distanceM < RANGE_M);
  return rocks.sort((a, b) => a.distanceM - b.distanceM)[0];
}

function shortest(wayM: number, extentM: number): number {
  return wayM - extentM * Math.round(wayM / extentM);
}

/** Shoots rocks until something is seen, and lets go of all keys. */
export async function shootUntil<T>(player: Player, what: string, see: (scene: Scene) => T | false): Promise<T> {
  let held: ReadonlySet<string> = new Set();
  const seen = await player.until(
    what,
    async (scene) => {
      const wanted = aim(scene);
      await hold(player, held, wanted);
      held = wanted;
      return see(scene);
    },
    FLIGHT_MS,
  );
  await hold(player, held, new Set());
  return seen;
}

/** Waits, by the server's time, until nothing that was fired can hit any more. Gives the score then. */
export async function landedScore(player: Player): Promise<number> {
  const { tick: letGo } = await player.scene();
  const scene = await player.until("the last bullet gone", (now) => now.tick > letGo + BULLETS_GONE_S * now.tickRateHz && now);
  return scene.you.score;
}

/** Holds exactly the wanted keys. */
async function hold(player: Player, held: ReadonlySet<string>, wanted: ReadonlySet<string>): Promise<void> {
  for (const key of held) if (!wanted.has(key)) await player.release(key);
  for (const key of wanted) if (!held.has(key)) await player.press(key);
}
