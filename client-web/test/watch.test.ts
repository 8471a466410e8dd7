import { beforeEach, describe, expect, test, vi } from "vitest";
import { Camera } from "../src/watch/camera";
import { Finder } from "../src/watch/finder";
import { readLink } from "../src/watch/link";
import { wishFor } from "../src/watch/reach";
import { watchedName } from "../src/watch/bar";
import { Mark } from "../src/protocol/overview";
import { makeScene } from "../src/state/make_scene";
import { WORLD_M, Watcher, ship } from "./watcher";

/** No picture moves further from one frame to the next, in half heights. */
const SMOOTH = 0.25;

beforeEach(() => {
  vi.stubGlobal("HTMLInputElement", class {});
  vi.stubGlobal("Element", class {});
});

describe("a camera", () => {
  const room = { worldWidthM: WORLD_M, worldHeightM: WORLD_M };

  test("comes to rest at its target, across the seam, and never moves in a jump", () => {
    const camera = new Camera(room, 17);
    camera.cutTo(395, -390);
    let fastest = 0;
    for (let frame = 0; frame < 240; frame++) {
      const { x, y } = camera;
      camera.glide({ x: -395, y: 390, vx: 0, vy: 0 }, 5, 1 / 60);
      const moved = Math.max(Math.abs(camera.x - x), Math.abs(camera.y - y));
      if (moved < WORLD_M / 2) fastest = Math.max(fastest, moved);
    }
    expect(camera.x).toBeCloseTo(-395, 1);
    expect(camera.y).toBeCloseTo(390, 1);
    expect(fastest).toBeLessThan(1);
  });

  test("goes with a ship at full speed and stays on it", () => {
    const camera = new Camera(room, 17);
    for (let frame = 0; frame < 300; frame++) camera.glide({ x: (frame * 30) / 60, y: 0, vx: 30, vy: 0 }, 5, 1 / 60);
    expect(camera.x).toBeCloseTo((299 * 30) / 60, 1);
  });

  test("turns to another target without a jolt", () => {
    const camera = new Camera(room, 17);
    let before = 0;
    let jolt = 0;
    for (let frame = 0; frame < 200; frame++) {
      const { x } = camera;
      camera.glide({ x: frame < 60 ? frame / 2 : -20, y: 0, vx: frame < 60 ? 30 : 0, vy: 0 }, 5, 1 / 60);
      const speed = (camera.x - x) * 60;
      if (frame > 0) jolt = Math.max(jolt, Math.abs(speed - before));
      before = speed;
    }
    expect(jolt).toBeLessThan(30);
  });

  test("zooms to where it is told and stays there", () => {
    const camera = new Camera(room, 17);
    camera.wantedHalfHeightM = 400;
    let most = 1;
    for (let frame = 0; frame < 200; frame++) most = Math.max(most, camera.zoom(8, 1 / 60));
    expect(camera.halfHeightM).toBe(400);
    expect(most).toBeLessThan(1.2);
  });
});

