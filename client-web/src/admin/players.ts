import { NAME_CHARS_MAX } from "../protocol/table";
import { add } from "../ui/dom";
import { limitText } from "../ui/limit";
import type { Desk, Row } from "./desk";
import { addButton, addCheck, addChoice, addInput, addLength, ask, HOUR_MINUTES } from "./form";
import { Rows } from "./rows";
import { minutesOf } from "./words";
import { tAdmin } from "../words/admin";
import { tPanels } from "../words/panels";

/** Has something done at the desk, and shows the page anew. Says why it was not done, or nothing. */
export type Act = (deed: (desk: Desk) => Promise<unknown>) => Promise<string>;

/** What is drawn of somebody. */
export interface Drawn {
  readonly client: number;
  readonly name: string;
  readonly standing: string;
  readonly facts: string;
  /** For how much longer it is muted, if it is. */
  readonly muted: string;
  readonly flies: boolean;
}

/** Everybody who is here, with what may be done about them. */
export class Players {
  readonly #count: HTMLElement;
  readonly #rows: Rows<Drawn>;
  #here: readonly Row[] = [];

  readonly #act: Act;

  constructor(
    parent: Element,
    act: Act,
  ) {
    this.#act = act;
    const section = add(parent, "section");
    this.#count = add(section, "h2");
    this.#rows = new Rows(section, tAdmin.nobodyHere, ({ client }) => String(client), (item, row) => this.#fill(item, row));
  }

  show(rows: readonly Row[]): void {
    this.#count.textContent = tAdmin.players({ count: rows.length });
    this.#here = rows;
    this.#rows.show(rows.map(drawn));
  }

  #fill(item: Element, { client, name, standing, facts, muted, flies }: Drawn): void {
    const who = add(item, "div");
    add(who, "b", "", name);
    add(who, "span", "dim", ` ${standing}`);
    add(who, "div", "dim", facts);
    if (muted !== "") add(who, "div", "muted", muted);
    const buttons = add(item, "div", "buttons");
    // What is known by then, for not all of it is drawn.
    const addDeed = (label: string, deed: (row: Row) => void): void => {
      addButton(buttons, label, () => this.#here.filter((row) => row.client === client).forEach(deed));
    };
    if (flies) addDeed(tAdmin.rename, (row) => this.#rename(row));
    if (muted !== "") addDeed(tPanels.unmute, () => void this.#act((desk) => desk.mute(client, 0, "")));
    else if (flies) addDeed(tPanels.mute, (row) => askToMute(row, this.#act));
    addDeed(tAdmin.kick, (row) => this.#kick(row));
    addDeed(tAdmin.ban, (row) => this.#ban(row));
  }

  #kick(row: Row): void {
    ask(tAdmin.kickWho({ name: called(row) }), tAdmin.kick, (fields) => {
      const reason = addInput(fields, tAdmin.reasonPlayer);
      return () => this.#act((desk) => desk.kick(row.client, reason.value));
    });
  }

  #ban(row: Row): void {
    ask(tAdmin.banWho({ name: called(row) }), tAdmin.ban, (fields) => {
      const player = ["player", row.stored === null ? tAdmin.itsAddress : tAdmin.thePlayer(row.stored)] as const;
      const target = addChoice(fields, tAdmin.whom, [player, ["address", tAdmin.everybodyAt(row)]]);
      const minutes = addLength(fields);
      const address = this.#addAddress(fields, row, target);
      const reason = addInput(fields, tAdmin.reasonPlayer);
      return () => {
        const whom = target.value === "player" ? { client: row.client } : { network: row.address };
        return this.#act((desk) => desk.ban(whom, minutes(), reason.value, address()));
      };
    });
  }

  /** Offers to ban the address too, for who clears its cookies is a new player. Gives for how many minutes. */
  #addAddress(fields: Element, { stored, address, others_there }: Row, target: HTMLSelectElement): () => number | null {
    if (stored === null || others_there === null) return () => null;
    const box = addCheck(fields, tAdmin.andAddress({ address, others: tAdmin.othersFrom({ count: others_there }) }));
    const wanted = (): boolean => target.value === "player" && box.checked;
    target.addEventListener("change", () => {
      box.disabled = target.value !== "player";
    });
    return () => (wanted() ? HOUR_MINUTES : null);
  }

  #rename(row: Row): void {
    ask(tAdmin.renameWho({ name: called(row) }), tAdmin.rename, (fields) => {
      const name = addInput(fields, tAdmin.newName);
      name.required = true;
      limitText(name, NAME_CHARS_MAX);
      return () => this.#act((desk) => desk.rename(row.client, name.value));
    });
  }
}

/** Asks for how long somebody is to be silent. */
export function askToMute(row: Pick<Row, "client" | "role" | "name">, act: Act): void {
  ask(tAdmin.muteWho({ name: called(row) }), tPanels.mute, (fields) => {
    const minutes = addInput(fields, tAdmin.forMinutes, "number");
    minutes.min = "1";
    minutes.value = "10";
    minutes.required = true;
    const reason = addInput(fields, tAdmin.reasonRecord);
    return () => act((desk) => desk.mute(row.client, minutes.valueAsNumber, reason.value));
  });
}

/** What is drawn of somebody: times as they are shown, so that a row does not change with each second. */
export function drawn(row: Row): Drawn {
  return {
    client: row.client,
    name: called(row),
    standing: standing(row),
    facts: tAdmin.facts({ ...row, points: row.score, time: minutesOf(row.here_s) }),
    muted: row.muted_s > 0 ? tAdmin.mutedFor({ time: minutesOf(row.muted_s) }) : "",
    flies: row.role !== "spectator",
  };
}

function called({ role, name }: Pick<Row, "role" | "name">): string {
  return role === "spectator" ? tAdmin.aSpectator : name;
}

function standing({ role, name, stored }: Row): string {
  if (role === "bot") return tAdmin.aBot;
  if (stored === null) return role === "pilot" ? tAdmin.isNew : "";
  const known = stored.claimed ? tAdmin.claimed : tAdmin.known;
  return stored.name === name ? known : tAdmin.as({ standing: known, name: stored.name });
}
