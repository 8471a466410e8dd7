import type { Scene } from "../state/scene";
import { ACTION, LABEL_FONT, LEADER } from "./palette";
import { type Pen, closedPath } from "./pen";
import { type Point, type View, offCorners, ontoEllipse } from "./view";

/** Arrows keep this far from the screen's edge. */
const MARGIN_PX = 46;
/** The corners at the top belong to the panels, which the style sheet makes smaller in small windows. */
const CORNER_PX = { width: 250, height: 265 };
const SMALL_CORNER_PX = { width: 190, height: 172 };
const SMALL_WINDOW_PX = { width: 720, height: 480 };
/** Labels of arrows that are nearer to each other than this are written one below the other. */
const CROWDED_PX = { width: 110, height: 30 };
const LABEL_HEIGHT_PX = 16;
const ARROW = closedPath([
  [13, 0],
  [-8, 8],
  [-4, 0],
  [-8, -8],
]);

/** An arrow at the edge of the screen to something that lies beyond it. */
export class EdgeArrow {
  private readonly at: Point = { x: 0, y: 0 };
  private shownM = -1;
  private label = "";

  constructor(
    private readonly name: string,
    private readonly colour: string,
  ) {}

  /** Where it is, as seen from the middle of the screen. Says whether it shows at all. */
  place(view: View, xM: number, yM: number): boolean {
    if (view.shows(xM, yM, 0)) return false;
    const dxM = view.dxM(xM);
    const dyM = view.dyM(yM);
    placeArrow(view, dxM, -dyM, this.at);
    this.relabel(Math.hypot(dxM, dyM));
    return true;
  }

  crowds(other: EdgeArrow): boolean {
    return (
      Math.abs(this.at.x - other.at.x) < CROWDED_PX.width && Math.abs(this.at.y - other.at.y) < CROWDED_PX.height
    );
  }

  /** Draws it where it was placed, its label further up or down towards the middle by so many pixels. */
  draw(pen: Pen, furtherPx: number): void {
    const { ctx, view } = pen;
    const { at } = this;
    const length = Math.hypot(at.x, at.y);

    pen.enterScreen(view.widthPx / 2 + at.x, view.heightPx / 2 + at.y, at.x / length, at.y / length);
    const pulse = 0.75 + 0.25 * Math.sin(pen.nowMs / 260);
    pen.tint(ARROW, this.colour, 0.3 * pulse);
    pen.glow(ARROW, this.colour, pulse);

    pen.enterScreen();
    ctx.font = LABEL_FONT;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.globalAlpha = 0.9;
    ctx.fillStyle = this.colour;
    // Towards the middle, and further so beside the arrow, where the text is wide.
    const inwards = 22 + 36 * Math.abs(at.x / length);
    ctx.fillText(
      this.label,
      view.widthPx / 2 + at.x - (at.x / length) * inwards,
      view.heightPx / 2 + at.y - (at.y / length) * inwards - Math.sign(at.y) * furtherPx,
    );
  }

  private relabel(distanceM: number): void {
    const roundedM = Math.round(distanceM / 5) * 5;
    if (roundedM === this.shownM) return;
    this.shownM = roundedM;
    this.label = `${this.name} ${roundedM} m`;
  }
}

/** Where an arrow in this direction is, as seen from the middle of the screen. */
function placeArrow({ widthPx, heightPx }: View, dx: number, dy: number, at: Point): void {
  ontoEllipse(dx, dy, widthPx / 2 - MARGIN_PX, heightPx / 2 - MARGIN_PX, at);
  const small = widthPx <= SMALL_WINDOW_PX.width || heightPx <= SMALL_WINDOW_PX.height;
  const corner = small ? SMALL_CORNER_PX : CORNER_PX;
  if (dy < 0) offCorners(at, widthPx / 2 - corner.width, heightPx / 2 - corner.height);
}

/** The arrows to what the radar tells of. */
export class EdgeArrows {
  private readonly action = new EdgeArrow("action", ACTION);
  private readonly leader = new EdgeArrow("leader", LEADER);

  draw(pen: Pen, { radar, ownPlayer, phase }: Scene): void {
    const { action, leader } = radar;
    const follows = phase.type === "watching" && phase.focus.type === "action";
    const acts = action !== null && !follows && this.action.place(pen.view, action.x, action.y);
    const leads =
      leader !== null && leader.player !== ownPlayer && this.leader.place(pen.view, leader.x, leader.y);
    if (acts) this.action.draw(pen, 0);
    if (leads) this.leader.draw(pen, acts && this.leader.crowds(this.action) ? LABEL_HEIGHT_PX : 0);
  }
}
