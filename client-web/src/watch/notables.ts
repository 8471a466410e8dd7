// Who is worth a look in a picture: what the server says of a whole room, worked
// out from what is in the picture. For films, which have the whole room in it.

import { Mark, type Notable } from "../protocol/overview";
import { Kind, type Entity, type Scene } from "../state/scene";
import { isProgram } from "../state/ships";
import { delta } from "../torus";

const NOTABLES_MAX = 24;
/** Marks for what has just happened last so long. */
const RECENT_S = 2;
/** A bullet that comes as near as this to a ship has nearly hit it. */
const NEAR_MISS_M = 4;
/** Whoever fires that near at somebody, in the next moment, exchanges fire with it. */
const AIMED_M = 6;
const AIMED_S = 0.9;
const NEAR_S = 0.35;
const COMPANY_M = 20;
const HUNTED_M = 45;
/** Things are sorted into squares of this size, so that each is compared only with those about it. */
const CELL_M = 48;

interface Recent {
  firedS: number;
  hitS: number;
  rival: number;
  rivalS: number;
}

export class PictureNotables {
  readonly #recent = new Map<number, Recent>();
  readonly #cells = new Map<number, Entity[]>();
  #columns = 1;
  #rows = 1;
  /** The bullets of this look, and of the one before. Ids are used again, so a greater one says nothing. */
  #bullets = new Set<number>();
  #before = new Set<number>();

  readonly #scene: Scene;

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Looks at the picture. Twice a second will do, and no seldomer than twice in two seconds. */
  look(nowS: number): Notable[] {
    const scene = this.#scene;
    const recent = this.#recent;
    this.#sortShips();
    this.#lookAtBullets(nowS);
    for (const [player, { firedS, hitS }] of recent) {
      if (nowS - Math.max(firedS, hitS) > 2 * RECENT_S) recent.delete(player);
    }
    const found: { notable: Notable; worth: number }[] = [];
    for (const ship of scene.entities) {
      if (ship.kind !== Kind.Ship) continue;
      const notable = this.#describe(ship, nowS);
      found.push({ notable, worth: interest(notable) });
    }
    found.sort((a, b) => b.worth - a.worth);
    return found.slice(0, NOTABLES_MAX).map(({ notable }) => notable);
  }

  /** What happened before is of another time. */
  forget(): void {
    this.#recent.clear();
    this.#bullets.clear();
  }

