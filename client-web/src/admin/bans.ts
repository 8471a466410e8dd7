import { add } from "../ui/dom";
import type { Ban, Row } from "./desk";
import { addButton, addCheck, addChoice, addForm, addInput, addLength, HOUR_MINUTES } from "./form";
import type { Act } from "./players";
import { Rows } from "./rows";
import { othersFrom, timeOf } from "./words";

/** Who is to stay away, and a form for more. */
export class Bans {
  readonly #rows: Rows<Ban>;
  #here: readonly Row[] = [];

  readonly #act: Act;

  constructor(
    parent: Element,
    act: Act,
  ) {
    this.#act = act;
    const section = add(parent, "section");
    add(section, "h2", "", "Bans");
    this.#rows = new Rows(section, "Nobody is banned.", ({ id }) => String(id), (item, ban) => this.#fill(item, ban));
    const form = addForm(section, "Ban", async () => {
      const whom = kind.value === "network" ? { network: target.value } : { name: target.value };
      const address = kind.value === "name" && addresses.checked ? HOUR_MINUTES : null;
      const whyNot = await this.#act((desk) => desk.ban(whom, minutes(), reason.value, address));
      if (whyNot !== "") return;
      form.reset();
      tellOthers();
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
    const others = add(fields, "p", "dim");
    const tellOthers = (): void => {
      addresses.disabled = kind.value !== "name";
      others.textContent = addresses.disabled || target.value === "" ? "" : whoElseIsThere(target.value, this.#here);
    };
    tellOthers();
    for (const field of [kind, target, addresses]) field.addEventListener("input", tellOthers);
    const reason = addInput(fields, "Reason, shown to the banned");
    form.prepend(fields);
  }

  show(bans: readonly Ban[], here: readonly Row[]): void {
    this.#here = here;
    this.#rows.show(bans);
  }

  #fill(item: Element, { id, name, network, reason, ends_s }: Ban): void {
    const who = add(item, "div");
    add(who, "b", "", name ?? network ?? "");
    const until = ends_s === null ? "for good" : `until ${timeOf(ends_s)}`;
    add(who, "div", "dim", reason === "" ? until : `${until}: ${reason}`);
    addButton(add(item, "div", "buttons"), "Lift", () => this.#act((desk) => desk.lift(id)));
  }
}

/** How many others a ban of the addresses keeps out that the player of a name is here from. */
export function whoElseIsThere(name: string, here: readonly Row[]): string {
  const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase();
  const rows = here.filter((row) => row.role !== "spectator" && plain(row.stored?.name ?? row.name) === plain(name));
  if (rows.length === 0) return "Nobody of this name is here: no address is banned.";
  if (rows.some((row) => row.others_there === null)) return "Everybody comes by one address: it is not banned.";
  const byAddress = new Map(rows.map((row) => [row.address, row.others_there ?? 0]));
  return othersFrom([...byAddress.values()].reduce((sum, count) => sum + count, 0));
}
