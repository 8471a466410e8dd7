// What the director is worth: how much of what matters in a room's films is in
// its picture when it happens. `make bench-director FILMS=http://127.0.0.1:8080/api/rooms/1/films`

import { expect, test } from "vitest";
import type { GameEvent } from "../src/protocol/frame";
import { Flag, Kind, type Entity } from "../src/state/scene";
import { makeScene } from "../src/state/make_scene";
import { delta } from "../src/torus";
import { readFilm } from "../src/watch/film/decode";
import type { Section } from "../src/watch/film/film";
import { Projector } from "../src/watch/film/projector";
import { Scout } from "../src/watch/film/scout";
import { sectionAt, type Source } from "../src/watch/film/source";
import { Watch } from "../src/watch/watch";

const WIDTH_PX = 1280;
const HEIGHT_PX = 720;
/** A streak is told of from so many kills on. */
const STREAK = 3;

class Reels implements Source {
  readonly grows = false;
  readonly trouble = "";
  constructor(private readonly sections: readonly Section[]) {}
  get firstTick(): number {
    return this.sections[0]?.fromTick ?? 0;
  }
  get lastTick(): number {
    return this.sections.at(-1)?.toTick ?? 0;
  }
  get tickRateHz(): number {
    return this.sections[0]?.welcome.tickRateHz ?? 1;
  }
  at(tick: number): Section | null {
    return sectionAt(this.sections, tick);
  }
  after(tick: number): number {
    return tick;
  }
  want(): void {}
}

async function fetchFilms(address: string): Promise<Reels> {
  const { first, next, film_ticks: ticks } = (await (await fetch(address)).json()) as Record<string, number>;
  const sections: Section[] = [];
  for (let tick = first!; tick < next!; tick += ticks!) {
    let answer = await fetch(`${address}/${tick}`);
    while (answer.status === 503 || answer.status === 429) {
      await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get("Retry-After") ?? 1)));
      answer = await fetch(`${address}/${tick}`);
    }
    sections.push(...(await readFilm(await answer.blob())).sections);
  }
  return new Reels(sections);
}

interface Worth {
  kills: number;
  seen: number;
  ticks: number;
  fewTicks: number;
}

function watchFilms(reels: Reels, looksAhead: boolean): Worth {
  const scene = makeScene();
  const projector = new Projector(scene);
  const watch = new Watch(scene);
  const scout = new Scout();
  watch.fit({ halfWidthM: 0, halfHeightM: 0 }, WIDTH_PX, HEIGHT_PX);
  const worth: Worth = { kills: 0, seen: 0, ticks: 0, fewTicks: 0 };
  const streaks = new Map<number, number>();
  const tickMs = 1000 / reels.tickRateHz;
  let before: Entity[] = [];
  for (let tick = reels.firstTick; tick < reels.lastTick; tick++) {
    const section = reels.at(tick);
    if (section === null) continue;
    projector.show(section, tick, tick * tickMs, tickMs);
    if (looksAhead) {
      scout.look(reels, tick);
      watch.direction.coming = scout.coming;
    }
    watch.look(tickMs);
    const shown = ({ x, y }: { x: number; y: number }): boolean =>
      Math.abs(delta(scene.camera.x, x, scene.worldWidthM)) <= scene.camera.halfWidthM &&
      Math.abs(delta(scene.camera.y, y, scene.worldHeightM)) <= scene.camera.halfHeightM;
    for (const kill of killsAt(section, tick)) {
      const streak = kill.killer === 0 || kill.killer === kill.victim ? 0 : (streaks.get(kill.killer) ?? 0) + 1;
      if (streak > 0) streaks.set(kill.killer, streak);
      streaks.delete(kill.victim);
      const killer = before.find(({ kind, player }) => kind === Kind.Ship && player === kill.killer);
      const victim = before.find(({ kind, player }) => kind === Kind.Ship && player === kill.victim);
      if (victim === undefined || streak === 0) continue;
      const ofPeople = isPerson(victim) || (killer !== undefined && isPerson(killer));
      if (!ofPeople && streak < STREAK) continue;
      worth.kills += 1;
      worth.seen += shown(victim) ? 1 : 0;
    }
    const ships = scene.entities.filter((entity) => entity.kind === Kind.Ship);
    worth.ticks += 1;
    worth.fewTicks += ships.filter(shown).length < 2 ? 1 : 0;
    before = ships.map((ship) => ({ ...ship }));
  }
  return worth;
}

function isPerson({ flags }: Entity): boolean {
  return (flags & Flag.Bot) === 0;
}

function killsAt({ kills }: Section, at: number): Extract<GameEvent, { type: "kill" }>[] {
  return kills.filter(({ tick }) => tick === at);
}

test("the director", { timeout: 3_600_000 }, async () => {
  const address = process.env["FILMS"];
  expect(address, "name the films: FILMS=http://127.0.0.1:8080/api/rooms/1/films").toBeDefined();
  const reels = await fetchFilms(address!);
  for (const looksAhead of [false, true]) {
    const { kills, seen, ticks, fewTicks } = watchFilms(reels, looksAhead);
    const minutes = ticks / reels.tickRateHz / 60;
    const percent = (part: number, of: number): string => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
    console.log(
      `${looksAhead ? "with look-ahead" : "live"}: ${kills} kills of people or in streaks in ${minutes.toFixed(0)} minutes, ` +
        `${percent(seen, kills)} in the picture; fewer than two ships ${percent(fewTicks, ticks)} of the time`,
    );
  }
});
