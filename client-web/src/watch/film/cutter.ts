import { LiveText, LiveVisibility, add } from "../../ui/dom";
import { clockText } from "./words";
import { t } from "../../words";
import { tWatch } from "../../words/watch";

export interface CutterCallbacks {
  /** The clip is to begin, or to end, with what is shown. */
  onFrom(): void;
  onTo(): void;
  onSave(): void;
  /** The server is to keep it for whoever has the link. */
  onLink(): void;
  onRecord(upright: boolean): void;
}

/** Where a clip begins and ends, and what is to become of it. */
export class Cutter {
  readonly #visibility: LiveVisibility;
  readonly #length: LiveText;
  readonly #linkVisibility: LiveVisibility;

  constructor(parent: Element, { onFrom, onTo, onSave, onLink, onRecord }: CutterCallbacks) {
    const panel = add(parent, "section", "cutter furniture");
    panel.setAttribute("aria-label", tWatch.clip);
    const ends = add(panel, "div", "row");
    addButton(ends, tWatch.fromHere, onFrom);
    addButton(ends, tWatch.toHere, onTo);
    this.#length = new LiveText(add(ends, "span", "time"));
    const uses = add(panel, "div", "row");
    addButton(uses, tWatch.save, onSave).title = tWatch.saveHint;
    const link = addButton(uses, tWatch.link, onLink);
    link.title = tWatch.linkHint;
    this.#linkVisibility = new LiveVisibility(link);
    if (typeof MediaRecorder !== "undefined") {
      addButton(uses, tWatch.video, () => onRecord(false));
      addButton(uses, tWatch.videoUpright, () => onRecord(true));
    }
    addButton(uses, "✕", () => this.close()).ariaLabel = t.close;
    this.#visibility = new LiveVisibility(panel);
  }

  get visible(): boolean {
    return this.#visibility.visible;
  }

  open(): void {
    this.#visibility.set(true);
  }

  close(): void {
    this.#visibility.set(false);
  }

  /** `days` is for how long the server keeps a clip; 0 if it keeps none. */
  show(seconds: number, days: number): void {
    this.#linkVisibility.set(days > 0);
    this.#length.set(clockText(seconds));
  }
}

function addButton(parent: Element, text: string, onClick: () => void): HTMLButtonElement {
  const button = add(parent, "button", "", text);
  button.type = "button";
  button.addEventListener("click", () => {
    onClick();
    button.blur();
  });
  return button;
}
