import { add } from "../ui/dom";
import type { Ban } from "./desk";
import { addButton, addChoice, addForm, addInput, addLength } from "./form";
import type { Act } from "./players";
import { timeOf } from "./words";

/** Who is to stay away, and a form for more. */
export class Bans {
  private readonly list: HTMLElement;

  constructor(
    parent: Element,
    private readonly act: Act,
  ) {
    const section = add(parent, "section");
    add(section, "h2", "", "Bans");
    this.list = add(section, "ul", "rows");
    const form = addForm(section, "Ban", () => {
      const whom = kind.value === "network" ? { network: target.value } : { name: target.value };
      this.act((desk) => desk.ban(whom, minutes(), reason.value));
      form.reset();
    });
    const fields = add(form, "div", "fields");
    const kind = addChoice(fields, "Whom", [
      ["network", "everybody at an address or network"],
      ["name", "the player of a name"],
    ]);
    const target = addInput(fields, "Address, network such as 192.0.2.0/24, or name");
    target.required = true;
    const minutes = addLength(fields);
    const reason = addInput(fields, "Reason, shown to the banned");
    form.prepend(fields);
  }

  show(bans: readonly Ban[]): void {
    this.list.replaceChildren();
    for (const ban of bans) this.append(ban);
    if (bans.length === 0) add(this.list, "li", "dim", "Nobody is banned.");
  }

  private append({ id, name, network, reason, ends_s }: Ban): void {
    const item = add(this.list, "li");
    const who = add(item, "div");
    add(who, "b", "", name ?? network ?? "");
    const until = ends_s === null ? "for good" : `until ${timeOf(ends_s)}`;
    add(who, "div", "dim", reason === "" ? until : `${until}: ${reason}`);
    addButton(add(item, "div", "buttons"), "Lift", () => this.act((desk) => desk.lift(id)));
  }
}
