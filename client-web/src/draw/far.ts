// The picture from far above: so much is in it, and each thing so small, that
// all of one colour are drawn as one path.

import { Flag, Kind, type Entity } from "../state/scene";
import { BULLET, RAPID_FIRE, ROCK, SAUCER_LARGE, SAUCER_SMALL, WARP, playerColour } from "./palette";
import type { Pen } from "./pen";
import type { View } from "./view";

/** From here on nothing of a ship can be seen but where it is and where it points. */
const FAR_PX_PER_M = 4.5;
/** No ship and no bullet is smaller than this, however far away it is. */
const PERSON_PX = 5;
const BOT_PX = 3.2;
const DOT_PX = 1.2;
/** A smaller rock is a dot. */
const ROCK_PX_MIN = 2.5;
const ROCK_CORNERS = 6;
const CORNERS = Array.from({ length: ROCK_CORNERS }, (_, corner) => {
  const turn = (2 * Math.PI * corner) / ROCK_CORNERS;
  return { cos: Math.cos(turn), sin: Math.sin(turn) } as const;
});

export function isFar(view: View): boolean {
  return view.pxPerM < FAR_PX_PER_M;
}

/** Everything of one colour in this frame. Kept and refilled. */
interface Bucket {
  readonly colour: string;
  readonly entities: Entity[];
  count: number;
}

export class FarPicture {
  private readonly ships = new Map<string, Bucket>();
  private readonly rest: Record<Exclude<Kind, typeof Kind.Ship>, Bucket> = {
    ...{ [Kind.RockLarge]: ROCKS, [Kind.RockMedium]: ROCKS, [Kind.RockSmall]: ROCKS },
    ...{ [Kind.SaucerLarge]: bucket(SAUCER_LARGE), [Kind.SaucerSmall]: bucket(SAUCER_SMALL) },
    ...{ [Kind.Bullet]: bucket(BULLET), [Kind.Pickup]: bucket(RAPID_FIRE), [Kind.Warp]: bucket(WARP) },
  };

  draw(pen: Pen, entities: readonly Entity[]): void {
    this.sort(pen.view, entities);
    pen.enterScreen();
    pen.beginLines();
    this.addRocks(pen, ROCKS);
    pen.glowLines(ROCK, 0.6);
    for (const kind of [Kind.SaucerLarge, Kind.SaucerSmall, Kind.Bullet, Kind.Pickup, Kind.Warp] as const) this.drawDots(pen, kind);
    for (const ships of this.ships.values()) drawShips(pen, ships);
  }

  private sort(view: View, entities: readonly Entity[]): void {
    for (const ships of this.ships.values()) ships.count = 0;
    for (const others of Object.values(this.rest)) others.count = 0;
    for (const entity of entities) {
      if (!view.shows(entity.x, entity.y, entity.radiusM)) continue;
      const into = entity.kind === Kind.Ship ? this.shipsLike(entity) : this.rest[entity.kind];
      into.entities[into.count++] = entity;
    }
  }

  private shipsLike({ player, flags }: Entity): Bucket {
    const colour = playerColour(player, (flags & Flag.Bot) !== 0);
    let ships = this.ships.get(colour);
    if (ships === undefined) this.ships.set(colour, (ships = bucket(colour)));
    return ships;
  }

  private addRocks({ ctx, view }: Pen, { entities, count }: Bucket): void {
    for (let index = 0; index < count; index++) {
      const { x, y, cos, sin, radiusM } = entities[index]!;
      const at = view.screenX(x);
      const down = view.screenY(y);
      const radius = 0.85 * radiusM * view.pxPerM;
      if (radius < ROCK_PX_MIN) ctx.rect(at - radius / 2, down - radius / 2, radius, radius);
      else addHexagon(ctx, at, down, radius * cos, radius * sin);
    }
  }

  private drawDots({ ctx, view, shown }: Pen, kind: Exclude<Kind, typeof Kind.Ship>): void {
    const { colour, entities, count } = this.rest[kind];
    if (count === 0) return;
    ctx.beginPath();
    for (let index = 0; index < count; index++) {
      const { x, y, radiusM } = entities[index]!;
      const half = Math.max(DOT_PX, radiusM * view.pxPerM * 0.7);
      ctx.rect(view.screenX(x) - half, view.screenY(y) - half, 2 * half, 2 * half);
    }
    ctx.globalAlpha = 0.9 * shown;
    ctx.fillStyle = colour;
    ctx.fill();
  }
}

const ROCKS = bucket(ROCK);

function bucket(colour: string): Bucket {
  return { colour, entities: [], count: 0 };
}

function addHexagon(ctx: CanvasRenderingContext2D, x: number, y: number, across: number, along: number): void {
  for (let corner = 0; corner < ROCK_CORNERS; corner++) {
    const { cos, sin } = CORNERS[corner]!;
    const px = x + across * cos - along * sin;
    const py = y - (across * sin + along * cos);
    if (corner === 0) ctx.moveTo(px, py);
    else ctx.lineTo(px, py);
  }
  ctx.closePath();
}

function drawShips(pen: Pen, { colour, entities, count }: Bucket): void {
  if (count === 0) return;
  const { ctx, view } = pen;
  pen.beginLines();
  for (let index = 0; index < count; index++) {
    const { x, y, cos, sin, radiusM, flags } = entities[index]!;
    const px = Math.max((flags & Flag.Bot) === 0 ? PERSON_PX : BOT_PX, radiusM * view.pxPerM);
    const at = view.screenX(x);
    const down = view.screenY(y);
    pen.addSegment(at + px * cos, down - px * sin, at - px * (0.8 * cos + 0.6 * sin), down + px * (0.8 * sin - 0.6 * cos));
    ctx.lineTo(at - px * (0.8 * cos - 0.6 * sin), down + px * (0.8 * sin + 0.6 * cos));
    ctx.closePath();
  }
  pen.glowLines(colour, 0.95);
}
