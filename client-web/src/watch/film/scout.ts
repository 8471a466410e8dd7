// Runs ahead of what is shown and sees who will fall, and where: so the
// director is on the spot before it happens.

import type { Frame } from "../../protocol/frame";
import { Inputs } from "../../state/inputs";
import { makeYou } from "../../state/make_scene";
import { Picture } from "../../state/picture";
import { makeRules } from "../../state/rules";
import { Flag, Kind, type Effect } from "../../state/scene";
import { AHEAD_S, type Coming } from "../director/plan";
import type { Section } from "./film";
import type { Source } from "./source";

/** It runs no more ticks than this in a drawn frame, so that no frame waits for it. */
const TICKS_A_FRAME = 16;
/** What happened so long ago is still in the picture. */
const PAST_S = 1;
const COMING_MAX = 64;
/** One bot by another; people, and streaks, which bring a bounty, are worth more. */
const KILL = 0.2;
const TOLD = 1;
const OF_PERSON = 0.2;

export class Scout {
  coming: readonly Coming[] = [];
  #section: Section | null = null;
  #picture: Picture | null = null;
  #done = 0;
  #tick = 0;
  /** What was shown last. */
  #shownTick = 0;
  readonly #effects: Effect[] = [];

  /** Goes on, as seen from the tick that is shown. */
  look(source: Source, shownTick: number): void {
    const ahead = AHEAD_S * source.tickRateHz;
    const isWoundBack = shownTick < this.#shownTick - PAST_S * source.tickRateHz || this.#tick > shownTick + ahead + TICKS_A_FRAME;
    this.#shownTick = shownTick;
    if (isWoundBack || this.#isLeftBehind(source, shownTick)) {
      if (!this.#begin(source.at(Math.floor(shownTick)))) return;
    }
    this.#runTo(source, Math.min(this.#tick + TICKS_A_FRAME, Math.floor(shownTick + ahead)));
    const nowS = shownTick / source.tickRateHz;
    if (this.coming.some(({ atS }) => atS < nowS - PAST_S)) this.coming = this.coming.filter(({ atS }) => atS >= nowS - PAST_S);
  }

  /** Whether another section is shown by now. In the same one it catches up. */
  #isLeftBehind(source: Source, shownTick: number): boolean {
    return this.#section === null || (this.#tick < shownTick && source.at(Math.floor(shownTick)) !== this.#section);
  }

  #begin(section: Section | null): boolean {
    this.coming = [];
    this.#section = null;
    if (section === null) return false;
    this.#enter(section);
    return true;
  }

  #enter(section: Section): void {
    this.#section = section;
    this.#picture = new Picture(makeRules(section.welcome), 0, new Inputs(), makeYou(), this.#effects, () => undefined);
    this.#picture.tick = this.#tick = section.fromTick;
    this.#done = 0;
  }

  #runTo(source: Source, tick: number): void {
    const section = this.#section;
    if (section === null || tick <= this.#tick) return;
    if (this.#tick >= section.toTick) {
      const next = source.at(section.toTick);
      if (next === null || next === section) return;
      this.#enter(next);
      return;
    }
    const toTick = Math.min(tick, section.toTick);
    for (let step = section.steps[this.#done]; step !== undefined && step.tick <= toTick; step = section.steps[this.#done]) {
      this.#done += 1;
      if (step.message.type === "frame") this.#apply(step.message, section.welcome.tickRateHz);
    }
    this.#tick = toTick;
    this.#effects.length = 0;
  }

  #apply(frame: Frame, tickRateHz: number): void {
    const picture = this.#picture;
    if (picture === null) return;
    picture.apply(frame);
    for (const event of frame.events) {
      if (event.type !== "kill" || event.killer === 0 || event.killer === event.victim) continue;
      const wreck = picture.destroyed.find(({ kind, player }) => kind === Kind.Ship && player === event.victim);
      if (wreck === undefined) continue;
      const killer = picture.entities.find(({ kind, player }) => kind === Kind.Ship && player === event.killer);
      const isTold = isPerson(wreck) || (killer !== undefined && (isPerson(killer) || killer.bounty > 0));
      const worth = (isTold ? TOLD : KILL) + (isPerson(wreck) ? OF_PERSON : 0);
      const { x, y } = wreck.now;
      const coming = { atS: frame.tick / tickRateHz, x, y, players: [event.killer, event.victim], worth };
      this.coming = [...this.coming, coming].slice(-COMING_MAX);
    }
  }
}

function isPerson({ flags }: { readonly flags: number }): boolean {
  return (flags & Flag.Bot) === 0;
}
