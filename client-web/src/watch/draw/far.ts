// The picture from far above: so much is in it, and each thing so small, that
// all of one colour are drawn as one path.

import { Kind, type Entity } from "../../state/scene";
import { isProgram } from "../../state/ships";
import { ink, type Hue } from "../../draw/palette";
import type { Painter } from "../../draw/layer";
import type { Pen } from "../../draw/pen";
import type { View } from "../../draw/view";

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

/** Everything of one colour in this frame. Kept and refilled. */
interface Bucket {
  readonly hue: Hue;
  readonly entities: Entity[];
  count: number;
}

export class FarPicture implements Painter {
  readonly #people = bucket("person");
  readonly #bots = bucket("bot");
  readonly #rocks = bucket("rock");
  readonly #rest: Record<Exclude<Kind, typeof Kind.Ship>, Bucket> = {
    ...{ [Kind.RockLarge]: this.#rocks, [Kind.RockMedium]: this.#rocks, [Kind.RockSmall]: this.#rocks },
    ...{ [Kind.SaucerLarge]: bucket("danger"), [Kind.SaucerSmall]: bucket("danger") },
    ...{ [Kind.Bullet]: bucket("light"), [Kind.Pickup]: bucket("pickup"), [Kind.Warp]: bucket("rock") },
    ...{ [Kind.Comet]: bucket("light"), [Kind.Carrier]: bucket("danger"), [Kind.Mine]: bucket("danger") },
  };

  draw(pen: Pen, entities: readonly Entity[]): void {
    this.#sort(pen.view, entities);
    pen.enterScreen();
    pen.beginLines();
    this.#addRocks(pen, this.#rocks);
    pen.glowLines(ink.rock, 0.6);
    for (const kind of [Kind.SaucerLarge, Kind.SaucerSmall, Kind.Bullet, Kind.Pickup, Kind.Warp, Kind.Comet, Kind.Carrier, Kind.Mine] as const) this.#drawDots(pen, kind);
    drawShips(pen, this.#bots);
    drawShips(pen, this.#people);
  }

  #sort(view: View, entities: readonly Entity[]): void {
    this.#people.count = this.#bots.count = 0;
    for (const others of Object.values(this.#rest)) others.count = 0;
    for (const entity of entities) {
      if (!view.shows(entity.x, entity.y, entity.radiusM)) continue;
      const into = entity.kind !== Kind.Ship ? this.#rest[entity.kind] : isProgram(entity.flags) ? this.#bots : this.#people;
      into.entities[into.count++] = entity;
    }
  }

  #addRocks({ ctx, view }: Pen, { entities, count }: Bucket): void {
    for (let index = 0; index < count; index++) {
      const { x, y, cos, sin, radiusM } = entities[index]!;
      const at = view.screenX(x);
      const down = view.screenY(y);
      const radius = 0.85 * radiusM * view.pxPerM;
      if (radius < ROCK_PX_MIN) ctx.rect(at - radius / 2, down - radius / 2, radius, radius);
      else addHexagon(ctx, at, down, radius * cos, radius * sin);
    }
  }

  #drawDots({ ctx, view, shown }: Pen, kind: Exclude<Kind, typeof Kind.Ship>): void {
    const { hue, entities, count } = this.#rest[kind];
    if (count === 0) return;
    ctx.beginPath();
    for (let index = 0; index < count; index++) {
      const { x, y, radiusM } = entities[index]!;
      const half = Math.max(DOT_PX, radiusM * view.pxPerM * 0.7);
      ctx.rect(view.screenX(x) - half, view.screenY(y) - half, 2 * half, 2 * half);
    }
    ctx.globalAlpha = 0.9 * shown;
    ctx.fillStyle = ink[hue];
    ctx.fill();
  }
}

function bucket(hue: Hue): Bucket {
  return { hue, entities: [], count: 0 };
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

function drawShips(pen: Pen, { hue, entities, count }: Bucket): void {
  if (count === 0) return;
  const { ctx, view } = pen;
  pen.beginLines();
  for (let index = 0; index < count; index++) {
    const { x, y, cos, sin, radiusM, flags } = entities[index]!;
    const px = Math.max(isProgram(flags) ? BOT_PX : PERSON_PX, radiusM * view.pxPerM);
    const at = view.screenX(x);
    const down = view.screenY(y);
    pen.addSegment(at + px * cos, down - px * sin, at - px * (0.8 * cos + 0.6 * sin), down + px * (0.8 * sin - 0.6 * cos));
    ctx.lineTo(at - px * (0.8 * cos - 0.6 * sin), down + px * (0.8 * sin + 0.6 * cos));
    ctx.closePath();
  }
  pen.glowLines(ink[hue], 0.95);
}
