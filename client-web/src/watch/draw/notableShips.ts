// Draws on the map who is worth a look: where, whereto, with a name where there
// is room, and who fires at whom.

import { LABEL_FONT, ink, playerInk } from "../../draw/palette";
import { closedPath, type Pen } from "../../draw/pen";
import { TagSpot, type LabelRoom } from "../../draw/placement";
import { Mark, type Notable } from "../../protocol/overview";
import type { Target } from "../camera";
import type { Sightings } from "../sightings";

const HULL = closedPath([
  [8, 0],
  [-6, 5],
  [-3, 0],
  [-6, -5],
]);
const AWAY_PX = 11;
const LINE_PX = 13;
const RING_PX = 12;
/** More names than this are not remembered. */
const TAGS_MAX = 96;

interface Tag {
  readonly name: string;
  readonly worth: number;
  readonly text: string;
  readonly widthPx: number;
  readonly spot: TagSpot;
}

export class NotableShips {
  readonly #tags = new Map<number, Tag>();
  readonly #at: Target = { x: 0, y: 0, vx: 0, vy: 0 };
  readonly #other: Target = { x: 0, y: 0, vx: 0, vy: 0 };

  draw(pen: Pen, sightings: Sightings, brightness: number, followed: readonly number[], room: LabelRoom): void {
    if (!sightings.fresh) return;
    for (const notable of sightings.rows) this.#drawFire(pen, sightings, notable, brightness);
    for (const notable of sightings.rows) this.#drawShip(pen, sightings, notable, brightness, followed);
    pen.enterScreen();
    pen.ctx.font = LABEL_FONT;
    pen.ctx.textAlign = "center";
    pen.ctx.textBaseline = "top";
    for (const notable of sightings.rows) this.#drawTag(pen, sightings, notable, brightness, room);
  }

  #drawFire(pen: Pen, sightings: Sightings, notable: Notable, brightness: number): void {
    if (notable.rival === 0) return;
    sightings.place(notable, this.#at);
    if (!sightings.find(notable.rival, this.#other)) return;
    const { view } = pen;
    const x = view.screenX(this.#at.x);
    const y = view.screenY(this.#at.y);
    const dx = view.screenX(this.#other.x) - x;
    const dy = view.screenY(this.#other.y) - y;
    // Across the seam one sees each end alone.
    if (Math.hypot(dx, dy) > view.heightPx / 2) return;
    pen.enterScreen();
    pen.beginLines();
    pen.addSegment(x, y, x + dx, y + dy);
    pen.glowLines(ink.danger, brightness * (0.35 + 0.25 * Math.sin(pen.nowMs / 110)));
  }

  #drawShip(pen: Pen, sightings: Sightings, notable: Notable, brightness: number, followed: readonly number[]): void {
    const at = this.#at;
    sightings.place(notable, at);
    const { view } = pen;
    if (!view.shows(at.x, at.y, 0)) return;
    const x = view.screenX(at.x);
    const y = view.screenY(at.y);
    const speed = Math.hypot(at.vx, at.vy);
    const colour = colourOf(notable);
    pen.enterScreen(x, y, speed > 0 ? at.vx / speed : 1, speed > 0 ? -at.vy / speed : 0);
    pen.tint(HULL, colour, 0.35 * brightness);
    pen.glow(HULL, colour, brightness);
    if ((notable.marks & (Mark.Leader | Mark.Hunted)) === 0 && !followed.includes(notable.player)) return;
    pen.beginLines();
    pen.addCircle(0, 0, RING_PX);
    const ring = notable.marks & Mark.Leader ? ink.bounty : notable.marks & Mark.Hunted ? ink.danger : colour;
    pen.glowLines(ring, brightness * (0.6 + 0.3 * Math.sin(pen.nowMs / 260)));
  }

  #drawTag(pen: Pen, sightings: Sightings, notable: Notable, brightness: number, room: LabelRoom): void {
    const { ctx, view } = pen;
    const at = this.#at;
    sightings.place(notable, at);
    if (!view.shows(at.x, at.y, 0)) return;
    const { text, widthPx, spot } = this.#tagOf(ctx, notable);
    if (!spot.place(view, view.screenX(at.x), view.screenY(at.y), AWAY_PX, widthPx, LINE_PX, room)) return;
    ctx.globalAlpha = 0.95 * brightness;
    ctx.fillStyle = colourOf(notable);
    ctx.fillText(text, Math.round((spot.box.left + spot.box.right) / 2), Math.round(spot.box.top));
  }

  #tagOf(ctx: CanvasRenderingContext2D, { player, name, worth }: Notable): Tag {
    const known = this.#tags.get(player);
    if (known !== undefined && known.name === name && known.worth === worth) return known;
    if (this.#tags.size >= TAGS_MAX) this.#tags.clear();
    const text = worth > 0 ? `${name} ◆ ${worth}` : name;
    const tag = { name, worth, text, widthPx: ctx.measureText(text).width, spot: known?.spot ?? new TagSpot() };
    this.#tags.set(player, tag);
    return tag;
  }
}

function colourOf({ marks }: Notable): string {
  if (marks & Mark.Leader) return ink.bounty;
  return playerInk((marks & Mark.Person) === 0);
}
