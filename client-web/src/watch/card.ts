// Cards of the pilots who are followed: what they have done in this flight, and
// what is kept of those before.

import { profileOf, type Profile } from "../account/api";
import { callRoll } from "../roll";
import type { KillLine, Scene } from "../state/scene";
import { isProgram, nameOf, shipOf } from "../state/ships";
import { LiveText, LiveVisibility, add } from "../ui/dom";
import { count, t } from "../words";
import { tWatch } from "../words/watch";
import { NewLines } from "../state/new_lines";

const REFRESH_MS = 250;
const SCORES_EVERY_MS = 3000;
const PROFILE_EVERY_MS = 30_000;
const CARDS = 2;
const REMEMBERED_MAX = 512;

/** How many a player has shot down since it was last shot down, as far as it was seen. */
export class Streaks {
  readonly #kills = new Map<string, number>();
  readonly #lines = new NewLines<KillLine>();

  /** Takes in the lines that are new. */
  see(lines: readonly KillLine[]): void {
    const fresh = this.#lines.take(lines);
    if (fresh.length > 0 && !this.#lines.goesOn) this.#kills.clear();
    for (const { killer, victim } of fresh) {
      if (killer !== "" && killer !== victim) this.#kills.set(killer, this.of(killer) + 1);
      this.#kills.delete(victim);
    }
    // Of those who left in the middle of one, some are forgotten with others.
    if (this.#kills.size > REMEMBERED_MAX) this.#kills.clear();
  }

  of(name: string): number {
    return this.#kills.get(name) ?? 0;
  }
}

/** What is kept of a pilot, in words; nothing of whom nothing is kept. */
export function keptOf(profile: Profile): string {
  const { shots, hits, bestLife } = profile.career;
  const facts: string[] = [];
  if (shots > 0) facts.push(`${t.accuracy} ${t.percent({ value: Math.round((100 * hits) / shots) })}`);
  if (bestLife > 0) facts.push(tWatch.bestLife({ points: bestLife }));
  return facts.join(" · ");
}

class Card {
  readonly #visibility: LiveVisibility;
  readonly #name: LiveText;
  readonly #now: LiveText;
  readonly #kept: LiveText;
  #shown = "";
  #askedMs = -Infinity;

  constructor(root: Element) {
    const card = add(root, "section", "pilot-card furniture");
    card.setAttribute("aria-label", tWatch.pilot);
    this.#name = new LiveText(add(card, "b"));
    this.#now = new LiveText(add(card, "p"));
    this.#kept = new LiveText(add(card, "p", "hint"));
    this.#visibility = new LiveVisibility(card);
  }

  /** Of whom something may be kept, `asks` what that is. */
  show(name: string, facts: string, asks: boolean, nowMs: number): void {
    this.#visibility.set(name !== "");
    if (name === "") return;
    if (name !== this.#shown) {
      this.#shown = name;
      this.#askedMs = -Infinity;
      this.#kept.set("");
    }
    this.#name.set(name);
    this.#now.set(facts);
    if (!asks || nowMs - this.#askedMs < PROFILE_EVERY_MS) return;
    this.#askedMs = nowMs;
    profileOf(name).then(
      (profile) => {
        if (name === this.#shown) this.#kept.set(keptOf(profile));
      },
      // Nothing is kept of who has not scored yet.
      () => undefined,
    );
  }
}

/** Nothing is kept of bots. */
function isPerson(scene: Scene, player: number): boolean {
  const row = scene.leaderboard.find((entry) => entry.player === player);
  if (row !== undefined) return !row.bot;
  const ship = shipOf(scene, player);
  return ship !== undefined && !isProgram(ship.flags);
}

export class PilotCards {
  readonly #cards: readonly Card[];
  readonly #streaks = new Streaks();
  #scores: ReadonlyMap<number, number> = new Map();
  #refreshedMs = -Infinity;
  #scoresMs = -Infinity;

  constructor(root: Element) {
    const cards = add(root, "div", "pilot-cards");
    this.#cards = Array.from({ length: CARDS }, () => new Card(cards));
  }

  /** Shows the cards of these players, of none if there are none. */
  update(scene: Scene, players: readonly number[], nowMs: number): void {
    this.#streaks.see(scene.kills);
    if (nowMs - this.#refreshedMs < REFRESH_MS) return;
    this.#refreshedMs = nowMs;
    if (players.length > 0) this.#askScores(scene.room, nowMs);
    this.#cards.forEach((card, index) => {
      const player = players[index];
      if (player === undefined) return card.show("", "", false, nowMs);
      const name = nameOf(scene, player);
      card.show(name, this.#factsOf(scene, player, name), isPerson(scene, player), nowMs);
    });
  }

  #factsOf(scene: Scene, player: number, name: string): string {
    const score = scene.leaderboard.find((row) => row.player === player)?.score ?? this.#scores.get(player);
    const streak = this.#streaks.of(name);
    const bounty = shipOf(scene, player)?.bounty ?? 0;
    const facts = score === undefined ? [] : [count(score)];
    if (streak > 0) facts.push(t.streak({ count: streak }));
    if (bounty > 0) facts.push(`◆ ${count(bounty)}`);
    return facts.join(" · ");
  }

  #askScores(room: number, nowMs: number): void {
    if (room === 0 || nowMs - this.#scoresMs < SCORES_EVERY_MS) return;
    this.#scoresMs = nowMs;
    callRoll(room).then(
      ({ players }) => (this.#scores = new Map(players.map(({ player, score }) => [player, score]))),
      () => undefined,
    );
  }
}
