import { NOTICE_CHARS_MAX } from "../protocol/table";
import { LiveText, add } from "../ui/dom";
import { limitText } from "../ui/limit";
import type { Settings, Sizes } from "./desk";
import { addButton, addForm, addInput } from "./form";
import type { Act } from "./players";
import { tAdmin } from "../words/admin";

const LABELS: readonly (readonly [keyof Sizes, string])[] = [
  ["capacity", tAdmin.capacity],
  ["bots", tAdmin.population],
  ["spectators", tAdmin.spectators],
];

/** What everybody is told, whether anybody comes in, and how many. */
export class Server {
  readonly #inputs = new Map<keyof Sizes, HTMLInputElement>();
  readonly #drain: HTMLButtonElement;
  readonly #chat: HTMLButtonElement;
  readonly #slowS: HTMLInputElement;
  readonly #private: LiveText;
  #draining = false;
  #chatOpen = true;

  readonly #act: Act;

  constructor(
    parent: Element,
    act: Act,
  ) {
    this.#act = act;
    const section = add(parent, "section");
    add(section, "h2", "", tAdmin.server);
    const form = addForm(section, tAdmin.announce, async () => {
      const { value } = text;
      if ((await this.#act((desk) => desk.announce(value))) === "") form.reset();
    });
    const fields = add(form, "div", "fields");
    const text = addInput(fields, tAdmin.toEverybody);
    text.required = true;
    limitText(text, NOTICE_CHARS_MAX);
    form.prepend(fields);
    this.#drain = addButton(section, "", () => this.#act((desk) => desk.drain(!this.#draining)));
    this.#chat = addButton(section, "", () => this.#act((desk) => desk.setChat(!this.#chatOpen, this.#slowS.valueAsNumber)));
    this.#slowS = this.#addSlowMode(section);
    this.#addSizes(section);
    this.#private = new LiveText(add(section, "p"));
  }

  /** Shows what holds, but for what is being typed. */
  show({ now, most, draining, chat, private: rooms }: Settings): void {
    this.#draining = draining;
    const listed = rooms.map(({ room, people }) => `${room} (${people})`);
    this.#private.set(rooms.length === 0 ? "" : tAdmin.privateRooms({ rooms: listed.join(", ") }));
    this.#drain.textContent = draining ? tAdmin.letIn : tAdmin.letNone;
    this.#chatOpen = chat.open;
    this.#chat.textContent = chat.open ? tAdmin.closeChat : tAdmin.openChat;
    if (this.#slowS !== document.activeElement) this.#slowS.value = String(chat.slow_s);
    for (const [key, input] of this.#inputs) {
      input.max = String(most[key]);
      if (input !== document.activeElement) input.value = String(now[key]);
    }
  }

  #addSlowMode(section: Element): HTMLInputElement {
    const form = addForm(section, tAdmin.slowChat, () => this.#act((desk) => desk.setChat(this.#chatOpen, input.valueAsNumber)));
    const fields = add(form, "div", "fields");
    const input = addInput(fields, tAdmin.slowSeconds, "number");
    input.min = "0";
    input.max = "3600";
    input.required = true;
    form.prepend(fields);
    return input;
  }

  #addSizes(section: Element): void {
    const form = addForm(section, tAdmin.change, () => {
      const value = (key: keyof Sizes): number => Number(this.#inputs.get(key)?.value);
      const sizes = { capacity: value("capacity"), bots: value("bots"), spectators: value("spectators") };
      return this.#act((desk) => desk.resize(sizes));
    });
    const fields = add(form, "div", "fields");
    for (const [key, label] of LABELS) {
      const input = addInput(fields, label, "number");
      input.min = key === "capacity" ? "1" : "0";
      input.required = true;
      this.#inputs.set(key, input);
    }
    form.prepend(fields);
  }
}