describe("somebody who watches", () => {
  test("sees the action at first, the ship in the middle", () => {
    const watcher = new Watcher(ship(1, 100, 50));
    expect(watcher.scene.camera).toMatchObject({ x: 100, y: 50 });
    expect(watcher.watch.focus).toEqual({ type: "action" });
    expect(watcher.watch.asked).toEqual({ type: "action" });
  });

  test("has a director who knows of the whole room, once the server tells of it, and cuts to what is far", () => {
    const watcher = new Watcher(ship(1, 100, 50));
    const fight = { vx: 0, vy: 0, marks: Mark.Fired | Mark.Hit | Mark.Person, worth: 0 };
    watcher.watch.hear({
      type: "notables",
      rows: [
        { player: 5, name: "Eve", x: -300, y: 0, rival: 6, ...fight },
        { player: 6, name: "Fay", x: -290, y: 0, rival: 5, ...fight },
      ],
    });
    watcher.scene.tick += 10;
    watcher.draw(16);
    expect(watcher.watch.asked.type).toBe("directed");
    expect(watcher.scene.camera.x).toBe(100);
    watcher.scene.entities = [ship(5, -300, 0), ship(6, -290, 0)];
    watcher.draw(32);
    expect(watcher.scene.camera.x).toBeCloseTo(-295, 0);
    expect(watcher.watch.direction.shot.caption).toBe("Eve against Fay");
  });

  test("zooms by a wheel towards the pointer, and what is under it stays there", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    const before = watcher.worldAt(600, 100);
    watcher.wheel(-400, 600, 100);
    expect(watcher.draw(1500)).toBeLessThan(SMOOTH);
    const after = watcher.worldAt(600, 100);
    expect(watcher.scene.camera.halfHeightM).toBeLessThan(17 * 0.6);
    expect(after.x).toBeCloseTo(before.x, 3);
    expect(after.y).toBeCloseTo(before.y, 3);
  });

  test("zooms by two fingers about what is between them", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    const before = watcher.worldAt(200, 200);
    const { halfHeightM } = watcher.scene.camera;
    watcher.finger("down", 1, 100, 200, "touch");
    watcher.finger("down", 2, 300, 200, "touch");
    watcher.finger("move", 2, 400, 200, "touch");
    watcher.finger("move", 1, 0, 200, "touch");
    watcher.draw(16);
    expect(watcher.scene.camera.halfHeightM).toBeCloseTo(halfHeightM / 2, 3);
    expect(watcher.worldAt(200, 200).x).toBeCloseTo(before.x, 3);
    watcher.finger("up", 1, 0, 200, "touch");
    watcher.finger("up", 2, 400, 200, "touch");
    expect(watcher.watch.aim.type).toBe("place");
  });

  test("drags the world along with the pointer, and stays where it lets go", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    const grabbed = watcher.worldAt(400, 200);
    watcher.finger("down", 1, 400, 200);
    watcher.finger("move", 1, 300, 250);
    watcher.draw(16);
    const held = watcher.worldAt(300, 250);
    expect(held.x).toBeCloseTo(grabbed.x, 3);
    expect(held.y).toBeCloseTo(grabbed.y, 3);
    watcher.draw(500);
    watcher.finger("up", 1, 300, 250);
    expect(watcher.watch.focus.type).toBe("point");
  });

  test("goes on dragging with the finger that stays after a pinch", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    watcher.finger("down", 1, 100, 100, "touch");
    watcher.finger("down", 2, 300, 100, "touch");
    watcher.finger("up", 2, 300, 100, "touch");
    const { x } = watcher.scene.camera;
    watcher.finger("move", 1, 150, 100, "touch");
    watcher.draw(16);
    expect(watcher.scene.camera.x).toBeLessThan(x);
  });

  test("follows a ship that it clicks, wherever that flies", () => {
    const flyer = ship(2, 10, 0, { vx: 20 });
    const watcher = new Watcher(ship(1, 0, 0), flyer);
    const { x, y } = watcher.screenOf(10, 0);
    watcher.click(x, y);
    expect(watcher.watch.focus).toEqual({ type: "player", player: 2 });
    expect(watcher.watch.asked).toEqual({ type: "player", player: 2 });
    for (let frame = 0; frame < 120; frame++) {
      flyer.x += 20 * 0.016;
      watcher.draw(16);
    }
    expect(watcher.scene.camera.x).toBeCloseTo(flyer.x, 0);
  });

  test("is in the middle of what it double-clicks", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    const there = watcher.worldAt(700, 50);
    watcher.click(700, 50);
    watcher.click(700, 50);
    expect(watcher.draw(2000)).toBeLessThan(SMOOTH);
    expect(watcher.scene.camera.x).toBeCloseTo(there.x, 1);
    expect(watcher.scene.camera.y).toBeCloseTo(there.y, 1);
  });

  test("goes through the players of the board by the arrow keys, and back to the director by Escape", () => {
    const watcher = new Watcher(ship(1, 0, 0), ship(2, 10, 0), ship(3, 20, 0));
    const followed = (): unknown => watcher.watch.focus;
    watcher.key("ArrowRight");
    expect(followed()).toEqual({ type: "player", player: 1 });
    watcher.key("ArrowRight");
    expect(followed()).toEqual({ type: "player", player: 2 });
    watcher.key("ArrowLeft");
    watcher.key("ArrowLeft");
    expect(followed()).toEqual({ type: "player", player: 3 });
    watcher.key("Escape");
    expect(followed()).toEqual({ type: "action" });
  });

  test("pans as long as a key is held, and glides to a stop", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    watcher.key("KeyD");
    expect(watcher.draw(1000)).toBeLessThan(SMOOTH);
    expect(watcher.scene.camera.x).toBeGreaterThan(10);
    watcher.release("KeyD");
    watcher.draw(1500);
    expect(watcher.draw(500)).toBeLessThan(1e-3);
    watcher.key("ArrowUp", "ArrowUp", true);
    watcher.draw(600);
    expect(watcher.scene.camera.y).toBeGreaterThan(5);
  });

  test("zooms by plus and minus, to one ship that fills the screen and no further", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    watcher.key("ArrowRight");
    for (let press = 0; press < 20; press++) watcher.key("Equal", "+");
    watcher.draw(2000);
    expect(watcher.scene.camera.halfHeightM).toBe(3);
    watcher.key("Minus", "-");
    watcher.draw(2000);
    expect(watcher.scene.camera.halfHeightM).toBeGreaterThan(3);
    expect(watcher.watch.focus).toEqual({ type: "player", player: 1 });
  });

  test("sees a cut when what it follows is far away, once the server tells of it", () => {
    const watcher = new Watcher(ship(1, 0, 0));
    watcher.scene.leaderboard = [{ player: 9, name: "Far", score: 1, bot: false, team: null }];
    watcher.key("ArrowRight");
    expect(watcher.draw(500)).toBeLessThan(SMOOTH);
    watcher.scene.entities = [ship(9, 300, 300)];
    watcher.draw(16);
    expect(watcher.scene.camera).toMatchObject({ x: 300, y: 300 });
  });

  test("stays for a moment where a ship was that ended, and goes to the action then", () => {
    const watcher = new Watcher(ship(1, 0, 0), ship(2, 25, 0));
    watcher.watch.follow(2);
    watcher.draw(2000);
    watcher.scene.entities = [ship(1, 0, 0)];
    watcher.draw(1000);
    expect(watcher.scene.camera.x).toBeCloseTo(25, 0);
    expect(watcher.draw(3000)).toBeLessThan(SMOOTH);
    expect(watcher.scene.camera.x).toBeCloseTo(0, 0);
  });

  test("has two pilots in one picture as long as they are near each other, and else the first", () => {
    const other = ship(2, 60, 10);
    const watcher = new Watcher(ship(1, 0, 0), other);
    watcher.watch.follow(1, 2);
    expect(watcher.draw(2500)).toBeLessThan(SMOOTH);
    const { camera } = watcher.scene;
    expect(camera.x).toBeCloseTo(30, 0);
    expect(camera.halfWidthM).toBeGreaterThan(35);
    expect(watcher.watch.asked.type).toBe("point");
    expect(watcher.watch.wish(800, 400).halfWidthM).toBe(80);
    other.x = 350;
    watcher.draw(2500);
    expect(camera.x).toBeCloseTo(0, 0);
    expect(watcher.watch.asked).toEqual({ type: "player", player: 1 });
  });

  test("holds still while nobody is there", () => {
    const watcher = new Watcher();
    watcher.draw(3000);
    expect(watcher.scene.camera).toMatchObject({ x: 0, y: 0 });
  });
});

