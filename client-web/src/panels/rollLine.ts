import type { RollRow } from "../roll";
import type { Mutes } from "../state/mutes";
import { LiveClass, LiveNumber, LiveText, LiveVisibility, add } from "../ui/dom";
import { count } from "../words";
import { tPanels } from "../words/panels";

/** Somebody who is here, in the list: what it shows is touched only when it has changed. */
export class RollLine {
  readonly element: HTMLTableRowElement;
  readonly #name: LiveText;
  readonly #score: LiveNumber;
  readonly #ping: LiveText;
  readonly #own: LiveClass;
  readonly #bot: LiveClass;
  readonly #button: HTMLButtonElement;
  readonly #choice: LiveVisibility;
  readonly #verb: LiveText;
  #label = "";
  #row: RollRow | null = null;

  readonly #mutes: Mutes;
  readonly #isOwn: (player: number) => boolean;

  constructor(
    mutes: Mutes,
    /** Whether this one is who looks at the list. */
    isOwn: (player: number) => boolean,
    onMute: () => void,
    onChoose: (player: number) => void,
  ) {
    this.#mutes = mutes;
    this.#isOwn = isOwn;
    this.element = document.createElement("tr");
    this.#own = new LiveClass(this.element, "own");
    this.#bot = new LiveClass(this.element, "bot");
    const name = add(this.element, "td", "name");
    name.addEventListener("click", () => onChoose(this.#row?.player ?? 0));
    this.#name = new LiveText(name);
    this.#score = new LiveNumber(add(this.element, "td"), count);
    this.#ping = new LiveText(add(this.element, "td"));
    this.#button = add(add(this.element, "td"), "button", "small");
    this.#button.type = "button";
    this.#verb = new LiveText(this.#button);
    this.#choice = new LiveVisibility(this.#button);
    this.#button.addEventListener("click", () => {
      if (this.#row === null) return;
      mutes.toggle(this.#row.name);
      onMute();
    });
  }

  write(row: RollRow): void {
    this.#row = row;
    const own = this.#isOwn(row.player);
    this.#own.set(own);
    this.#bot.set((row.bot || row.autopilot) && !own);
    this.#name.set(nameOf(row));
    this.#score.set(row.score);
    this.#ping.set(row.pingMs === null ? "–" : tPanels.milliseconds({ ms: row.pingMs }));
    this.#choice.set(row.talks && !own);
    const isMuted = this.#mutes.has(row.name);
    this.#verb.set(isMuted ? tPanels.unmute : tPanels.mute);
    const label = (isMuted ? tPanels.unmuteName : tPanels.muteName)({ name: row.name });
    if (label === this.#label) return;
    this.#label = label;
    this.#button.ariaLabel = label;
  }
}

function nameOf({ name, bot, autopilot }: RollRow): string {
  return bot ? tPanels.namedBot({ name }) : autopilot ? tPanels.namedAutopilot({ name }) : name;
}
