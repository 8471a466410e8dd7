import type { Scene } from "../state/scene";
import { LiveText, LiveVisibility, add } from "./dom";

const SHOWN_MS = 15_000;

/** The latest words of those who run the server, for a while. */
export class Announcement {
  readonly #visibility: LiveVisibility;
  readonly #text: LiveText;

  constructor(root: Element) {
    const box = add(root, "p", "announcement");
    box.setAttribute("role", "status");
    this.#text = new LiveText(box);
    this.#visibility = new LiveVisibility(box);
  }

  update({ announcement }: Scene, nowMs: number): void {
    this.#visibility.set(announcement !== null && nowMs - announcement.atMs < SHOWN_MS);
    if (announcement !== null) this.#text.set(announcement.text);
  }
}