test("a view is asked for that holds the picture, in steps, and within what is told ship by ship", () => {
  for (let height = 3; height < 45; height += 0.5) {
    const { halfWidthM, halfHeightM } = wishFor(height, 16 / 9);
    expect(halfWidthM).toBeGreaterThanOrEqual((height * 16) / 9);
    expect(halfHeightM).toBeGreaterThanOrEqual(height);
    expect(halfWidthM).toBeLessThanOrEqual(80);
    expect(halfHeightM).toBeLessThanOrEqual(60);
  }
  const steps = new Set(Array.from({ length: 80 }, (_, index) => wishFor(20 + index / 4, 1).halfHeightM));
  expect(steps.size).toBeLessThan(10);
});

describe("a link to watch by", () => {
  test("says whom to follow, where, and what is around the picture", () => {
    expect(readLink("https://here/watch?room=2&follow=Ada&hud=0&obs=1&chat=0")).toEqual({
      ...{ room: 2, follow: "Ada", follow2: "", hud: false, overlay: true, chat: false, wall: false },
    });
    expect(readLink("https://here/watch?player=Bob%20B&follow2=Eve&wall=1")).toMatchObject({ follow: "Bob B", follow2: "Eve", wall: true, hud: true });
  });

  test.each(["", "?room=-1", "?room=1e99", "?room=x&follow=%20%20", `?follow=${"a".repeat(500)}`])("with nonsense (%s) asks for nothing odd", (query) => {
    const link = readLink(`https://here/watch${query}`);
    expect(link.room).toBe(0);
    expect(link.follow.length).toBeLessThanOrEqual(64);
  });

  test("finds the players it names, whatever their case, and again when they come back as others", async () => {
    const scene = makeScene();
    scene.room = 1;
    const row = (player: number, name: string) => ({ player, name, score: 0, bot: false, autopilot: false, talks: true, pingMs: null });
    let players = [row(4, "Bob")];
    const found: (readonly number[])[] = [];
    const finder = new Finder(scene, ["ADA", "bob"], (numbers) => found.push(numbers), () => Promise.resolve({ players, more: 0, spectators: 0 }));
    const later = async (nowMs: number): Promise<void> => {
      finder.update(nowMs);
      await Promise.resolve();
    };
    await later(0);
    players = [row(4, "Bob"), row(7, "Ada")];
    await later(1000);
    await later(4000);
    players = [row(4, "Bob")];
    await later(8000);
    players = [row(9, "Ada"), row(4, "Bob")];
    await later(12_000);
    expect(found).toEqual([[4], [7, 4], [9, 4]]);
  });
});

describe("what is watched", () => {
  test("is told by name, the ship that the action is around too", () => {
    const scene = makeScene();
    scene.leaderboard = [{ player: 3, name: "Ada", score: 10, bot: false, team: null }];
    expect(watchedName(scene, { type: "action" })).toBe("the action");
    scene.radar = { ...scene.radar, action: { player: 3, x: 0, y: 0 } };
    expect(watchedName(scene, { type: "action" })).toBe("the action · Ada");
    expect(watchedName(scene, { type: "player", player: 3 })).toBe("Ada");
    expect(watchedName(scene, { type: "player", player: 4 })).toBe("player 4");
    expect(watchedName(scene, { type: "point", x: 1, y: 2 })).toBe("a place");
  });
});
