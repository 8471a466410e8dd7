// Who flies a ship, one after the other: points, lives, and what came of it.

import { BOUNTY_PER_STREAK, BULLY_FACTOR, KILL_SHARE_ONE_IN, LIVES_AT_START, POINTS_PER_KILL, POINTS_PER_LIFE, RESPAWN_PAUSE_TICKS } from "./rules";
import type { Ship } from "./ship";

export class Pilot {
  ship: Ship | null = null;
  /** Points of this run; it ends with the last life. */
  score = 0;
  lives = LIVES_AT_START;
  /** Ships destroyed in this life. */
  streak = 0;
  /** Bullets fired, those that hit, and ships lost, since the world began. */
  shots = 0;
  hits = 0;
  deaths = 0;
  #lifeScore = 0;
  #respawnAt = 0;

  isDue(now: number): boolean {
    return this.ship === null && now >= this.#respawnAt;
  }

  live(ship: Ship): void {
    if (this.lives === 0) [this.lives, this.score] = [LIVES_AT_START, 0];
    this.ship = ship;
  }

  die(now: number): void {
    this.ship = null;
    this.deaths += 1;
    this.lives -= 1;
    this.streak = 0;
    this.#lifeScore = 0;
    this.#respawnAt = now + RESPAWN_PAUSE_TICKS;
  }

  earn(points: number): void {
    const stored = Math.floor((this.score + points) / POINTS_PER_LIFE) - Math.floor(this.score / POINTS_PER_LIFE);
    this.score += points;
    this.#lifeScore += points;
    if (this.lives > 0) this.lives += stored;
  }

  /** Has shot another one down. */
  beat(victim: Pilot): void {
    if (this.score >= Math.max(victim.score, POINTS_PER_KILL) * BULLY_FACTOR) return;
    const bounty = Math.max(0, victim.streak - 1) * BOUNTY_PER_STREAK;
    this.streak += 1;
    this.earn(POINTS_PER_KILL + Math.floor(victim.#lifeScore / KILL_SHARE_ONE_IN) + bounty);
  }
}
