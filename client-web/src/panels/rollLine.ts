import type { RollRow } from "../roll";
import type { KeptNames } from "../state/kept_names";
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
  readonly #star: HTMLButtonElement;
  readonly #starChoice: LiveVisibility;
  readonly #starSign: LiveText;
  readonly #choice: LiveVisibility;
  readonly #verb: LiveText;
  readonly #kick: HTMLButtonElement;
  readonly #kickChoice: LiveVisibility;
  #label = "";
  #row: RollRow | null = null;

  readonly #mutes: KeptNames;
  readonly #friends: KeptNames;
  readonly #isOwn: (player: number) => boolean;
  readonly #mayKick: () => boolean;

  constructor(
    mutes: KeptNames,
    friends: KeptNames,
    /** Whether this one is who looks at the list. */
    isOwn: (player: number) => boolean,
    onChange: () => void,
    onChoose: (player: number) => void,
    /** Sends somebody away, for who may do that. */
    kick: () => ((row: RollRow) => void) | null,
  ) {
    this.#mutes = mutes;
    this.#friends = friends;
    this.#isOwn = isOwn;
    this.#mayKick = () => kick() !== null;
    this.element = document.createElement("tr");
    this.#own = new LiveClass(this.element, "own");
    this.#bot = new LiveClass(this.element, "bot");
    const name = add(this.element, "td", "name");
    name.addEventListener("click", () => onChoose(this.#row?.player ?? 0));
    this.#name = new LiveText(name);
    this.#score = new LiveNumber(add(this.element, "td"), count);
    this.#ping = new LiveText(add(this.element, "td"));
    this.#star = addButton(this.element);
    this.#starChoice = new LiveVisibility(this.#star);
    this.#starSign = new LiveText(this.#star);
    this.#star.addEventListener("click", () => {
      if (this.#row === null) return;
      friends.toggle(this.#row.name);
      onChange();
    });
    this.#button = addButton(this.element);
    this.#verb = new LiveText(this.#button);
    this.#choice = new LiveVisibility(this.#button);
    this.#button.addEventListener("click", () => {
      if (this.#row === null) return;
      mutes.toggle(this.#row.name);
      onChange();
    });
    this.#button.after(" ");
    this.#kick = add(this.#button.parentElement!, "button", "small", tPanels.kick);
    this.#kick.type = "button";
    this.#kickChoice = new LiveVisibility(this.#kick);
    this.#kick.addEventListener("click", () => this.#row !== null && kick()?.(this.#row));
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
    this.#kickChoice.set(row.talks && !own && this.#mayKick());
    this.#starChoice.set(!row.bot && !own);
    const isFriend = this.#friends.has(row.name);
    this.#starSign.set(isFriend ? "★" : "☆");
    this.#star.ariaPressed = String(isFriend);
    const isMuted = this.#mutes.has(row.name);
    this.#verb.set(isMuted ? tPanels.unmute : tPanels.mute);
    const label = (isMuted ? tPanels.unmuteName : tPanels.muteName)({ name: row.name });
    if (label === this.#label) return;
    this.#label = label;
    this.#star.ariaLabel = tPanels.friendName({ name: row.name });
    this.#button.ariaLabel = label;
    this.#kick.ariaLabel = tPanels.kickName({ name: row.name });
  }
}

function addButton(row: Element): HTMLButtonElement {
  const button = add(add(row, "td"), "button", "small");
  button.type = "button";
  return button;
}

function nameOf({ name, bot, autopilot }: RollRow): string {
  return bot ? tPanels.namedBot({ name }) : autopilot ? tPanels.namedAutopilot({ name }) : name;
}
