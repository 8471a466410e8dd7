import { TEAM_SIGNS } from "../state/rounds";
import { Team, type LeaderboardRow, type Radar, type Scene } from "../state/scene";
import { STANDINGS_MAX, contenderOf, standings, type Standing } from "../state/standings";
import { recall, remember } from "../preferences";
import { LiveClass, LiveNumber, LiveText, LiveVisibility, add } from "./dom";
import { secondsUntil } from "./words";
import { count, t } from "../words";

class Row {
  readonly #visibility: LiveVisibility;
  readonly #own: LiveClass;
  readonly #bot: LiveClass;
  readonly #rank: LiveNumber;
  readonly #name: LiveText;
  readonly #score: LiveNumber;

  #player = 0;

  constructor(parent: Element, onChoose: (player: number) => void) {
    const row = add(parent, "li");
    row.addEventListener("click", () => onChoose(this.#player));
    this.#rank = new LiveNumber(add(row, "span", "rank"), (rank) => (rank === 0 ? t.bot : String(rank)));
    this.#name = new LiveText(add(row, "span", "name"));
    this.#score = new LiveNumber(add(row, "span", "points"), count);
    this.#own = new LiveClass(row, "own");
    this.#bot = new LiveClass(row, "bot");
    this.#visibility = new LiveVisibility(row);
  }

  show({ player, rank, name, score, own, bot, team }: Standing): void {
    this.#player = player;
    this.#rank.set(rank);
    this.#name.set(team === null ? name : `${TEAM_SIGNS[team]} ${name}`);
    this.#score.set(score);
    this.#own.set(own);
    this.#bot.set(bot);
    this.#visibility.set(true);
  }

  hide(): void {
    this.#visibility.set(false);
  }
}

const PEOPLE_ONLY = "people-only";

/** The best of the room, people first, where the pilot stands among them, and how many are there. */
export class Leaderboard {
  readonly #visibility: LiveVisibility;
  readonly #round: LiveText;
  readonly #rows: readonly Row[];
  readonly #players: LiveNumber;
  readonly #bots: LiveNumber;
  readonly #spectators: LiveNumber;
  #shownRows: readonly LeaderboardRow[] | null = null;
  #shownRank = -1;
  #shownScore = -1;
  #shownHelped = false;
  #peopleOnly = recall(PEOPLE_ONLY) === "yes";

  constructor(root: Element, onChoose: (player: number) => void) {
    const panel = add(root, "section", "board");
    panel.setAttribute("aria-label", t.leaderboard);
    this.#round = new LiveText(add(panel, "p", "round"));
    const list = add(panel, "ol");
    this.#rows = Array.from({ length: STANDINGS_MAX + 1 }, () => new Row(list, onChoose));
    const population = add(panel, "p", "population");
    this.#players = new LiveNumber(add(population, "span"), (count) => t.people({ count }));
    this.#bots = new LiveNumber(add(population, "span"), (count) => t.bots({ count }));
    this.#spectators = new LiveNumber(add(population, "span"), (count) => (count > 0 ? t.watching({ count }) : ""));
    this.#addChoice(panel);
    this.#visibility = new LiveVisibility(panel);
  }

  #addChoice(panel: Element): void {
    const choice = add(panel, "button", "people-only", t.peopleOnly);
    choice.type = "button";
    choice.ariaPressed = String(this.#peopleOnly);
    choice.addEventListener("click", () => {
      this.#peopleOnly = !this.#peopleOnly;
      choice.ariaPressed = String(this.#peopleOnly);
      remember(PEOPLE_ONLY, this.#peopleOnly ? "yes" : "no");
      this.#shownRows = null;
    });
  }

  update(scene: Scene): void {
    this.#visibility.set(scene.worldWidthM > 0);
    if (!this.#visibility.visible) return;
    this.#round.set(roundOf(scene));
    this.#showRows(scene);
    this.#showPopulation(scene.radar);
  }

  #showRows(scene: Scene): void {
    const { leaderboard, radar, you } = scene;
    const isShown = leaderboard === this.#shownRows && radar.rank === this.#shownRank;
    if (isShown && you.score === this.#shownScore && you.helped === this.#shownHelped) return;
    this.#shownRows = leaderboard;
    this.#shownRank = radar.rank;
    this.#shownScore = you.score;
    this.#shownHelped = you.helped;
    const shown = standings(leaderboard, contenderOf(scene), this.#peopleOnly);
    this.#rows.forEach((row, index) => {
      const standing = shown[index];
      if (standing) row.show(standing);
      else row.hide();
    });
  }

  #showPopulation({ players, bots, spectators }: Radar): void {
    this.#players.set(players);
    this.#bots.set(bots);
    this.#spectators.set(spectators);
  }
}

/** How the teams stand, and for how long the round goes on. */
function roundOf({ radar: { round }, tick, tickRateHz }: Scene): string {
  if (round === null) return "";
  const leftS = secondsUntil(round.endsAt, tick, tickRateHz);
  const left = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, "0")}`;
  return `${TEAM_SIGNS[Team.Suns]} ${count(round.suns)} : ${count(round.moons)} ${TEAM_SIGNS[Team.Moons]} · ${left}`;
}
