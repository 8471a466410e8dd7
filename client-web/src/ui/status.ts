import { Flag, type Scene } from "../state/scene";
import { LiveBar, LiveClass, LiveNumber, LiveText, LiveVisibility, VectorText, add, addIcon } from "./dom";
import { secondsUntil } from "./words";
import { count, t } from "../words";

const LIVES_SHOWN_MAX = 6;
const SHIP_PATH = "M8 1 13 15 8 12.5 3 15Z";

/** A power that lasts until a tick: its name, the time left and a bar. */
class Timer {
  readonly #visibility: LiveVisibility;
  readonly #seconds: LiveNumber;
  readonly #bar: LiveBar;
  #until = 0;
  #spanTicks = 1;

  /** `atRest` is said when no time is left to tell. */
  constructor(parent: Element, name: string, className: string, atRest: string) {
    const row = add(parent, "div", `timer ${className}`);
    add(row, "span", "timer-name", name);
    this.#bar = new LiveBar(row);
    this.#seconds = new LiveNumber(add(row, "span", "timer-left"), (value) => (value > 0 ? t.seconds({ seconds: value }) : atRest));
    this.#visibility = new LiveVisibility(row);
  }

  /** Shows the time left until a tick, or nothing once it has passed. */
  countDown(until: number, tick: number, tickRateHz: number): void {
    this.#remember(until, tick);
    this.#visibility.set(until > tick);
    this.#bar.set((until - tick) / this.#spanTicks);
    this.#seconds.set(secondsUntil(until, tick, tickRateHz));
  }

  /** Shows how far something that is ready at a tick has got. */
  charge(readyAt: number, tick: number, tickRateHz: number): void {
    this.#remember(readyAt, tick);
    this.#visibility.set(true);
    this.#bar.set(1 - (readyAt - tick) / this.#spanTicks);
    this.#seconds.set(secondsUntil(readyAt, tick, tickRateHz));
  }

  /** Shows that it lasts, for no known time. */
  hold(on: boolean): void {
    this.#visibility.set(on);
    this.#bar.set(1);
    this.#seconds.set(0);
  }

  /** The whole span is what was left when the tick was first told. */
  #remember(until: number, tick: number): void {
    if (until === this.#until) return;
    this.#until = until;
    this.#spanTicks = Math.max(1, until - tick);
  }
}

/** The pilot's own standing: score, lives, streak, powers, hyperspace. */
export class Status {
  readonly #visibility: LiveVisibility;
  readonly #score: VectorText;
  #shownScore = 0;
  readonly #ships: readonly LiveClass[];
  readonly #moreLives: LiveText;
  #shownLives = -1;
  readonly #streakRow: LiveVisibility;
  readonly #streak: LiveNumber;
  readonly #bounty: LiveNumber;
  readonly #shield: Timer;
  readonly #rapidFire: Timer;
  readonly #spreadShot: Timer;
  readonly #jump: Timer;
  readonly #jumpReady: LiveClass;

  constructor(root: Element) {
    const panel = add(root, "section", "status");
    panel.setAttribute("aria-label", t.yourShip);
    this.#visibility = new LiveVisibility(panel);
    this.#score = new VectorText(add(panel, "div", "score"), "score-text", "0");

    const lives = add(panel, "div", "lives");
    this.#ships = Array.from(
      { length: LIVES_SHOWN_MAX },
      () => new LiveClass(addIcon(lives, "life", "0 0 16 16", SHIP_PATH), "on"),
    );
    this.#moreLives = new LiveText(add(lives, "span", "more-lives"));

    const streakRow = add(panel, "div", "streak");
    this.#streak = new LiveNumber(add(streakRow, "span"), (count) => t.streak({ count }));
    this.#bounty = new LiveNumber(add(streakRow, "span", "bounty"), (points) => (points > 0 ? `◆ ${count(points)}` : ""));
    this.#streakRow = new LiveVisibility(streakRow);

    const timers = add(panel, "div", "timers");
    this.#shield = new Timer(timers, t.shield, "shield", t.on);
    this.#rapidFire = new Timer(timers, t.rapidFire, "rapid-fire", "");
    this.#spreadShot = new Timer(timers, t.spreadShot, "spread-shot", "");
    this.#jump = new Timer(timers, t.hyperspace, "jump", t.ready);
    this.#jumpReady = new LiveClass(timers, "jump-ready");
  }

  update(scene: Scene): void {
    const { you, phase, tick, tickRateHz } = scene;
    this.#visibility.set(phase.type === "flying" || phase.type === "dead");
    if (!this.#visibility.visible) return;
    this.#showScore(you.score);
    this.#showLives(you.lives);
    this.#showShip(scene);
    this.#rapidFire.countDown(you.rapidFireUntil, tick, tickRateHz);
    this.#spreadShot.countDown(you.spreadShotUntil, tick, tickRateHz);
    this.#jump.charge(you.jumpReady, tick, tickRateHz);
    this.#jumpReady.set(you.jumpReady <= tick);
  }

  #showScore(score: number): void {
    if (score === this.#shownScore) return;
    this.#shownScore = score;
    this.#score.set(String(score));
  }

  #showLives(lives: number): void {
    if (lives === this.#shownLives) return;
    this.#shownLives = lives;
    this.#ships.forEach((ship, index) => ship.set(index < lives));
    this.#moreLives.set(lives > LIVES_SHOWN_MAX ? `+${lives - LIVES_SHOWN_MAX}` : "");
  }

  #showShip({ you, entities, tick, tickRateHz }: Scene): void {
    let flags = 0;
    let bounty = 0;
    for (const entity of entities) {
      if (entity.id !== you.shipId) continue;
      flags = entity.flags;
      bounty = entity.bounty;
      break;
    }
    this.#streakRow.set(you.streak > 0);
    this.#streak.set(you.streak);
    this.#bounty.set(bounty);
    const shielded = (flags & Flag.Shield) !== 0;
    if (shielded && you.spawnShieldUntil > tick) this.#shield.countDown(you.spawnShieldUntil, tick, tickRateHz);
    else this.#shield.hold(shielded);
  }
}
