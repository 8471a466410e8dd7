import { makeBox, type Box } from "../draw/placement";

const PANELS = [
  ...[".status", ".board", ".tools", ".pad", ".feed", ".moments li", ".hint-bar", ".chat .lines", ".chat form"],
  ...[".banner", ".announcement", ".roll", ".help", ".netgraph"],
  // What comes with watching.
  ".furniture",
  // What stands on the screens over the game.
  ...[".start > *", ".death > *"],
].join(", ");
/** What grows or moves by itself, as an animation does, is looked at so often. */
const MEASURE_EVERY_MS = 300;
/** What makes a panel come, go or change its size. */
const CHANGES: MutationObserverInit = {
  ...{ subtree: true, childList: true, characterData: true },
  attributeFilter: ["class", "hidden"],
};

/** Where panels are on the screen, so that labels of the picture can keep off them. */
export class Furniture {
  /** Kept and rewritten; as many as there are panels with something in them. */
  readonly boxes: Box[] = [];
  #measuredMs = -Infinity;
  #changed = true;
  readonly #observer = new MutationObserver(() => (this.#changed = true));

  readonly #root: Element;

  constructor(root: Element) {
    this.#root = root;
    this.#observer.observe(root, CHANGES);
  }

  /** Looks again if a panel has changed since, so that no label is drawn where one has just come. */
  measure(nowMs: number): void {
    const changed = this.#observer.takeRecords().length > 0 || this.#changed;
    if (!changed && nowMs - this.#measuredMs < MEASURE_EVERY_MS) return;
    this.#changed = false;
    this.#measuredMs = nowMs;
    let count = 0;
    for (const panel of this.#root.querySelectorAll(PANELS)) {
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
