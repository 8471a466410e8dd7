import { deviceAtHand } from "../input/device";
import { followKeys, namesOf } from "../input/source_names";
import type { Phase, Scene } from "../state/scene";
import { LiveText, LiveVisibility, VectorText, add } from "./dom";
import { ObituaryTable } from "./obituary";
import { FINGERS } from "./pointer";
import { secondsUntil, storyOf } from "./words";
import { t } from "../words";

/** Who did it and with what, what the life brought, and the way back. */
export class DeathScreen {
  readonly #visibility: LiveVisibility;
  readonly #title: VectorText;
  readonly #story: LiveText;
  /** Room for a word to who does not know what comes next. */
  readonly hintPlace: HTMLElement;
  readonly #obituary: ObituaryTable;
  readonly #button: HTMLButtonElement;
  readonly #prompt: LiveText;
  #shown: Phase | null = null;
  #shownScore = 0;
  #ready = false;
  /** What flies again, in words. */
  #wayBack = "";

  readonly #onRespawn: () => void;

  constructor(
    root: Element,
    onRespawn: () => void,
    onLeave: () => void,
  ) {
    this.#onRespawn = onRespawn;
    const screen = add(root, "section", "death");
    this.#title = new VectorText(add(screen, "h2"), "death-title", "");
    this.#story = new LiveText(add(screen, "p", "story"));
    this.#obituary = new ObituaryTable(screen);
    this.hintPlace = add(screen, "div", "hint-place");
    const buttons = add(screen, "div", "buttons");
    this.#button = add(buttons, "button", "fly");
    this.#button.type = "button";
    this.#button.disabled = true;
    this.#prompt = new LiveText(this.#button);
    const leave = add(buttons, "button", "small", t.leave);
    leave.type = "button";
    leave.addEventListener("click", onLeave);
    screen.addEventListener("click", ({ target }) => {
      if (target !== leave) this.respawn();
    });
    this.#visibility = new LiveVisibility(screen);
    followKeys(() => (this.#wayBack = wayBack()));
  }

  /** Flies again, if it is time. Says whether it is. */
  respawn(): boolean {
    if (!this.#visibility.visible || !this.#ready) return false;
    this.#onRespawn();
    return true;
  }

  update(scene: Scene): void {
    const { phase, you, tick, tickRateHz } = scene;
    this.#visibility.set(phase.type === "dead");
    if (phase.type !== "dead") {
      this.#story.set("");
      this.#shown = null;
      return;
    }
    // What was fired before may still score.
    if (phase !== this.#shown || you.score !== this.#shownScore) {
      this.#shown = phase;
      this.#shownScore = you.score;
      this.#title.set(you.lives === 0 ? t.gameOver : t.destroyed);
      this.#story.set(storyOf(phase.death, you));
    }
    this.#obituary.update(scene);
    this.#showWait(secondsUntil(you.respawnReady, tick, tickRateHz));
  }

  #showWait(leftS: number): void {
    this.#prompt.set(leftS > 0 ? t.readyIn({ seconds: leftS }) : this.#wayBack);
    const ready = leftS === 0;
    if (ready === this.#ready) return;
    this.#ready = ready;
    this.#button.disabled = !ready;
  }
}

function wayBack(): string {
  if (FINGERS.matches && deviceAtHand() === "keyboard") return t.tapToFly;
  const [key] = namesOf("respawn");
  return key === undefined ? t.clickToFly : t.keyToFly({ key });
}
