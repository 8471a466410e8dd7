import type { Focus } from "../protocol/to_server";
import type { Scene } from "../state/scene";
import { nameOf } from "../state/ships";
import { LiveClass, LiveText, LiveVisibility, add } from "../ui/dom";
import type { Watch } from "./watch";
import { t } from "../words";
import { tWatch } from "../words/watch";

const REFRESH_MS = 250;

/** What the bar has done besides what the watch does itself. */
export interface BarCallbacks {
  onFly(): void;
  onLeave(): void;
}

/** What is watched, and how to watch something else. */
export class Bar {
  readonly #visibility: LiveVisibility;
  readonly #watched: LiveText;
  readonly #directed: LiveClass;
  readonly #director: HTMLButtonElement;
  #refreshedMs = -Infinity;

  readonly #watch: Watch;

  constructor(
    root: Element,
    watch: Watch,
    { onFly, onLeave }: BarCallbacks,
  ) {
    this.#watch = watch;
    const bar = add(root, "section", "spectator furniture");
    bar.setAttribute("aria-label", tWatch.watching);
    const line = add(bar, "p", "watching");
    this.#watched = new LiveText(add(line, "b"));
    add(bar, "p", "hint by-keys", tWatch.hintKeys);
    add(bar, "p", "hint by-touch", tWatch.hintTouch);
    const buttons = add(bar, "div", "buttons");
    addButton(buttons, "◀", () => watch.step(-1)).ariaLabel = tWatch.previousPlayer;
    this.#director = addButton(buttons, tWatch.director, () => watch.direct());
    this.#director.title = tWatch.directorHint;
    addButton(buttons, "▶", () => watch.step(1)).ariaLabel = tWatch.nextPlayer;
    addButton(buttons, t.fly, onFly);
    addButton(buttons, t.leave, onLeave);
    this.#directed = new LiveClass(bar, "directed");
    this.#visibility = new LiveVisibility(bar);
  }

  update(scene: Scene, nowMs: number): void {
    const { phase } = scene;
    this.#visibility.set(phase.type === "watching");
    if (phase.type !== "watching" || nowMs - this.#refreshedMs < REFRESH_MS) return;
    this.#refreshedMs = nowMs;
    const directed = this.#watch.aim.type === "director";
    this.#directed.set(directed);
    this.#director.ariaPressed = String(directed);
    const { caption } = this.#watch.direction.shot;
    this.#watched.set(directed && caption !== "" ? caption : watchedName(scene, phase.focus));
  }
}

function addButton(parent: Element, label: string, onClick: () => void): HTMLButtonElement {
  const button = add(parent, "button", "small", label);
  button.type = "button";
  button.addEventListener("click", () => {
    onClick();
    // The keys are for the picture again.
    button.blur();
  });
  return button;
}

/** What is watched, in words. */
export function watchedName(scene: Scene, focus: Focus): string {
  switch (focus.type) {
    case "action": {
      const followed = scene.radar.action === null ? "" : nameOf(scene, scene.radar.action.player);
      return followed === "" ? tWatch.theAction : tWatch.actionAt({ name: followed });
    }
    case "player":
      return nameOf(scene, focus.player) || tWatch.playerNumber({ player: focus.player });
    case "point":
    case "directed":
      return tWatch.aPlace;
  }
}
