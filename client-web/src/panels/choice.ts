import "./choice.css";
import { deviceAtHand } from "../input/device";
import { followKeys, namesOf } from "../input/source_names";
import { Improvement } from "../state/scene";
import { LiveVisibility, add } from "../ui/dom";
import { FINGERS } from "../ui/pointer";
import { tPanels } from "../words/panels";
import { addShipPicture } from "./shipPicture";

/** What each improvement is called, and what it does. */
export const IMPROVEMENTS: Record<Improvement, readonly [name: string, does: string]> = {
  [Improvement.SpareShield]: [tPanels.spareShield, tPanels.spareShieldDoes],
  [Improvement.QuickJump]: [tPanels.quickJump, tPanels.quickJumpDoes],
  [Improvement.LongHold]: [tPanels.longHold, tPanels.longHoldDoes],
  [Improvement.MineLayer]: [tPanels.mineLayer, tPanels.mineLayerDoes],
  [Improvement.WideScoop]: [tPanels.wideScoop, tPanels.wideScoopDoes],
};
const PICTURE_PX = 56;
/** The keys of the first quick words choose while there is something to choose. */
const KEYS = ["sayHello", "sayThanks"] as const;

/** The improvements of which a pilot may have one for the rest of its run. */
export class Choice {
  readonly #panel: HTMLElement;
  readonly #visibility: LiveVisibility;
  #offer = 0;

  readonly #onChoose: (improvement: Improvement) => void;

  /** Stands before this place. */
  constructor(place: HTMLElement, onChoose: (improvement: Improvement) => void) {
    this.#onChoose = onChoose;
    this.#panel = document.createElement("div");
    this.#panel.className = "choice";
    place.before(this.#panel);
    this.#panel.role = "group";
    this.#panel.ariaLabel = tPanels.chooseOne;
    // A click beside it flies again.
    this.#panel.addEventListener("click", (event) => event.stopPropagation());
    this.#visibility = new LiveVisibility(this.#panel);
    followKeys(() => this.#list());
  }

  /** What is offered, until the server has taken a choice or the pilot flies again. */
  update(offer: number): void {
    if (offer === this.#offer) return;
    this.#offer = offer;
    this.#list();
  }

  /** Takes the first or the second. Says whether there is one. */
  choose(index: number): boolean {
    const improvement = this.#offered[index];
    if (improvement === undefined) return false;
    this.#onChoose(improvement);
    return true;
  }

  get #offered(): readonly Improvement[] {
    return Object.values(Improvement).filter((improvement) => (this.#offer >> improvement) & 1);
  }

  #list(): void {
    this.#visibility.set(this.#offer !== 0);
    this.#panel.replaceChildren();
    add(this.#panel, "p", "", tPanels.chooseOne);
    const hasKeys = !(FINGERS.matches && deviceAtHand() === "keyboard");
    this.#offered.forEach((improvement, index) => {
      const [name, does] = IMPROVEMENTS[improvement];
      const button = add(this.#panel, "button");
      button.type = "button";
      addShipPicture(button, PICTURE_PX, 1 << improvement, 0);
      const [key] = hasKeys ? namesOf(KEYS[index] ?? "sayHello") : [];
      add(button, "b", "", key === undefined ? name : `${key} · ${name}`);
      add(button, "small", "", does);
      button.addEventListener("click", () => this.choose(index));
    });
  }
}
