import type { Scene } from "../state/scene";
import type { KeptNames } from "../state/kept_names";
import { linkTo } from "../friend";
import { codeHere } from "../room/here";
import { LockButton } from "../room/lockButton";
import { linkToRoom, ownRoomHere, type OwnRoom } from "../room/own";
import { callRoll, type Roll, type RollRow } from "../roll";
import { CopyLink } from "./copyLink";
import { told } from "../profile/profile";
import { Dialog } from "../ui/dialog";
import { LiveText, LiveVisibility, add } from "../ui/dom";
import { Elsewhere, absentOf } from "./elsewhere";
import { KeyedRows } from "./keyedRows";
import { RollLine } from "./rollLine";
import { t } from "../words";
import { tPanels } from "../words/panels";

const REFRESH_MS = 2000;

/** Who is here: score, round trip, a way not to hear somebody, and who is a friend. */
export class RollPanel {
  readonly #visibility: LiveVisibility;
  readonly #body: HTMLElement;
  readonly #rows: KeyedRows<number, RollRow>;
  readonly #note: LiveText;
  readonly #copyLink: CopyLink;
  readonly #lock: LockButton;
  readonly #friends: KeptNames;
  readonly #elsewhere: Elsewhere;
  #roll: Roll = { players: [], more: 0, spectators: 0 };
  #own = 0;
  /** The room, if it is the own one. */
  #ownRoom: OwnRoom | null = null;
  #askedMs = -Infinity;

  constructor(root: Element, mutes: KeptNames, friends: KeptNames, onChoose: (player: number) => void) {
    this.#friends = friends;
    const panel = add(root, "section", "roll overlay-panel");
    panel.setAttribute("aria-label", t.whoIsHere);
    const head = add(panel, "header");
    add(head, "h2", "", t.whoIsHere);
    this.#copyLink = new CopyLink(head);
    this.#lock = new LockButton(head);
    const scroller = add(panel, "div", "scroller");
    scroller.tabIndex = 0;
    const table = add(scroller, "table");
    const titles = add(add(table, "thead"), "tr");
    for (const [name, title] of [["name", t.name], ["", t.score], ["", tPanels.ping], ["", ""], ["", ""]] as const) add(titles, "th", name, title);
    this.#body = add(table, "tbody");
    const isOwn = (player: number): boolean => player === this.#own;
    const kick = (): ((row: RollRow) => void) | null => this.#ownRoom && ((row) => this.#askToKick(root, row));
    this.#rows = new KeyedRows(this.#body, () => new RollLine(mutes, friends, isOwn, () => this.#show(this.#roll), onChoose, kick));
    this.#note = new LiveText(add(panel, "p", "hint"));
    this.#elsewhere = new Elsewhere(panel);
    add(panel, "p", "hint", tPanels.mutedNote);
    this.#visibility = new LiveVisibility(panel);
  }

  get visible(): boolean {
    return this.#visibility.visible;
  }

  toggle(): void {
    this.#visibility.set(!this.#visibility.visible);
    this.#askedMs = -Infinity;
  }

  close(): void {
    this.#visibility.set(false);
  }

  update({ phase, room, ownPlayer, ownName }: Scene, nowMs: number): void {
    if (phase.type === "start") this.close();
    if (!this.#visibility.visible || room === 0 || nowMs - this.#askedMs < REFRESH_MS) return;
    this.#askedMs = nowMs;
    this.#own = ownPlayer;
    const code = codeHere();
    if (code !== "") this.#copyLink.showFor(linkToRoom(code), tPanels.copyRoomLink);
    else this.#copyLink.showFor(ownPlayer === 0 ? "" : linkTo(location.href, ownName), tPanels.copyLink);
    this.#lock.showFor((this.#ownRoom = ownRoomHere()));
    callRoll(code || room).then(
      (roll) => this.#show(roll),
      () => this.#note.set(tPanels.rollSilent),
    );
  }

  #askToKick(root: Element, { player, name }: RollRow): void {
    const dialog = new Dialog(root, tPanels.kickName({ name }));
    add(dialog.body, "p", "", tPanels.kickHint);
    dialog.addDeed(tPanels.kick, told(() => this.#ownRoom?.kick(player) ?? Promise.resolve()));
    dialog.addButton(t.close, () => dialog.close());
    dialog.open();
  }

  #show(roll: Roll): void {
    this.#roll = roll;
    const watching = t.watching({ count: roll.spectators });
    this.#note.set(roll.more > 0 ? tPanels.andMore({ count: roll.more, watching }) : watching);
    const rows = new Map<number, RollRow>();
    for (const row of roll.players) if (row.player === this.#own) rows.set(row.player, row);
    for (const row of roll.players) if (this.#friends.has(row.name)) rows.set(row.player, row);
    for (const row of roll.players) rows.set(row.player, row);
    this.#elsewhere.show(absentOf(this.#friends.latest, roll));
    // Nothing moves under a finger: a click that has begun ends on what it began on.
    if (this.#body.matches(":active")) return this.#rows.write(rows);
    const focused = this.#body.contains(document.activeElement) ? document.activeElement : null;
    this.#rows.arrange(rows);
    // A button that has moved keeps the focus.
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) focused.focus();
  }
}
