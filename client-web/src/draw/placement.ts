// Where there is room on the screen for labels, and for what points beyond it.

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
/** An arrow with its label comes before one without. */
const LABELLED = [true, false];
/** Tags keep this far from the screen's edge. */
const TAG_MARGIN_PX = 4;

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

/** What the labels of a frame may not lie over: panels, and labels that have their place. Kept and rewritten. */
export class LabelRoom {
  #panels: readonly Readonly<Box>[] = [];
  #scale = 1;
  readonly #onPage = makeBox();
  readonly #taken: Box[] = [];
  #count = 0;

  /** Begins anew, with nothing but these panels, of whose pixels so many are in one of a label's. */
  clear(panels: readonly Readonly<Box>[], scale = 1): void {
    this.#panels = panels;
    this.#scale = scale;
    this.#count = 0;
  }

  take({ left, top, right, bottom }: Readonly<Box>): void {
    const box = (this.#taken[this.#count] ??= makeBox());
    this.#count += 1;
    box.left = left;
    box.top = top;
    box.right = right;
    box.bottom = bottom;
  }

  isFree(box: Readonly<Box>, gapPx: number): boolean {
    const scale = this.#scale;
    const onPage = this.#onPage;
    onPage.left = box.left * scale;
    onPage.top = box.top * scale;
    onPage.right = box.right * scale;
    onPage.bottom = box.bottom * scale;
    if (meetsAny(onPage, this.#panels, gapPx * scale)) return false;
    for (let index = 0; index < this.#count; index++) if (meets(box, this.#taken[index]!, gapPx)) return false;
    return true;
  }
}

/** The place of a tag beneath or above what it names. */
export class TagSpot {
  readonly box = makeBox();
  /** Stays on its side as long as there is room. */
  above = false;

  /** Puts it wholly on the screen, so far from the middle of what it names, and takes the room. Says whether there is any. */
  place(
    { widthPx, heightPx }: View,
    x: number,
    y: number,
    awayPx: number,
    tagWidthPx: number,
    tagHeightPx: number,
    room: LabelRoom,
  ): boolean {
    const reachPx = widthPx / 2 - tagWidthPx / 2 - TAG_MARGIN_PX;
    const middle = widthPx / 2 + Math.max(-reachPx, Math.min(reachPx, x - widthPx / 2));
    for (let attempt = 0; attempt < 2; attempt++) {
      const top = this.above ? y - awayPx - tagHeightPx : y + awayPx;
      around(this.box, middle, top + tagHeightPx / 2, tagWidthPx, tagHeightPx);
      if (this.box.top >= 0 && this.box.bottom <= heightPx && room.isFree(this.box, 0)) {
        room.take(this.box);
        return true;
      }
      this.above = !this.above;
    }
    return false;
  }
}

/** The place of an arrow to something beyond the screen, and of its label. Everything is rewritten, nothing made anew. */
export class ArrowSpot {
  /** Where the arrow and the middle of its label are, as seen from the middle of the screen. */
  readonly at: Point = { x: 0, y: 0 };
  readonly labelAt: Point = { x: 0, y: 0 };
  readonly arrowBox = makeBox();
  readonly labelBox = makeBox();
  /** Whether there is room for the label too. */
  labelled = true;
  readonly #ship = makeBox();

  /**
   * Puts it in this direction or a little aside, as near to the edge as it is over no panel and no other label, and
   * takes the room; without a label if there is too little. Says whether there is any at all.
   */
  place(view: View, dx: number, dy: number, labelPx: number, room: LabelRoom): boolean {
    const bearing = Math.atan2(dy, dx);
    around(this.#ship, view.widthPx / 2, view.heightPx / 2, SHIP_PX, SHIP_PX);
    if (this.#find(bearing, view, labelPx, room)) {
      room.take(this.arrowBox);
      if (this.labelled) room.take(this.labelBox);
      return true;
    }
    return false;
  }

  #find(bearing: number, view: View, labelPx: number, room: LabelRoom): boolean {
    for (this.labelled of LABELLED) {
      for (const reach of REACHES) {
        for (const aside of ASIDE_RAD) {
          for (const label of LABELS) {
            this.#moveTo(bearing + aside, reach, label, view, labelPx);
            if (this.#isFree(view, room)) return true;
          }
        }
      }
    }
    return false;
  }

  #moveTo(bearing: number, reach: number, label: (typeof LABELS)[number], { widthPx, heightPx }: View, labelPx: number): void {
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

  #isFree(view: View, room: LabelRoom): boolean {
    const { arrowBox, labelBox } = this;
    const ship = this.#ship;
    if (meets(arrowBox, ship) || !room.isFree(arrowBox, GAP_PX)) return false;
    if (!this.labelled) return true;
    if (labelBox.top < 0 || labelBox.bottom > view.heightPx || labelBox.left < 0 || labelBox.right > view.widthPx) return false;
    return !meets(labelBox, ship) && room.isFree(labelBox, GAP_PX);
  }
}
