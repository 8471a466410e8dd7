import { NAME_CHARS_MAX } from "../protocol/table";
import { add } from "../ui/dom";
import { limitText } from "../ui/limit";
import type { Desk, Row } from "./desk";
import { addButton, addCheck, addChoice, addInput, addLength, ask, HOUR_MINUTES } from "./form";
import { Rows } from "./rows";
import { lengthOf } from "./words";

/** Has something done at the desk, and shows the page anew. */
export type Act = (deed: (desk: Desk) => Promise<unknown>) => void;

/** Everybody who is here, with what may be done about them. */
export class Players {
  private readonly count: HTMLElement;
  private readonly rows: Rows<Row>;

  constructor(
    parent: Element,
    private readonly act: Act,
  ) {
    const section = add(parent, "section");
    this.count = add(section, "h2", "", "Players");
    this.rows = new Rows(section, "Nobody is here.", (item, row) => this.fill(item, row));
  }

  show(rows: readonly Row[]): void {
    this.count.textContent = `Players (${rows.length})`;
    this.rows.show(rows);
  }

  private fill(item: Element, row: Row): void {
    const who = add(item, "div");
    add(who, "b", "", called(row));
    add(who, "span", "dim", ` ${standing(row)}`);
    add(who, "div", "dim", `room ${row.room} · ${row.score.toLocaleString("en")} points · here for ${lengthOf(row.here_s)} · ${row.address}, in the logs ${row.pseudonym}`);
    if (row.muted_s > 0) add(who, "div", "muted", `muted for ${lengthOf(row.muted_s)} more`);
    const buttons = add(item, "div", "buttons");
    if (row.role !== "spectator") addButton(buttons, "Rename", () => this.rename(row));
    if (row.muted_s > 0) addButton(buttons, "Unmute", () => this.act((desk) => desk.mute(row.client, 0, "")));
    else if (row.role !== "spectator") addButton(buttons, "Mute", () => askToMute(row, this.act));
    addButton(buttons, "Kick", () => this.kick(row));
    addButton(buttons, "Ban", () => this.ban(row));
  }

  private kick(row: Row): void {
    ask(`Kick ${called(row)}?`, "Kick", (fields) => {
      const reason = addInput(fields, "Reason, shown to the player");
      return () => this.act((desk) => desk.kick(row.client, reason.value));
    });
  }

  private ban(row: Row): void {
    ask(`Ban ${called(row)}?`, "Ban", (fields) => {
      const player = ["player", row.stored === null ? "its address: it has no player yet" : `the player ${row.stored.name}`] as const;
      const target = addChoice(fields, "Whom", [player, ["address", `everybody at ${row.address}`]]);
      const minutes = addLength(fields);
      const address = this.addAddress(fields, row, target);
      const reason = addInput(fields, "Reason, shown to the player");
      return () => {
        const whom = target.value === "player" ? { client: row.client } : { network: row.address };
        this.act((desk) => desk.ban(whom, minutes(), reason.value, address()));
      };
    });
  }

  /** Offers to ban the address too, for who clears its cookies is a new player. Gives for how many minutes. */
  private addAddress(fields: Element, { stored, address, others_there }: Row, target: HTMLSelectElement): () => number | null {
    if (stored === null || others_there === null) return () => null;
    const others = `${others_there} ${others_there === 1 ? "other comes" : "others come"} from there`;
    const box = addCheck(fields, `and ${address} for an hour, in case it clears its cookies: ${others}`);
    const wanted = (): boolean => target.value === "player" && box.checked;
    target.addEventListener("change", () => {
      box.disabled = target.value !== "player";
    });
    return () => (wanted() ? HOUR_MINUTES : null);
  }

  private rename(row: Row): void {
    ask(`Rename ${called(row)}`, "Rename", (fields) => {
      const name = addInput(fields, "New name");
      name.required = true;
      limitText(name, NAME_CHARS_MAX);
      return () => this.act((desk) => desk.rename(row.client, name.value));
    });
  }
}

/** Asks for how long somebody is to be silent. */
export function askToMute(row: Row, act: Act): void {
  ask(`Mute ${called(row)}?`, "Mute", (fields) => {
    const minutes = addInput(fields, "For how many minutes", "number");
    minutes.min = "1";
    minutes.value = "10";
    minutes.required = true;
    const reason = addInput(fields, "Reason, for the record");
    return () => act((desk) => desk.mute(row.client, minutes.valueAsNumber, reason.value));
  });
}

function called({ role, name }: Row): string {
  return role === "spectator" ? "a spectator" : name;
}

function standing({ role, name, stored }: Row): string {
  if (role === "bot") return "a bot";
  if (stored === null) return role === "pilot" ? "new" : "";
  const known = stored.claimed ? "claimed" : "known";
  return stored.name === name ? known : `${known} as ${stored.name}`;
}
