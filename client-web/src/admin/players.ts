import { NAME_CHARS_MAX } from "../protocol/table";
import { add } from "../ui/dom";
import { limitText } from "../ui/limit";
import type { Desk, Row } from "./desk";
import { addButton, addCheck, addChoice, addInput, addLength, ask, HOUR_MINUTES } from "./form";
import { Rows } from "./rows";
import { minutesOf, othersFrom } from "./words";

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
    this.#count = add(section, "h2", "", "Players");
    this.#rows = new Rows(section, "Nobody is here.", ({ client }) => String(client), (item, row) => this.#fill(item, row));
  }

  show(rows: readonly Row[]): void {
    this.#count.textContent = `Players (${rows.length})`;
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
    if (flies) addDeed("Rename", (row) => this.#rename(row));
    if (muted !== "") addDeed("Unmute", () => void this.#act((desk) => desk.mute(client, 0, "")));
    else if (flies) addDeed("Mute", (row) => askToMute(row, this.#act));
    addDeed("Kick", (row) => this.#kick(row));
    addDeed("Ban", (row) => this.#ban(row));
  }

  #kick(row: Row): void {
    ask(`Kick ${called(row)}?`, "Kick", (fields) => {
      const reason = addInput(fields, "Reason, shown to the player");
      return () => this.#act((desk) => desk.kick(row.client, reason.value));
    });
  }

  #ban(row: Row): void {
    ask(`Ban ${called(row)}?`, "Ban", (fields) => {
      const player = ["player", row.stored === null ? "its address: it has no player yet" : `the player ${row.stored.name}`] as const;
      const target = addChoice(fields, "Whom", [player, ["address", `everybody at ${row.address}`]]);
      const minutes = addLength(fields);
      const address = this.#addAddress(fields, row, target);
      const reason = addInput(fields, "Reason, shown to the player");
      return () => {
        const whom = target.value === "player" ? { client: row.client } : { network: row.address };
        return this.#act((desk) => desk.ban(whom, minutes(), reason.value, address()));
      };
    });
  }

  /** Offers to ban the address too, for who clears its cookies is a new player. Gives for how many minutes. */
  #addAddress(fields: Element, { stored, address, others_there }: Row, target: HTMLSelectElement): () => number | null {
    if (stored === null || others_there === null) return () => null;
    const box = addCheck(fields, `and ${address} for an hour, in case it clears its cookies: ${othersFrom(others_there)}`);
    const wanted = (): boolean => target.value === "player" && box.checked;
    target.addEventListener("change", () => {
      box.disabled = target.value !== "player";
    });
    return () => (wanted() ? HOUR_MINUTES : null);
  }

  #rename(row: Row): void {
    ask(`Rename ${called(row)}`, "Rename", (fields) => {
      const name = addInput(fields, "New name");
      name.required = true;
      limitText(name, NAME_CHARS_MAX);
      return () => this.#act((desk) => desk.rename(row.client, name.value));
    });
  }
}

/** Asks for how long somebody is to be silent. */
export function askToMute(row: Pick<Row, "client" | "role" | "name">, act: Act): void {
  ask(`Mute ${called(row)}?`, "Mute", (fields) => {
    const minutes = addInput(fields, "For how many minutes", "number");
    minutes.min = "1";
    minutes.value = "10";
    minutes.required = true;
    const reason = addInput(fields, "Reason, for the record");
    return () => act((desk) => desk.mute(row.client, minutes.valueAsNumber, reason.value));
  });
}

/** What is drawn of somebody: times as they are shown, so that a row does not change with each second. */
export function drawn(row: Row): Drawn {
  return {
    client: row.client,
    name: called(row),
    standing: standing(row),
    facts: `room ${row.room} · ${row.score.toLocaleString("en")} points · here for ${minutesOf(row.here_s)} · ${row.address}, in the logs ${row.pseudonym}`,
    muted: row.muted_s > 0 ? `muted for ${minutesOf(row.muted_s)} more` : "",
    flies: row.role !== "spectator",
  };
}

function called({ role, name }: Pick<Row, "role" | "name">): string {
  return role === "spectator" ? "a spectator" : name;
}

function standing({ role, name, stored }: Row): string {
  if (role === "bot") return "a bot";
  if (stored === null) return role === "pilot" ? "new" : "";
  const known = stored.claimed ? "claimed" : "known";
  return stored.name === name ? known : `${known} as ${stored.name}`;
}
