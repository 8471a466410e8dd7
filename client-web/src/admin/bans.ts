import { add } from "../ui/dom";
import type { Ban, Row } from "./desk";
import { addButton, addCheck, addChoice, addForm, addInput, addLength, HOUR_MINUTES } from "./form";
import type { Act } from "./players";
import { Rows } from "./rows";
import { timeOf } from "./words";
import { tAdmin } from "../words/admin";

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
    add(section, "h2", "", tAdmin.bans);
    this.#rows = new Rows(section, tAdmin.nobodyBanned, ({ id }) => String(id), (item, ban) => this.#fill(item, ban));
    const form = addForm(section, tAdmin.ban, async () => {
      const whom = kind.value === "network" ? { network: target.value } : { name: target.value };
      const address = kind.value === "name" && addresses.checked ? HOUR_MINUTES : null;
      const whyNot = await this.#act((desk) => desk.ban(whom, minutes(), reason.value, address));
      if (whyNot !== "") return;
      form.reset();
      tellOthers();
    });
    const fields = add(form, "div", "fields");
    const kind = addChoice(fields, tAdmin.whom, [
      ["network", tAdmin.ofNetwork],
      ["name", tAdmin.ofName],
    ]);
    const target = addInput(fields, tAdmin.target);
    target.required = true;
    const minutes = addLength(fields);
    const addresses = addCheck(fields, tAdmin.addresses);
    const others = add(fields, "p", "dim");
    const tellOthers = (): void => {
      addresses.disabled = kind.value !== "name";
      others.textContent = addresses.disabled || target.value === "" ? "" : whoElseIsThere(target.value, this.#here);
    };
    tellOthers();
    for (const field of [kind, target, addresses]) field.addEventListener("input", tellOthers);
    const reason = addInput(fields, tAdmin.reasonBanned);
    form.prepend(fields);
  }

  show(bans: readonly Ban[], here: readonly Row[]): void {
    this.#here = here;
    this.#rows.show(bans);
  }

  #fill(item: Element, { id, name, network, reason, ends_s }: Ban): void {
    const who = add(item, "div");
    add(who, "b", "", name ?? network ?? "");
    const until = ends_s === null ? tAdmin.forGood : tAdmin.until({ time: timeOf(ends_s) });
    add(who, "div", "dim", reason === "" ? until : `${until}: ${reason}`);
    addButton(add(item, "div", "buttons"), tAdmin.lift, () => this.#act((desk) => desk.lift(id)));
  }
}

/** How many others a ban of the addresses keeps out that the player of a name is here from. */
export function whoElseIsThere(name: string, here: readonly Row[]): string {
  const plain = (text: string): string => text.normalize("NFC").trim().toLowerCase();
  const rows = here.filter((row) => row.role !== "spectator" && plain(row.stored?.name ?? row.name) === plain(name));
  if (rows.length === 0) return tAdmin.nobodyNamed;
  if (rows.some((row) => row.others_there === null)) return tAdmin.oneAddress;
  const byAddress = new Map(rows.map((row) => [row.address, row.others_there ?? 0]));
  return tAdmin.othersFrom({ count: [...byAddress.values()].reduce((sum, count) => sum + count, 0) });
}
