// What a director is measured by: the kills of a room's films that somebody would want to have seen.

import { makeScene } from "../../src/state/make_scene";
import { Flag, Kind, type Entity } from "../../src/state/scene";
import { Projector } from "../../src/watch/film/projector";
import type { Films } from "./films";

/** A streak is told of from so many kills on. */
const STREAK = 3;

export interface Kill {
  readonly tick: number;
  /** Where the victim was. */
  readonly x: number;
  readonly y: number;
  /** Whether a person was killed. */
  readonly ofPerson: boolean;
  /** Whether a person has killed. */
  readonly byPerson: boolean;
  /** How many the killer has killed since its own end, with this one. */
  readonly streak: number;
}

/** Whether it is one that counts: of people, by people, or in a streak. */
export function counts({ ofPerson, byPerson, streak }: Kill): boolean {
  return ofPerson || byPerson || streak >= STREAK;
}

/** Every kill of a ship by another, in the order of time. */
export function killsOf(films: Films): Kill[] {
  const scene = makeScene();
  const projector = new Projector(scene);
  const streaks = new Map<number, number>();
  const found: Kill[] = [];
  let before = new Map<number, Entity>();
  for (let tick = films.firstTick; tick < films.lastTick; tick++) {
    const section = films.at(tick);
    if (section === null) continue;
    projector.show(section, tick, 0, 0);
    for (const { killer, victim } of section.kills.filter((kill) => kill.tick === tick)) {
      streaks.delete(victim);
      const wreck = before.get(victim);
      if (killer === 0 || killer === victim || wreck === undefined) continue;
      const streak = (streaks.get(killer) ?? 0) + 1;
      streaks.set(killer, streak);
      const by = before.get(killer);
      const byPerson = by !== undefined && isPerson(by);
      found.push({ tick, x: wreck.x, y: wreck.y, ofPerson: isPerson(wreck), byPerson, streak });
    }
    before = new Map(scene.entities.filter(({ kind }) => kind === Kind.Ship).map((ship) => [ship.player, { ...ship }]));
  }
  return found;
}

function isPerson({ flags }: Entity): boolean {
  return (flags & Flag.Bot) === 0;
}
