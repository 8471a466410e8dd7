import { add } from "../ui/dom";
import type { Ban } from "./desk";
import { addButton, addCheck, addChoice, addForm, addInput, addLength, HOUR_MINUTES } from "./form";
import type { Act } from "./players";
import { Rows } from "./rows";
import { timeOf } from "./words";

/** Who is to stay away, and a form for more. */
export class Bans {
  private readonly rows: Rows<Ban>;

  constructor(
    parent: Element,
    private readonly act: Act,
  ) {
    const section = add(parent, "section");
    add(section, "h2", "", "Bans");
    this.rows = new Rows(section, "Nobody is banned.", (item, ban) => this.fill(item, ban));
    const form = addForm(section, "Ban", () => {
      const whom = kind.value === "network" ? { network: target.value } : { name: target.value };
      const address = kind.value === "name" && addresses.checked ? HOUR_MINUTES : null;
      this.act((desk) => desk.ban(whom, minutes(), reason.value, address));
      form.reset();
      addresses.disabled = true;
    });
    const fields = add(form, "div", "fields");
    const kind = addChoice(fields, "Whom", [
      ["network", "everybody at an address or network"],
      ["name", "the player of a name"],
    ]);
    const target = addInput(fields, "Address, network such as 192.0.2.0/24, or name");
    target.required = true;
    const minutes = addLength(fields);
    const addresses = addCheck(fields, "and the addresses that the player is here from for an hour, in case it clears its cookies");
    addresses.disabled = true;
    kind.addEventListener("change", () => {
      addresses.disabled = kind.value !== "name";
    });
    const reason = addInput(fields, "Reason, shown to the banned");
    form.prepend(fields);
  }

  show(bans: readonly Ban[]): void {
    this.rows.show(bans);
  }

  private fill(item: Element, { id, name, network, reason, ends_s }: Ban): void {
    const who = add(item, "div");
    add(who, "b", "", name ?? network ?? "");
    const until = ends_s === null ? "for good" : `until ${timeOf(ends_s)}`;
    add(who, "div", "dim", reason === "" ? until : `${until}: ${reason}`);
    addButton(add(item, "div", "buttons"), "Lift", () => this.act((desk) => desk.lift(id)));
  }
}
