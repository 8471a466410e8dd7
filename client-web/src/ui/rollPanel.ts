import type { Scene } from "../state/scene";
import type { Mutes } from "../state/mutes";
import { callRoll, type Roll, type RollRow } from "../roll";
import { CopyLink } from "./copyLink";
import { LiveVisibility, add } from "./dom";

const REFRESH_MS = 2000;

/** Who is here: score, round trip, and a way not to hear somebody. */
export class RollPanel {
  private readonly visibility: LiveVisibility;
  private readonly rows: HTMLElement;
  private readonly note: HTMLElement;
  private readonly copyLink: CopyLink;
  private roll: Roll = { players: [], more: 0, spectators: 0 };
  private own = 0;
  private askedMs = -Infinity;

  constructor(
    root: Element,
    private readonly mutes: Mutes,
  ) {
    const panel = add(root, "section", "roll overlay-panel");
    panel.setAttribute("aria-label", "Who is here");
    const head = add(panel, "header");
    add(head, "h2", "", "Who is here");
    this.copyLink = new CopyLink(head);
    const table = add(add(panel, "div", "scroller"), "table");
    const titles = add(add(table, "thead"), "tr");
    for (const title of ["name", "score", "ping", ""]) add(titles, "th", title === "name" ? title : "", title);
    this.rows = add(table, "tbody");
    this.note = add(panel, "p", "hint");
    add(panel, "p", "hint", "Muted names stay muted in this browser.");
    this.visibility = new LiveVisibility(panel);
  }

  get visible(): boolean {
    return this.visibility.visible;
  }

  toggle(): void {
    this.visibility.set(!this.visibility.visible);
    this.askedMs = -Infinity;
  }

  close(): void {
    this.visibility.set(false);
  }

  update({ phase, room, ownPlayer, ownName }: Scene, nowMs: number): void {
    if (phase.type === "start") this.close();
    this.copyLink.showFor(ownPlayer === 0 ? "" : ownName);
    if (!this.visibility.visible || room === 0 || nowMs - this.askedMs < REFRESH_MS) return;
    this.askedMs = nowMs;
    this.own = ownPlayer;
    callRoll(room).then(
      (roll) => this.show(roll),
      () => (this.note.textContent = "The server does not say who is here."),
    );
  }

  private show(roll: Roll): void {
    this.roll = roll;
    // A button that has the focus keeps it.
    const focused = this.rows.contains(document.activeElement) ? document.activeElement?.getAttribute("data-name") : null;
    this.rows.replaceChildren();
    const isOwn = ({ player }: RollRow): boolean => player === this.own;
    for (const row of roll.players) if (isOwn(row)) this.append(row);
    for (const row of roll.players) if (!isOwn(row)) this.append(row);
    if (typeof focused === "string") this.rows.querySelector<HTMLElement>(`[data-name="${CSS.escape(focused)}"]`)?.focus();
    const more = roll.more > 0 ? `and ${roll.more} more · ` : "";
    this.note.textContent = `${more}${roll.spectators} watching`;
  }

  private append(row: RollRow): void {
    const line = add(this.rows, "tr", row.player === this.own ? "own" : row.bot ? "bot" : "");
    add(line, "td", "name", row.bot ? `${row.name} (bot)` : row.name);
    add(line, "td", "", row.score.toLocaleString("en"));
    add(line, "td", "", row.pingMs === null ? "–" : `${row.pingMs} ms`);
    const choice = add(line, "td");
    if (!row.talks || row.player === this.own) return;
    const muted = this.mutes.has(row.name);
    const button = add(choice, "button", "small", muted ? "Unmute" : "Mute");
    button.type = "button";
    button.ariaLabel = `${muted ? "Unmute" : "Mute"} ${row.name}`;
    button.setAttribute("data-name", row.name);
    button.addEventListener("click", () => {
      this.mutes.toggle(row.name);
      this.show(this.roll);
    });
  }
}
