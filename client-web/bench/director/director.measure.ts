// What the director is worth: how much of what matters in a room's films is in
// its picture when it happens, beside the most that could be.
// `make bench-director FILMS=http://127.0.0.1:8080/api/rooms/1/films KEEP=folder`, and then `FILMS=folder`

import { expect, test } from "vitest";
import { makeScene } from "../../src/state/make_scene";
import { Kind } from "../../src/state/scene";
import { delta } from "../../src/torus";
import { Scout } from "../../src/watch/film/scout";
import { Projector } from "../../src/watch/film/projector";
import { Watch } from "../../src/watch/watch";
import { HOLD_S } from "../../src/watch/director/director";
import { ceiling } from "./ceiling";
import { openFilms, type Films } from "./films";
import { counts, killsOf, type Kill } from "./kills";

const WIDTH_PX = 1280;
const HEIGHT_PX = 720;
/** Half of the heights of pictures for which it is told what could be seen in them at most. */
const CEILING_HALF_HEIGHTS_M = [30, 42, 75];

interface Worth {
  kills: number;
  seen: number;
  ticks: number;
  fewTicks: number;
  cuts: number;
  readonly halfHeightsM: number[];
}

function watchFilms(films: Films, kills: readonly Kill[], looksAhead: boolean): Worth {
  const scene = makeScene();
  const projector = new Projector(scene);
  const watch = new Watch(scene);
  const scout = new Scout();
  watch.fit({ halfWidthM: 0, halfHeightM: 0 }, WIDTH_PX, HEIGHT_PX);
  const worth: Worth = { kills: 0, seen: 0, ticks: 0, fewTicks: 0, cuts: 0, halfHeightsM: [] };
  const tickMs = 1000 / films.tickRateHz;
  let next = 0;
  let [x, y] = [0, 0];
  for (let tick = films.firstTick; tick < films.lastTick; tick++) {
    const section = films.at(tick);
    if (section === null) continue;
    projector.show(section, tick, tick * tickMs, tickMs);
    if (looksAhead) {
      scout.look(films, tick);
      watch.direction.coming = scout.coming;
    }
    watch.look(tickMs);
    const { camera, worldWidthM, worldHeightM } = scene;
    const shown = (at: { x: number; y: number }): boolean =>
      Math.abs(delta(camera.x, at.x, worldWidthM)) <= camera.halfWidthM && Math.abs(delta(camera.y, at.y, worldHeightM)) <= camera.halfHeightM;
    for (let kill = kills[next]; kill !== undefined && kill.tick <= tick; kill = kills[++next]) {
      worth.kills += 1;
      worth.seen += shown(kill) ? 1 : 0;
    }
    worth.ticks += 1;
    worth.fewTicks += scene.entities.filter((entity) => entity.kind === Kind.Ship && shown(entity)).length < 2 ? 1 : 0;
    worth.cuts += Math.hypot(delta(x, camera.x, worldWidthM), delta(y, camera.y, worldHeightM)) > camera.halfHeightM / 2 ? 1 : 0;
    worth.halfHeightsM.push(camera.halfHeightM);
    [x, y] = [camera.x, camera.y];
  }
  worth.halfHeightsM.sort((a, b) => a - b);
  return worth;
}

function percent(part: number, of: number): string {
  return `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
}

test("the director", { timeout: 3_600_000 }, async () => {
  const from = process.env["FILMS"] ?? "";
  expect(from, "name the films: FILMS=http://127.0.0.1:8080/api/rooms/1/films, or the folder where they are kept").not.toBe("");
  const films = await openFilms(from, process.env["KEEP"] ?? "");
  const kills = killsOf(films).filter(counts);
  const forS = (films.lastTick - films.firstTick) / films.tickRateHz;
  const sideM = films.sections[0]!.welcome.torus.widthM;
  console.log(`${kills.length} kills of people or in streaks in ${(forS / 60).toFixed(0)} minutes, in ${sideM} m`);
  const seen = kills.map(({ tick, x, y }) => ({ atS: (tick - films.firstTick) / films.tickRateHz, x, y }));
  const most = CEILING_HALF_HEIGHTS_M.map((halfHeightM) => {
    const cameraman = { halfWidthM: (halfHeightM * WIDTH_PX) / HEIGHT_PX, halfHeightM, holdS: HOLD_S, pans: true };
    return `${percent(ceiling(seen, forS, sideM, cameraman), kills.length)} in pictures of ${2 * halfHeightM} m`;
  });
  console.log(`whoever knows it all could see ${most.join(", ")}`);
  for (const looksAhead of [false, true]) {
    const worth = watchFilms(films, kills, looksAhead);
    const middle = worth.halfHeightsM[worth.halfHeightsM.length >> 1] ?? 0;
    console.log(
      `${looksAhead ? "with look-ahead" : "live"}: ${percent(worth.seen, worth.kills)} in the picture; fewer than two ships ` +
        `${percent(worth.fewTicks, worth.ticks)} of the time; ${(2 * middle).toFixed(0)} m high in the middle, ${worth.cuts} cuts`,
    );
  }
});
