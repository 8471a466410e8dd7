import type { Phase, Scene } from "../state/scene";
import { LiveText, LiveVisibility, add } from "./dom";
import { t } from "../words";

/** Says that the line is down, when it is tried again if it is, and how to come back if one may. */
export class Banner {
  readonly #visibility: LiveVisibility;
  readonly #text: LiveText;
  readonly #wayBack: LiveVisibility;
  readonly #wayBackText: LiveText;
  #phase: Phase | null = null;
  #sinceMs = 0;

  constructor(root: Element, onComeBack: () => void) {
    const banner = add(root, "div", "banner");
    banner.setAttribute("role", "status");
    this.#text = new LiveText(add(banner, "span"));
    const button = add(banner, "button", "come-back");
    button.type = "button";
    button.addEventListener("click", onComeBack);
    this.#wayBack = new LiveVisibility(button);
    this.#wayBackText = new LiveText(button);
    this.#visibility = new LiveVisibility(banner);
  }

  update({ phase }: Scene, nowMs: number): void {
    this.#visibility.set(phase.type === "connecting" || phase.type === "refused");
    this.#wayBack.set(phase.type === "refused" && phase.wayBack !== "");
    if (phase.type === "refused") {
      this.#text.set(phase.reason);
      this.#wayBackText.set(phase.wayBack);
    }
    if (phase.type !== "connecting") return;
    if (phase !== this.#phase) {
      this.#phase = phase;
      this.#sinceMs = nowMs;
    }
    const leftS = Math.ceil((phase.retryInMs - (nowMs - this.#sinceMs)) / 1000);
    const what = leftS > 0 ? t.reconnectingIn({ seconds: leftS }) : phase.attempt > 2 ? t.reconnectingAttempt({ attempt: phase.attempt }) : t.reconnecting;
    this.#text.set(phase.reason === "" ? what : t.reasonAnd({ reason: phase.reason, what }));
  }
}
