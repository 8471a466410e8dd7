import { type Entity, Flag, Kind, type Scene } from "../state/scene";
import { BLOW, LABEL_FONT, LEADER, playerColour } from "./palette";
import type { Pen } from "./pen";
import { isBlinkedOut, pickupIcon } from "./pickup";

interface Tag {
  readonly name: string;
  readonly flags: number;
  readonly bounty: number;
  readonly nameText: string;
  readonly bountyText: string;
}

const LINE_PX = 13;
/** So much lower than a tag is the mark around such a ship. */
const MARK_PX = 10;
/** Beneath who shot the pilot last. */
const REVENGE = "✕ revenge";

/** Texts by ship: made when what they say changes, gone when the ship goes. */
const tags = new WeakMap<Entity, Tag>();

function tagOf(ship: Entity): Tag {
  const known = tags.get(ship);
  if (known && known.name === ship.name && known.flags === ship.flags && known.bounty === ship.bounty) return known;
  const tag = {
    name: ship.name,
    flags: ship.flags,
    bounty: ship.bounty,
    nameText: ship.flags & Flag.Bot ? `${ship.name} · bot` : ship.name,
    bountyText: ship.bounty > 0 ? `◆ ${ship.bounty}` : "",
  };
  tags.set(ship, tag);
  return tag;
}

/** Names and bounties beneath ships, labels beneath pickups. One pass, so that the font is set once. */
export function drawTags(pen: Pen, scene: Scene): void {
  const { ctx, view } = pen;
  pen.enterScreen();
  ctx.font = LABEL_FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  for (const entity of scene.entities) {
    if (entity.kind !== Kind.Ship && entity.kind !== Kind.Pickup) continue;
    if (!view.shows(entity.x, entity.y, entity.radiusM)) continue;
    const x = Math.round(view.screenX(entity.x));
    const y = Math.round(view.screenY(entity.y) + entity.radiusM * 1.35 * view.pxPerM + 3);
    if (entity.kind === Kind.Ship) drawShipTag(pen, entity, x, y, entity.player === pen.owedPlayer);
    else if (!isBlinkedOut(pen, entity)) drawPickupLabel(pen, entity, x, y);
  }
}

function drawShipTag({ ctx, ownPlayer }: Pen, ship: Entity, x: number, y: number, owed: boolean): void {
  const { nameText, bountyText } = tagOf(ship);
  let line = y;
  if (owed) {
    line += MARK_PX;
    ctx.globalAlpha = 1;
    ctx.fillStyle = BLOW;
    ctx.fillText(REVENGE, x, line);
    line += LINE_PX;
  }
  if (ship.player !== ownPlayer) {
    const bot = (ship.flags & Flag.Bot) !== 0;
    ctx.globalAlpha = bot ? 0.8 : 0.95;
    ctx.fillStyle = playerColour(ship.player, bot);
    ctx.fillText(nameText, x, line);
    line += LINE_PX;
  }
  if (bountyText === "") return;
  ctx.globalAlpha = 0.95;
  ctx.fillStyle = LEADER;
  ctx.fillText(bountyText, x, line);
}

function drawPickupLabel({ ctx }: Pen, pickup: Entity, x: number, y: number): void {
  const { label, colour } = pickupIcon(pickup.gives);
  ctx.globalAlpha = 0.8;
  ctx.fillStyle = colour;
  ctx.fillText(label, x, y);
}
