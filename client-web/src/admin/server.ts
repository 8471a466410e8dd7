import { add } from "../ui/dom";
import type { Settings, Sizes } from "./desk";
import { addButton, addForm, addInput } from "./form";
import type { Act } from "./players";

const LABELS: readonly (readonly [keyof Sizes, string])[] = [
  ["capacity", "Pilots in a room"],
  ["bots", "Population that bots fill a room to"],
  ["spectators", "Spectators in all"],
];

/** What everybody is told, whether anybody comes in, and how many. */
export class Server {
  private readonly inputs = new Map<keyof Sizes, HTMLInputElement>();
  private readonly drain: HTMLButtonElement;
  private draining = false;

  constructor(
    parent: Element,
    private readonly act: Act,
  ) {
    const section = add(parent, "section");
    add(section, "h2", "", "Server");
    const form = addForm(section, "Announce", () => {
      const { value } = text;
      this.act((desk) => desk.announce(value));
      form.reset();
    });
    const fields = add(form, "div", "fields");
    const text = addInput(fields, "To everybody who is here");
    text.required = true;
    text.maxLength = 200;
    form.prepend(fields);
    this.drain = addButton(section, "", () => this.act((desk) => desk.drain(!this.draining)));
    this.addSizes(section);
  }

  /** Shows what holds, but for what is being typed. */
  show({ now, most, draining }: Settings): void {
    this.draining = draining;
    this.drain.textContent = draining ? "Let newcomers in again" : "Let no newcomers in";
    for (const [key, input] of this.inputs) {
      input.max = String(most[key]);
      if (input !== document.activeElement) input.value = String(now[key]);
    }
  }

  private addSizes(section: Element): void {
    const form = addForm(section, "Change", () => {
      const value = (key: keyof Sizes): number => Number(this.inputs.get(key)?.value);
      const sizes = { capacity: value("capacity"), bots: value("bots"), spectators: value("spectators") };
      this.act((desk) => desk.resize(sizes));
    });
    const fields = add(form, "div", "fields");
    for (const [key, label] of LABELS) {
      const input = addInput(fields, label, "number");
      input.min = key === "capacity" ? "1" : "0";
      input.required = true;
      this.inputs.set(key, input);
    }
    form.prepend(fields);
  }
}
