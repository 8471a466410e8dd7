import { makeBox, type Box } from "../draw/placement";

const PANELS = [
  ...[".status", ".board", ".tools", ".pad", ".feed", ".moments li", ".hint-bar", ".chat ul", ".chat form"],
  ...[".spectator", ".banner", ".announcement", ".roll", ".netgraph"],
].join(", ");
const MEASURE_EVERY_MS = 300;

/** Where panels are on the screen, so that labels of the picture can keep off them. */
export class Furniture {
  /** Kept and rewritten; as many as there are panels with something in them. */
  readonly boxes: Box[] = [];
  private measuredMs = -Infinity;

  constructor(private readonly root: Element) {}

  /** Looks again, now and then: panels seldom change, and asking has the page laid out. */
  measure(nowMs: number): void {
    if (nowMs - this.measuredMs < MEASURE_EVERY_MS) return;
    this.measuredMs = nowMs;
    let count = 0;
    for (const panel of this.root.querySelectorAll(PANELS)) {
      const { left, top, right, bottom } = panel.getBoundingClientRect();
      if (right <= left || bottom <= top) continue;
      const box = (this.boxes[count] ??= makeBox());
      box.left = left;
      box.top = top;
      box.right = right;
      box.bottom = bottom;
      count += 1;
    }
    this.boxes.length = count;
  }
}
