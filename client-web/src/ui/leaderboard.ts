import type { LeaderboardRow, Radar, Scene } from "../state/scene";
import { LiveClass, LiveNumber, LiveText, LiveVisibility, add } from "./dom";

const ROWS_MAX = 10;

class Row {
  private readonly visibility: LiveVisibility;
  private readonly own: LiveClass;
  private readonly bot: LiveClass;
  private readonly rank: LiveNumber;
  private readonly name: LiveText;
  private readonly score: LiveNumber;

  constructor(parent: Element) {
    const row = add(parent, "li");
    this.rank = new LiveNumber(add(row, "span", "rank"));
    this.name = new LiveText(add(row, "span", "name"));
    this.score = new LiveNumber(add(row, "span", "points"));
    this.own = new LiveClass(row, "own");
    this.bot = new LiveClass(row, "bot");
    this.visibility = new LiveVisibility(row);
  }

  show(rank: number, name: string, score: number, own: boolean, bot: boolean): void {
    this.rank.set(rank);
    this.name.set(name);
    this.score.set(score);
    this.own.set(own);
    this.bot.set(bot);
    this.visibility.set(true);
  }

  hide(): void {
    this.visibility.set(false);
  }
}

/** The best of the room, where the pilot stands among them, and how many are there. */
export class Leaderboard {
  private readonly visibility: LiveVisibility;
  private readonly rows: readonly Row[];
  private readonly ownRow: Row;
  private readonly players: LiveNumber;
  private readonly bots: LiveNumber;
  private readonly spectators: LiveNumber;
  private shownRows: readonly LeaderboardRow[] | null = null;
  private shownRank = -1;
  private shownScore = -1;

  constructor(root: Element) {
    const panel = add(root, "section", "board");
    panel.setAttribute("aria-label", "Leaderboard");
    const list = add(panel, "ol");
    this.rows = Array.from({ length: ROWS_MAX }, () => new Row(list));
    this.ownRow = new Row(list);
    const population = add(panel, "p", "population");
    this.players = new LiveNumber(add(population, "span"), (count) => `${count} flying`);
    this.bots = new LiveNumber(add(population, "span"), (count) => `${count} ${count === 1 ? "bot" : "bots"}`);
    this.spectators = new LiveNumber(add(population, "span"), (count) => (count > 0 ? `${count} watching` : ""));
    this.visibility = new LiveVisibility(panel);
  }

  update(scene: Scene): void {
    this.visibility.set(scene.worldWidthM > 0);
    if (!this.visibility.visible) return;
    this.showRows(scene);
    this.showPopulation(scene.radar);
  }

  private showRows({ leaderboard, radar, ownPlayer, ownName, you }: Scene): void {
    if (leaderboard === this.shownRows && radar.rank === this.shownRank && you.score === this.shownScore) return;
    this.shownRows = leaderboard;
    this.shownRank = radar.rank;
    this.shownScore = you.score;
    let ownListed = false;
    this.rows.forEach((row, index) => {
      const entry = leaderboard[index];
      if (!entry) return row.hide();
      const own = ownPlayer !== 0 && entry.player === ownPlayer;
      ownListed ||= own;
      row.show(index + 1, entry.name, entry.score, own, entry.bot);
    });
    // The radar comes more often than the list: a rank within it that the list does not show is about to be shown.
    if (radar.rank > leaderboard.length && !ownListed) this.ownRow.show(radar.rank, ownName, you.score, true, false);
    else this.ownRow.hide();
  }

  private showPopulation({ players, bots, spectators }: Radar): void {
    this.players.set(players);
    this.bots.set(bots);
    this.spectators.set(spectators);
  }
}
