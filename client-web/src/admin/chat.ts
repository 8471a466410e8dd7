import { add } from "../ui/dom";
import type { Line, Row } from "./desk";
import { addButton } from "./form";
import { askToMute, type Act } from "./players";
import { Rows } from "./rows";

/** What people say, the latest first, and a way to silence them. */
export class Chat {
  private readonly rows: Rows<Line & { readonly speaker: Row | undefined }>;

  constructor(
    parent: Element,
    private readonly act: Act,
  ) {
    const section = add(parent, "section");
    add(section, "h2", "", "Chat");
    this.rows = new Rows(section, "Nobody has said anything.", (item, line) => this.fill(item, line, line.speaker));
  }

  show(lines: readonly Line[], here: readonly Row[]): void {
    const latestFirst = [...lines].sort((a, b) => a.age_s - b.age_s);
    const speakerOf = ({ room, player }: Line): Row | undefined =>
      here.find((row) => row.room === room && row.player === player && row.role !== "spectator");
    // How old a line is changes all the time; when it was said does not matter here.
    this.rows.show(latestFirst.map((line) => ({ ...line, age_s: 0, speaker: speakerOf(line) })));
  }

  private fill(item: Element, { name, text }: Line, speaker: Row | undefined): void {
    const said = add(item, "div");
    add(said, "b", "", name);
    said.append(` ${text}`);
    if (speaker === undefined) return;
    const buttons = add(item, "div", "buttons");
    if (speaker.muted_s === 0) addButton(buttons, "Mute", () => askToMute(speaker, this.act));
  }
}
