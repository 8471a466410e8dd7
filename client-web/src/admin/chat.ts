import { add } from "../ui/dom";
import type { Line, Row } from "./desk";
import { addButton } from "./form";
import { askToMute, type Act } from "./players";
import { Rows } from "./rows";
import { t } from "../words";
import { tAdmin } from "../words/admin";
import { tPanels } from "../words/panels";

type Speaker = Pick<Row, "client" | "role" | "name">;

/** What is drawn of a line, with whoever said it if it can be muted. */
export interface Spoken {
  readonly name: string;
  readonly text: string;
  readonly speaker: Speaker | null;
}

/** What people say, the latest first, and a way to silence them. */
export class Chat {
  readonly #rows: Rows<Spoken>;

  readonly #act: Act;

  constructor(
    parent: Element,
    act: Act,
  ) {
    this.#act = act;
    const section = add(parent, "section");
    add(section, "h2", "", t.chat);
    this.#rows = new Rows(section, tAdmin.nobodySaid, ({ name, text }) => `${name} ${text}`, (item, line) => this.#fill(item, line));
  }

  show(lines: readonly Line[], here: readonly Row[]): void {
    this.#rows.show(spoken(lines, here));
  }

  #fill(item: Element, { name, text, speaker }: Spoken): void {
    const said = add(item, "div");
    add(said, "b", "", name);
    said.append(` ${text}`);
    if (speaker !== null) addButton(add(item, "div", "buttons"), tPanels.mute, () => askToMute(speaker, this.#act));
  }
}

/** What is drawn of these lines, the latest first. How old they are and how long their speakers are here is not. */
export function spoken(lines: readonly Line[], here: readonly Row[]): Spoken[] {
  const speakerOf = ({ room, player }: Line): Speaker | null => {
    const row = here.find((it) => it.room === room && it.player === player && it.role !== "spectator");
    return row === undefined || row.muted_s > 0 ? null : { client: row.client, role: row.role, name: row.name };
  };
  const latestFirst = [...lines].sort((a, b) => a.age_s - b.age_s);
  return latestFirst.map((line) => ({ name: line.name, text: line.text, speaker: speakerOf(line) }));
}
