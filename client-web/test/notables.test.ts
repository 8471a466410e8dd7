import { expect, test } from "vitest";
import { Mark } from "../src/protocol/overview";
import { makeScene } from "../src/state/make_scene";
import { Kind, type Entity } from "../src/state/scene";
import { PictureNotables } from "../src/watch/notables";
import { WORLD_M, ship } from "./watcher";

function look(notables: PictureNotables, player: number, nowS: number): number {
  return notables.look(nowS).find((row) => row.player === player)?.marks ?? 0;
}

function bullet(id: number, shooter: number, x: number): Entity {
  return ship(shooter, x, 0, { id, kind: Kind.Bullet, radiusM: 0.2, vx: 40 });
}

function sky(...entities: Entity[]) {
  const scene = makeScene();
  scene.worldWidthM = scene.worldHeightM = WORLD_M;
  scene.entities = entities;
  return { scene, notables: new PictureNotables(scene) };
}

test("whoever fires is marked for two seconds, also by a bullet that has the id of one that is gone", () => {
  const ada = ship(1, 0, 0);
  const { scene, notables } = sky(ada, bullet(90, 7, 300));
  expect(look(notables, 1, 0) & Mark.Fired).toBe(0);
  scene.entities = [ada];
  notables.look(0.5);
  scene.entities = [ada, bullet(40, 1, 5)];
  expect(look(notables, 1, 1) & Mark.Fired).toBe(Mark.Fired);
  expect(look(notables, 1, 2.5) & Mark.Fired).toBe(Mark.Fired);
  expect(look(notables, 1, 3.5) & Mark.Fired).toBe(0);
});

test("who is shot at and who shoots are rivals, and the one is marked as nearly hit", () => {
  const { notables } = sky(ship(1, 0, 0), ship(2, 12, 0), bullet(50, 1, 2));
  const rows = notables.look(0);
  expect(rows.find(({ player }) => player === 1)?.rival).toBe(2);
  expect(rows.find(({ player }) => player === 2)).toMatchObject({ rival: 1 });
  expect((rows.find(({ player }) => player === 2)?.marks ?? 0) & Mark.Hit).toBe(Mark.Hit);
});
