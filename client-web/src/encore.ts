// After a death the last seconds are shown once more. What that takes is loaded
// with the first one.

import type { Recall } from "./state/recall";
import type { Scene } from "./state/scene";
import { LiveClass, LiveText, LiveVisibility, add } from "./ui/dom";
import type { Killcam } from "./watch/film/killcam";
import { t } from "./words";

/** The explosion is seen first. */
const PAUSE_MS = 900;

export class Encore {
  #killcam: Killcam | null = null;
  #hasDied = false;
  #diedMs = 0;
  #isSought = false;
  readonly #panel: LiveVisibility;
  readonly #title: LiveText;
  readonly #on: LiveClass;

  readonly #scene: Scene;

  constructor(root: Element, scene: Scene) {
    this.#scene = scene;
    const panel = add(root, "section", "killcam");
    panel.setAttribute("aria-label", t.lastSecondsLabel);
    this.#title = new LiveText(add(panel, "span"));
    const skip = add(panel, "button", "small", t.skip);
    skip.type = "button";
    skip.addEventListener("click", () => this.#end());
    this.#panel = new LiveVisibility(panel);
    this.#on = new LiveClass(root, "encore");
  }

  /** What is to be drawn now: the last seconds once more, or the scene. */
  update(recall: Recall | null, nowMs: number): Scene {
    const scene = this.#scene;
    this.#watch(recall, nowMs);
    const killcam = this.#killcam;
    if (killcam === null || nowMs - this.#diedMs < PAUSE_MS) return scene;
    killcam.show(nowMs, scene.camera);
    if (killcam.isOver) this.#end();
    this.#panel.set(this.#killcam !== null);
    this.#on.set(this.#killcam !== null);
    return killcam.scene;
  }

  #watch(recall: Recall | null, nowMs: number): void {
    const dead = this.#scene.phase.type === "dead";
    if (dead && !this.#hasDied) {
      this.#diedMs = nowMs;
      this.#isSought = true;
    }
    if (!dead && this.#hasDied) this.#end();
    this.#hasDied = dead;
    // The frames after the blow are to be in it too.
    if (!this.#isSought || recall === null || nowMs - this.#diedMs < PAUSE_MS) return;
    this.#isSought = false;
    void this.#begin(recall);
  }

  async #begin(recall: Recall): Promise<void> {
    const diedMs = this.#diedMs;
    try {
      const film = await import("./watch/film/killcam");
      const fall = film.fallOf(recall, this.#scene.ownPlayer);
      const section = fall === null ? null : film.sectionBefore(recall, fall.tick);
      if (fall === null || section === null || !this.#hasDied || this.#diedMs !== diedMs) return;
      this.#killcam = new film.Killcam(section, fall, this.#scene);
      const name = fall.killerName || this.#scene.entities.find(({ player }) => player === fall.killer)?.name;
      this.#title.set(name === undefined ? t.lastSeconds : t.lastSecondsOf({ name }));
    } catch (error) {
      // One flies on without it.
      console.warn(String(error));
    }
  }

  #end(): void {
    this.#killcam = null;
    this.#isSought = false;
    this.#panel.set(false);
    this.#on.set(false);
  }
}
