import type { Profile } from "../account/api";
import { NAME_CHARS_MAX } from "../protocol/table";
import type { Scene } from "../state/scene";
import { Account } from "./account";
import { BestList } from "./bestList";
import { Boards } from "./boards";
import { LiveText, LiveVisibility, VectorText, add } from "./dom";
import { addFlightTable } from "./keyTable";
import { limitText } from "./limit";
import { openLoaded } from "./loaded";
import { FINGERS } from "./pointer";
import { recall, remember } from "../preferences";
import { t } from "../words";

/** Title, name, and one key to fly; the live room shows through. */
export class StartScreen {
  readonly #visibility: LiveVisibility;
  readonly #notice: LiveText;
  readonly #noticeVisibility: LiveVisibility;
  readonly #form: HTMLFormElement;
  readonly #label: LiveText;
  readonly #name: HTMLInputElement;
  readonly #players: LiveText;
  readonly #account: Account;
  readonly #boards: Boards;
  readonly #best: BestList;
  /** The name that the boards were last asked under: they tell the own place. */
  #knownAs: string | null = null;

  readonly #onFly: (name: string) => void;

  constructor(
    root: Element,
    /** Whom the page was opened to fly with; nobody in particular if it is empty. */
    friend: string,
    onFly: (name: string) => void,
    onWatch: () => void,
    onMeet: (own: Profile) => void,
  ) {
    this.#onFly = onFly;
    const screen = add(root, "section", "start");
    new VectorText(add(screen, "h1"), "title", "ASTEROIDS");
    this.#players = new LiveText(add(screen, "p", "tagline"));

    const notice = add(screen, "p", "notice");
    notice.setAttribute("role", "alert");
    this.#notice = new LiveText(notice);
    this.#noticeVisibility = new LiveVisibility(notice);

    this.#form = add(screen, "form", friend === "" ? "" : "with-friend");
    const label = add(this.#form, "label");
    this.#label = new LiveText(add(label, "span"));
    this.#label.set(t.yourName);
    this.#name = add(label, "input");
    limitText(this.#name, NAME_CHARS_MAX);
    this.#name.placeholder = t.optional;
    this.#name.setAttribute("autocomplete", "nickname");
    this.#name.spellcheck = false;
    this.#name.value = recall("name");
    const fly = add(this.#form, "button", "fly", friend === "" ? t.fly : t.flyWith({ name: friend }));
    fly.type = "submit";
    const watch = add(this.#form, "button", "watch", t.watch);
    watch.type = "button";
    watch.addEventListener("click", onWatch);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.fly();
    });

    this.#account = new Account(screen, root, () => this.#name.value.trim(), (own) => {
      // Who has claimed a name flies under it.
      this.#name.readOnly = own.claimed;
      this.#label.set(own.claimed ? t.yourNameClaimed : t.yourName);
      if (own.claimed && own.name !== null) this.#name.value = own.name;
      if (own.name !== this.#knownAs) this.#boards.refresh();
      this.#knownAs = own.name;
      onMeet(own);
    });
    this.#boards = new Boards(screen, (name) => {
      void openLoaded(root, import("../windows/start"), ({ showProfileOf }) => void showProfileOf(root, name));
    });
    this.#best = new BestList(screen);
    addFlightTable(screen);
    this.#visibility = new LiveVisibility(screen);
  }

  get visible(): boolean {
    return this.#visibility.visible;
  }

  /** Has the server know this browser: a WebSocket takes its cookie along, but brings none. */
  meet(): Promise<void> {
    return this.#account.refresh();
  }

  /** Takes off under the name in the field. */
  fly(): void {
    const name = this.#name.value.trim();
    remember("name", name);
    // Keys are for the ship from here on.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    this.#onFly(name);
  }

  update({ phase, radar }: Scene): void {
    const opening = phase.type === "start" && !this.visible;
    this.#visibility.set(phase.type === "start");
    if (phase.type !== "start") return;
    this.#notice.set(phase.notice);
    this.#noticeVisibility.set(phase.notice !== "");
    const flying = radar.players + radar.bots;
    this.#players.set(flying > 0 ? t.taglineShips({ count: flying }) : t.tagline);
    if (opening) {
      void this.#account.refresh();
      this.#boards.refresh();
      void this.#best.refresh();
    }
    // With a keyboard at hand; on a phone this would open one over the game.
    if (opening && !FINGERS.matches) this.#name.focus();
  }
}
