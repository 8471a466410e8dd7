import { LiveText, LiveVisibility, add } from "../ui/dom";
import { tPanels } from "../words/panels";

const DONE_MS = 2500;

/** A button that copies a link by which somebody else comes. Where that is forbidden it shows the link. */
export class CopyLink {
  readonly #visibility: LiveVisibility;
  readonly #link: HTMLInputElement;
  readonly #linkVisibility: LiveVisibility;
  readonly #label: LiveText;
  #url = "";
  #what = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parent: Element) {
    const box = add(parent, "div", "copy-link");
    const button = add(box, "button", "small");
    button.type = "button";
    this.#label = new LiveText(button);
    button.addEventListener("click", () => void this.#copy());
    this.#link = add(box, "input");
    this.#link.readOnly = true;
    // The keys are the ship's again.
    this.#link.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" || key === "Enter") this.#linkVisibility.set(false);
    });
    this.#linkVisibility = new LiveVisibility(this.#link);
    this.#visibility = new LiveVisibility(box);
  }

  /** Is for this link, and says so; for nothing if it is empty. */
  showFor(link: string, what: string): void {
    this.#visibility.set(link !== "");
    if (link === this.#url) return;
    this.#url = link;
    this.#link.ariaLabel = this.#what = what;
    this.#linkVisibility.set(false);
    this.#rest();
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#url);
      this.#label.set(tPanels.copied);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#rest(), DONE_MS);
    } catch {
      // Over plain HTTP, say, browsers let nobody write there.
      this.#link.value = this.#url;
      this.#linkVisibility.set(true);
      this.#link.focus();
      this.#link.select();
    }
  }

  #rest(): void {
    this.#label.set(this.#what);
  }
}
