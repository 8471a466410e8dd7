import { LiveText, LiveVisibility, add } from "../ui/dom";
import { tPanels } from "../words/panels";
import type { OwnRoom } from "./own";

/** Locks a room, or opens it again. */
export class LockButton {
  readonly #visibility: LiveVisibility;
  readonly #label: LiveText;
  #room: OwnRoom | null = null;
  #isLocked = false;

  constructor(parent: Element) {
    const button = add(parent, "button", "small");
    button.type = "button";
    button.addEventListener("click", () => void this.#turn());
    this.#label = new LiveText(button);
    this.#visibility = new LiveVisibility(button);
  }

  /** Is for this room from now on, if for any. */
  showFor(room: OwnRoom | null): void {
    this.#room = room;
    this.#visibility.set(room !== null);
    this.#show(this.#isLocked);
    room?.isLocked().then((isLocked) => this.#show(isLocked), () => undefined);
  }

  async #turn(): Promise<void> {
    const isLocked = !this.#isLocked;
    await this.#room?.lock(isLocked).then(() => this.#show(isLocked), () => undefined);
  }

  #show(isLocked: boolean): void {
    this.#isLocked = isLocked;
    this.#label.set(isLocked ? tPanels.unlock : tPanels.lock);
  }
}
