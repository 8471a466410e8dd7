import { deviceAtHand } from "../input/device";
import { followKeys, namesOf } from "../input/source_names";
import type { Choice } from "../panels/choice";
import type { Improvement, Phase, Scene, You } from "../state/scene";
import { Lazy } from "../lazy";
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
  /** Loaded once there is something to choose. */
  #choice: Lazy<Choice> | null = null;
  readonly #button: HTMLButtonElement;
  readonly #prompt: LiveText;
  #shown: Phase | null = null;
  #shownScore = 0;
  #ready = false;
  /** What flies again, in words. */
  #wayBack = "";

  readonly #onRespawn: () => void;
  readonly #onChoose: (improvement: Improvement) => void;

  constructor(
    root: Element,
    onRespawn: () => void,
    onChoose: (improvement: Improvement) => void,
    onLeave: () => void,
  ) {
    this.#onRespawn = onRespawn;
    this.#onChoose = onChoose;
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

  /** Takes the first or the second improvement that is offered. Says whether there is one. */
  choose(index: number): boolean {
    return this.#visibility.visible && this.#choice?.part?.choose(index) === true;
  }

  #offer(you: You): void {
    if (you.offer !== 0 && this.#choice === null) {
      this.#choice = new Lazy(async () => new (await import("../windows/start")).Choice(this.hintPlace, this.#onChoose));
      void this.#choice.load();
    }
    this.#choice?.part?.update(you.offer);
  }

  update(scene: Scene): void {
    const { phase, you, tick, tickRateHz } = scene;
    this.#visibility.set(phase.type === "dead");
    if (phase.type !== "dead") {
      this.#story.set("");
      this.#shown = null;
      this.#choice?.part?.update(0);
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
    this.#offer(you);
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
