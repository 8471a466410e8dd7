// Where there is room on the screen for what points beyond it.

import { ontoEllipse, type Point, type View } from "./view";

/** Arrows keep this far from the screen's edge. */
const MARGIN_PX = 46;
const ARROW_PX = 28;
const LABEL_HEIGHT_PX = 14;
/** Labels keep this far from each other and from panels. */
const GAP_PX = 6;
/** Around the middle of the screen, where the own ship is. */
const SHIP_PX = 64;
/** How far towards the middle it is tried, in parts of the way to the edge. */
const REACHES = [1, 0.93, 0.86, 0.79, 0.72, 0.65, 0.58, 0.51, 0.44, 0.37];
/** How far aside: an arrow still points where it should when it is moved along the edge. */
const ASIDE_RAD = [0, 0.15, -0.15, 0.3, -0.3, 0.5, -0.5];
/** Where a label is to its arrow: towards the middle, below it, above it. */
const LABELS = ["inwards", "below", "above"] as const;
const LABEL_BESIDE_PX = 24;

/** A rectangle on the screen, in CSS pixels from its upper left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function makeBox(): Box {
  return { left: 0, top: 0, right: 0, bottom: 0 };
}

/** Whether two lie over each other, or nearer than this. */
export function meets(a: Readonly<Box>, b: Readonly<Box>, gapPx = 0): boolean {
  return a.left < b.right + gapPx && b.left < a.right + gapPx && a.top < b.bottom + gapPx && b.top < a.bottom + gapPx;
}

export function meetsAny(box: Readonly<Box>, others: readonly Readonly<Box>[], gapPx: number): boolean {
  for (const other of others) if (meets(box, other, gapPx)) return true;
  return false;
}

/** Puts a box of this size around a point. */
export function around(box: Box, x: number, y: number, width: number, height: number): void {
  box.left = x - width / 2;
  box.right = x + width / 2;
  box.top = y - height / 2;
  box.bottom = y + height / 2;
}

/** The place of an arrow to something beyond the screen, and of its label. Everything is rewritten, nothing made anew. */
export class ArrowSpot {
  /** Where the arrow and the middle of its label are, as seen from the middle of the screen. */
  readonly at: Point = { x: 0, y: 0 };
  readonly labelAt: Point = { x: 0, y: 0 };
  readonly arrowBox = makeBox();
  readonly labelBox = makeBox();
  private readonly ship = makeBox();

  /**
   * Puts it in this direction or a little aside, as near to the edge as it is over no panel and not over another
   * arrow. If there is no such place, it is at the edge.
   */
  place(
    view: View,
    dx: number,
    dy: number,
    labelPx: number,
    panels: readonly Readonly<Box>[],
    other: ArrowSpot | null,
  ): void {
    const bearing = Math.atan2(dy, dx);
    around(this.ship, view.widthPx / 2, view.heightPx / 2, SHIP_PX, SHIP_PX);
    for (const reach of REACHES) {
      for (const aside of ASIDE_RAD) {
        for (const label of LABELS) {
          this.moveTo(bearing + aside, reach, label, view, labelPx);
          if (this.isFree(view, panels, other)) return;
        }
      }
    }
    this.moveTo(bearing, 1, "inwards", view, labelPx);
  }

  private moveTo(bearing: number, reach: number, label: (typeof LABELS)[number], { widthPx, heightPx }: View, labelPx: number): void {
    const { at, labelAt } = this;
    ontoEllipse(Math.cos(bearing), Math.sin(bearing), widthPx / 2 - MARGIN_PX, heightPx / 2 - MARGIN_PX, at);
    at.x *= reach;
    at.y *= reach;
    if (label === "inwards") {
      // Further so beside the arrow, where the text is wide.
      const length = Math.hypot(at.x, at.y);
      const inwards = 22 + Math.abs(at.x / length) * (labelPx / 2);
      labelAt.x = at.x - (at.x / length) * inwards;
      labelAt.y = at.y - (at.y / length) * inwards;
    } else {
      const roomPx = widthPx / 2 - labelPx / 2 - GAP_PX;
      labelAt.x = Math.max(-roomPx, Math.min(roomPx, at.x));
      labelAt.y = at.y + (label === "below" ? LABEL_BESIDE_PX : -LABEL_BESIDE_PX);
    }
    around(this.arrowBox, widthPx / 2 + at.x, heightPx / 2 + at.y, ARROW_PX, ARROW_PX);
    around(this.labelBox, widthPx / 2 + labelAt.x, heightPx / 2 + labelAt.y, labelPx, LABEL_HEIGHT_PX);
  }

  private isFree(view: View, panels: readonly Readonly<Box>[], other: ArrowSpot | null): boolean {
    const { arrowBox, labelBox, ship } = this;
    if (labelBox.top < 0 || labelBox.bottom > view.heightPx || labelBox.left < 0 || labelBox.right > view.widthPx) return false;
    if (meets(labelBox, ship) || meets(arrowBox, ship)) return false;
    if (meetsAny(arrowBox, panels, GAP_PX) || meetsAny(labelBox, panels, GAP_PX)) return false;
    return other === null || !this.crowds(other);
  }

  private crowds(other: ArrowSpot): boolean {
    return (
      meets(this.labelBox, other.labelBox, GAP_PX) ||
      meets(this.labelBox, other.arrowBox) ||
      meets(this.arrowBox, other.labelBox) ||
      meets(this.arrowBox, other.arrowBox)
    );
  }
}
