import { type Entity, Flag, Kind, type Scene } from "../state/scene";
import { isProgram } from "../state/ships";
import { LABEL_CHAR_PX, LABEL_FONT, ink, shipInk } from "./palette";
import type { Pen } from "./pen";
import { isBlinkedOut, pickupIcon } from "./pickup";
import { TagSpot, type LabelRoom } from "./placement";
import { t } from "../words";

interface Tag {
  readonly name: string;
  readonly flags: number;
  readonly bounty: number;
  readonly nameText: string;
  readonly bountyText: string;
  readonly widthPx: number;
  readonly spot: TagSpot;
}

const LINE_PX = 13;
/** So much of a name is gone at the side of the picture. */
const FADED = 0.4;
/** So much lower than a tag is the mark around such a ship. */
const MARK_PX = 10;
/** Beneath who shot the pilot last. */
const REVENGE = t.revenge;
const REVENGE_PX = REVENGE.length * LABEL_CHAR_PX;

/** Texts by entity: made when what they say changes, gone when the entity goes. */
const tags = new WeakMap<Entity, Tag>();

function tagOf(ctx: CanvasRenderingContext2D, entity: Entity): Tag {
  const known = tags.get(entity);
  if (known && known.name === entity.name && known.flags === entity.flags && known.bounty === entity.bounty) return known;
  const { kind, name, flags, bounty, gives } = entity;
  const nameText = kind === Kind.Pickup ? pickupIcon(gives).label : nameOf(name, flags);
  const bountyText = bounty > 0 ? `◆ ${bounty}` : "";
  const tag = {
    ...{ name, flags, bounty, nameText, bountyText },
    // Letters of some scripts are wider than others.
    widthPx: Math.max(ctx.measureText(nameText).width, ctx.measureText(bountyText).width),
    spot: known?.spot ?? new TagSpot(),
  };
  tags.set(entity, tag);
  return tag;
}

function nameOf(name: string, flags: number): string {
  return flags & Flag.Bot ? t.botNamed({ name }) : flags & Flag.Autopilot ? t.autopilotNamed({ name }) : name;
}

/** From far above only ships with a price on their head are named, and of them no more than these. */
const FAR_TAGS_MAX = 24;

/** Names and bounties at ships, labels at pickups, where there is room: people first. One font for all. */
export function drawTags(pen: Pen, scene: Scene, room: LabelRoom): void {
  const { ctx } = pen;
  pen.enterScreen();
  ctx.font = LABEL_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  if (pen.view.isFar) return drawFarTags(pen, scene, room);
  for (const entity of scene.entities) if (isPerson(entity)) drawTag(pen, entity, room);
  for (const entity of scene.entities) {
    const isOther = entity.kind === Kind.Ship ? !isPerson(entity) : entity.kind === Kind.Pickup && !isBlinkedOut(pen, entity);
    if (isOther) drawTag(pen, entity, room);
  }
}

function drawFarTags(pen: Pen, { entities }: Scene, room: LabelRoom): void {
  let left = FAR_TAGS_MAX;
  for (const entity of entities) {
    if (entity.kind !== Kind.Ship || entity.bounty === 0 || left === 0) continue;
    drawTag(pen, entity, room);
    left -= 1;
  }
}

function isPerson({ kind, flags }: Entity): boolean {
  return kind === Kind.Ship && !isProgram(flags);
}

function drawTag(pen: Pen, entity: Entity, room: LabelRoom): void {
  const { ctx, view } = pen;
  if (!view.shows(entity.x, entity.y, entity.radiusM)) return;
  const { nameText, bountyText, widthPx, spot } = tagOf(ctx, entity);
  const owed = entity.kind === Kind.Ship && entity.player === pen.owedPlayer;
  const named = entity.kind === Kind.Pickup || entity.player !== pen.ownPlayer;
  const lines = Number(owed) + Number(named) + Number(bountyText !== "");
  if (lines === 0) return;
  const awayPx = entity.radiusM * 1.35 * view.pxPerM + 3 + (owed ? MARK_PX : 0);
  const x = Math.round(view.screenX(entity.x));
  const y = Math.round(view.screenY(entity.y));
  if (!spot.place(view, x, y, awayPx, owed ? Math.max(REVENGE_PX, widthPx) : widthPx, lines * LINE_PX, room)) return;
  const fade = 1 - FADED * Math.min(1, Math.hypot(x - view.widthPx / 2, y - view.heightPx / 2) / (view.widthPx / 2));
  const middle = (spot.box.left + spot.box.right) / 2;
  let line = Math.round(spot.box.top);
  if (owed) line = writeLine(ctx, REVENGE, middle, line, ink.danger, 1);
  if (named) line = writeLine(ctx, nameText, middle, line, colourOf(entity), (isPerson(entity) ? 1 : 0.9) * fade);
  if (bountyText !== "") writeLine(ctx, bountyText, middle, line, ink.bounty, 0.95);
}

/** Says where the next line is. */
function writeLine(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, alpha: number): number {
  ctx.globalAlpha = alpha;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
  return y + LINE_PX;
}

function colourOf(entity: Entity): string {
  return entity.kind === Kind.Pickup ? ink.pickup : shipInk(entity.flags);
}
