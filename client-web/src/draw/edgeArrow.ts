import { OccasionKind, type Scene } from "../state/scene";
import { LABEL_CHAR_PX, LABEL_FONT, ink, type Hue } from "./palette";
import { type Pen, closedPath } from "./pen";
import { ArrowSpot, type LabelRoom } from "./placement";
import type { View } from "./view";
import { t } from "../words";

const ARROW = closedPath([
  [13, 0],
  [-8, 8],
  [-4, 0],
  [-8, -8],
]);

/** An arrow at the edge of the screen to something that lies beyond it. */
class EdgeArrow {
  readonly #spot = new ArrowSpot();
  /** The way there, y down. */
  #cos = 1;
  #sin = 0;
  #shownM = -1;
  #label = "";

  readonly #name: string;
  readonly #hue: Hue;

  constructor(
    name: string,
    hue: Hue,
  ) {
    this.#name = name;
    this.#hue = hue;
  }

  /** Puts it where there is room. Says whether it shows at all. */
  place(view: View, xM: number, yM: number, room: LabelRoom): boolean {
    if (view.shows(xM, yM, 0)) return false;
    const dxM = view.dxM(xM);
    const dyM = view.dyM(yM);
    const distanceM = Math.hypot(dxM, dyM);
    this.#cos = dxM / distanceM;
    this.#sin = -dyM / distanceM;
    this.#relabel(distanceM);
    return this.#spot.place(view, dxM, -dyM, this.#label.length * LABEL_CHAR_PX, room);
  }

  draw(pen: Pen): void {
    const { ctx, view } = pen;
    const { at, labelAt } = this.#spot;

    pen.enterScreen(view.widthPx / 2 + at.x, view.heightPx / 2 + at.y, this.#cos, this.#sin);
    const pulse = 0.75 + 0.25 * Math.sin(pen.nowMs / 260);
    const colour = ink[this.#hue];
    pen.tint(ARROW, colour, 0.3 * pulse);
    pen.glow(ARROW, colour, pulse);

    if (!this.#spot.labelled) return;
    pen.enterScreen();
    ctx.font = LABEL_FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.globalAlpha = 0.9;
    ctx.fillStyle = colour;
    ctx.fillText(this.#label, view.widthPx / 2 + labelAt.x, view.heightPx / 2 + labelAt.y);
  }

  #relabel(distanceM: number): void {
    const roundedM = Math.round(distanceM / 5) * 5;
    if (roundedM === this.#shownM) return;
    this.#shownM = roundedM;
    this.#label = `${this.#name} ${roundedM} m`;
  }
}

const OCCASIONS: Readonly<Record<OccasionKind, readonly [name: string, hue: Hue]>> = {
  [OccasionKind.Comet]: [t.arrowComet, "light"],
  [OccasionKind.Carrier]: [t.arrowCarrier, "danger"],
  [OccasionKind.Storm]: [t.arrowStorm, "rock"],
};

/** The arrows to what the radar tells of. */
export class EdgeArrows {
  readonly #action = new EdgeArrow(t.arrowAction, "flame");
  readonly #leader = new EdgeArrow(t.arrowLeader, "bounty");
  readonly #occasions = Object.values(OCCASIONS).map(([name, hue]) => new EdgeArrow(name, hue));

  /** Places them where there is room, and draws them. */
  draw(pen: Pen, { radar, ownPlayer, phase }: Scene, room: LabelRoom): void {
    const { action, leader, occasion } = radar;
    const { view } = pen;
    const follows = phase.type === "watching" && phase.focus.type === "action";
    if (action !== null && !follows && this.#action.place(view, action.x, action.y, room)) this.#action.draw(pen);
    const leads = leader !== null && leader.player !== ownPlayer;
    if (leads && this.#leader.place(view, leader.x, leader.y, room)) this.#leader.draw(pen);
    const arrow = occasion === null ? undefined : this.#occasions[occasion.kind];
    if (occasion !== null && arrow?.place(view, occasion.x, occasion.y, room) === true) arrow.draw(pen);
  }
}