  #describe(ship: Entity, nowS: number): Notable {
    const scene = this.#scene;
    const known = this.#recent.get(ship.player);
    let marks = 0;
    if (known !== undefined && nowS - known.firedS < RECENT_S) marks |= Mark.Fired;
    if (known !== undefined && nowS - known.hitS < RECENT_S) marks |= Mark.Hit;
    // A streak is what brings a bounty.
    if (ship.bounty > 0) marks |= Mark.Bounty | Mark.Streak;
    if (scene.radar.leader?.player === ship.player) marks |= Mark.Leader;
    if (this.#isHunted(ship)) marks |= Mark.Hunted;
    if (!isProgram(ship.flags)) marks |= Mark.Person;
    if (this.#near(ship, COMPANY_M, ship) !== null) marks |= Mark.Company;
    const rival = known !== undefined && nowS - known.rivalS < RECENT_S ? known.rival : 0;
    const { player, name, x, y, vx, vy, bounty } = ship;
    return { player, name, x, y, vx, vy, marks, rival, worth: bounty };
  }

  #isHunted(ship: Entity): boolean {
    for (const saucer of this.#scene.entities) {
      if (saucer.kind !== Kind.SaucerSmall && saucer.kind !== Kind.SaucerLarge) continue;
      if (this.#wayM(saucer, ship) < HUNTED_M && this.#near(saucer, HUNTED_M, saucer) === ship) return true;
    }
    return false;
  }

  #lookAtBullets(nowS: number): void {
    [this.#before, this.#bullets] = [this.#bullets, this.#before];
    this.#bullets.clear();
    for (const bullet of this.#scene.entities) {
      if (bullet.kind !== Kind.Bullet) continue;
      const { player, id } = bullet;
      this.#bullets.add(id);
      if (!this.#before.has(id) && player !== 0) this.#of(player).firedS = nowS;
      this.#lookAtWay(bullet, nowS);
    }
  }

  /** Whom a bullet is about to meet, or to miss by little. */
  #lookAtWay(bullet: Entity, nowS: number): void {
    this.#around(bullet, (ship) => {
      if (ship.player === bullet.player) return;
      const { worldWidthM, worldHeightM } = this.#scene;
      const dx = delta(ship.x, bullet.x, worldWidthM);
      const dy = delta(ship.y, bullet.y, worldHeightM);
      const vx = bullet.vx - ship.vx;
      const vy = bullet.vy - ship.vy;
      const inS = Math.max(0, Math.min(AIMED_S, -(dx * vx + dy * vy) / (vx * vx + vy * vy || 1)));
      const missM = Math.hypot(dx + vx * inS, dy + vy * inS);
      if (missM < NEAR_MISS_M && inS < NEAR_S) this.#of(ship.player).hitS = nowS;
      if (missM < AIMED_M && bullet.player !== 0) {
        this.#pair(bullet.player, ship.player, nowS);
        this.#pair(ship.player, bullet.player, nowS);
      }
    });
  }

  #pair(player: number, rival: number, nowS: number): void {
    const known = this.#of(player);
    known.rival = rival;
    known.rivalS = nowS;
  }

  #of(player: number): Recent {
    let known = this.#recent.get(player);
    if (known === undefined) {
      known = { firedS: -Infinity, hitS: -Infinity, rival: 0, rivalS: -Infinity };
      this.#recent.set(player, known);
    }
    return known;
  }

  #sortShips(): void {
    const scene = this.#scene;
    const cells = this.#cells;
    this.#columns = Math.max(1, Math.floor(scene.worldWidthM / CELL_M));
    this.#rows = Math.max(1, Math.floor(scene.worldHeightM / CELL_M));
    cells.clear();
    for (const ship of scene.entities) {
      if (ship.kind !== Kind.Ship) continue;
      const key = this.#keyOf(this.#column(ship.x), this.#row(ship.y));
      const there = cells.get(key);
      if (there === undefined) cells.set(key, [ship]);
      else there.push(ship);
    }
  }

  #column(x: number): number {
    return Math.floor((x / this.#scene.worldWidthM + 0.5) * this.#columns);
  }

  #row(y: number): number {
    return Math.floor((y / this.#scene.worldHeightM + 0.5) * this.#rows);
  }

  #keyOf(column: number, row: number): number {
    const columns = this.#columns;
    const rows = this.#rows;
    return (((row % rows) + rows) % rows) * columns + (((column % columns) + columns) % columns);
  }

  /** Visits the ships in the squares about a point. In a small world one may come twice. */
  #around({ x, y }: Entity, visit: (ship: Entity) => void): void {
    const column = this.#column(x);
    const row = this.#row(y);
    for (let up = -1; up <= 1; up++) {
      for (let right = -1; right <= 1; right++) {
        for (const ship of this.#cells.get(this.#keyOf(column + right, row + up)) ?? []) visit(ship);
      }
    }
  }

  #near(at: Entity, withinM: number, except: Entity): Entity | null {
    let nearest: Entity | null = null;
    let nearestM = withinM;
    this.#around(at, (ship) => {
      if (ship === except) return;
      const awayM = this.#wayM(at, ship);
      if (awayM >= nearestM) return;
      nearest = ship;
      nearestM = awayM;
    });
    return nearest;
  }

  #wayM(a: Entity, b: Entity): number {
    return Math.hypot(delta(a.x, b.x, this.#scene.worldWidthM), delta(a.y, b.y, this.#scene.worldHeightM));
  }
}

/** Which are told first. */
function interest({ marks, rival, worth }: Notable): number {
  const has = (mark: number): number => ((marks & mark) === 0 ? 0 : 1);
  const fight = (rival === 0 ? 0 : 3) + 2 * has(Mark.Hit) + has(Mark.Fired) + 2 * has(Mark.Hunted);
  return fight * (1 + has(Mark.Person)) + 2 * has(Mark.Person) + 3 * has(Mark.Leader) + has(Mark.Company) + worth / 100;
}
