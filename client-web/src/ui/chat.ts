import { ink } from "../draw/palette";
import { CHAT_CHARS_MAX } from "../protocol/table";
import type { ChatLine, Scene } from "../state/scene";
import { QUICK_WORDS } from "../state/quick_words";
import type { KeptNames } from "../state/kept_names";
import { LiveVisibility, add } from "./dom";
import { fitting, limitText } from "./limit";
import { FINGERS } from "./pointer";
import { t } from "../words";

/** For so long a line shows while nobody types. */
const SHOWN_MS = 9000;

/** What people say, and a line to say something. Text is only ever drawn as text. */
export class Chat {
  readonly #panel: HTMLElement;
  readonly #log: HTMLElement;
  readonly #form: LiveVisibility;
  readonly #input: HTMLInputElement;
  /** What was said last, to be had again if the server does not take it. */
  #said = { text: "", atMs: 0 };
  /** What the lines on the page were made from, and until when they are right. */
  #made: { readonly chat: readonly ChatLine[]; readonly typing: boolean; readonly mutes: number; readonly untilMs: number } | null = null;

  readonly #mutes: KeptNames;
  readonly #onTalk: () => void;

  constructor(
    root: Element,
    mutes: KeptNames,
    onTalk: () => void,
    onSay: (text: string) => boolean,
  ) {
    this.#mutes = mutes;
    this.#onTalk = onTalk;
    this.#panel = add(root, "section", "chat");
    this.#panel.setAttribute("aria-label", t.chat);
    this.#log = add(this.#panel, "div", "lines");
    this.#log.setAttribute("role", "log");
    // New lines are spoken by the speaker, which knows which are new.
    this.#log.ariaLive = "off";
    const quick = add(this.#panel, "div", "quick");
    for (const { said, shown } of Object.values(QUICK_WORDS)) {
      const button = add(quick, "button", "small", shown);
      button.type = "button";
      // Keys have words of their own.
      button.tabIndex = -1;
      keepFocus(button);
      button.addEventListener("click", () => {
        if (onSay(said)) this.#close();
      });
    }
    const form = add(this.#panel, "form", "line");
    this.#input = add(form, "input");
    this.#input.ariaLabel = t.say;
    const suggest = (): void => {
      this.#input.placeholder = FINGERS.matches ? t.say : t.sayKeys;
    };
    suggest();
    FINGERS.addEventListener("change", suggest);
    this.#input.enterKeyHint = "send";
    limitText(this.#input, CHAT_CHARS_MAX);
    this.#input.autocomplete = "off";
    addSend(form);
    this.#form = new LiveVisibility(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // What is still being composed was not counted.
      const text = fitting(this.#input.value, CHAT_CHARS_MAX).trim();
      // A line that the server does not get stays, to be sent when the connection is back.
      if (text !== "" && !onSay(text)) return;
      this.#said = { text, atMs: performance.now() };
      this.#discard();
    });
    this.#input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#discard();
    });
    this.#input.addEventListener("blur", () => {
      // Another window has the keys for a while; this field has them again afterwards.
      if (document.activeElement !== this.#input) this.#close();
    });
  }

  /** Lets the player type. */
  open(): void {
    this.#form.set(true);
    this.#panel.classList.add("open");
    this.#onTalk();
    this.#input.focus();
  }

  update({ chat, phase, ownPlayer }: Scene, nowMs: number): void {
    const typing = this.#form.visible;
    if (phase.type === "start" && this.#input.value !== "") this.#discard();
    if (typing && phase.type === "start") this.#close();
    const made = this.#made;
    const mutes = this.#mutes;
    if (made?.chat !== chat) this.#giveBack(chat, ownPlayer);
    if (made?.chat === chat && made.typing === typing && made.mutes === mutes.changes && nowMs < made.untilMs) return;
    const shown = chat.filter((line) => !mutes.has(line.name) && (typing || nowMs - line.atMs < SHOWN_MS));
    const untilMs = typing ? Infinity : (shown[0]?.atMs ?? Infinity) + SHOWN_MS;
    this.#made = { chat, typing, mutes: mutes.changes, untilMs };
    this.#log.replaceChildren();
    for (const line of shown) this.#append(line, ownPlayer);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** Puts a line that the server has refused, with an aside, back into the field. */
  #giveBack(chat: readonly ChatLine[], ownPlayer: number): void {
    const { text, atMs } = this.#said;
    const last = chat[chat.length - 1];
    // The server has taken it.
    if (last?.player === ownPlayer) this.#said = { text: "", atMs: 0 };
    if (text === "" || last === undefined || last.player !== 0 || last.atMs < atMs) return;
    this.#said = { text: "", atMs: 0 };
    if (this.#input.value !== "") return;
    this.#input.value = text;
    // Whoever would rather say something else types over it.
    this.#input.select();
  }

  #append({ player, name, text }: ChatLine, ownPlayer: number): void {
    const item = add(this.#log, "p", player === 0 ? "aside" : "");
    if (player !== 0) {
      const who = add(item, "b", "", name);
      who.style.color = player === ownPlayer ? ink.own : ink.person;
    }
    item.append(player === 0 ? text : ` ${text}`);
  }

  #discard(): void {
    // Whoever is left while it is composing puts in what it has.
    this.#close();
    this.#input.value = "";
  }

  /** Lets the keys steer again. What is typed stays for the next time. */
  #close(): void {
    if (!this.#form.visible) return;
    this.#form.set(false);
    this.#panel.classList.remove("open");
    this.#input.blur();
  }
}

/** Sends what is typed, for fingers: not every keyboard on a screen has a key for it. */
function addSend(form: Element): void {
  const send = add(form, "button", "small by-touch", t.send);
  send.type = "submit";
  keepFocus(send);
}

/** Leaves the focus in the field: without it the form would be gone before the click. */
function keepFocus(button: HTMLElement): void {
  for (const type of ["pointerdown", "mousedown"] as const) button.addEventListener(type, (event) => event.preventDefault());
}
