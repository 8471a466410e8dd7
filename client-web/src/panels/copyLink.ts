import { linkTo } from "../friend";
import { LiveText, LiveVisibility, add } from "../ui/dom";
import { tPanels } from "../words/panels";

const DONE_MS = 2500;

/** A button that copies a link by which somebody else comes to this pilot. Where that is forbidden it shows the link. */
export class CopyLink {
  readonly #visibility: LiveVisibility;
  readonly #link: HTMLInputElement;
  readonly #linkVisibility: LiveVisibility;
  readonly #label: LiveText;
  #name = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parent: Element) {
    const box = add(parent, "div", "copy-link");
    const button = add(box, "button", "small");
    button.type = "button";
    this.#label = new LiveText(button);
    button.addEventListener("click", () => void this.#copy());
    this.#link = add(box, "input");
    this.#link.readOnly = true;
    this.#link.ariaLabel = tPanels.linkToMe;
    // The keys are the ship's again.
    this.#link.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" || key === "Enter") this.#linkVisibility.set(false);
    });
    this.#linkVisibility = new LiveVisibility(this.#link);
    this.#visibility = new LiveVisibility(box);
    this.#rest();
  }

  /** Links to a pilot of this name; to nobody if it is empty. */
  showFor(name: string): void {
    this.#visibility.set(name !== "");
    if (name === this.#name) return;
    this.#name = name;
    this.#linkVisibility.set(false);
    this.#rest();
  }

  async #copy(): Promise<void> {
    const link = linkTo(location.href, this.#name);
    try {
      await navigator.clipboard.writeText(link);
      this.#label.set(tPanels.copied);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#rest(), DONE_MS);
    } catch {
      // Over plain HTTP, say, browsers let nobody write there.
      this.#link.value = link;
      this.#linkVisibility.set(true);
      this.#link.focus();
      this.#link.select();
    }
  }

  #rest(): void {
    this.#label.set(tPanels.copyLink);
  }
}
