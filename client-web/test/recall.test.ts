import { describe, expect, test } from "vitest";
import type { Body } from "../src/state/body";
import { Inputs } from "../src/state/inputs";
import { makeScene, makeYou } from "../src/state/make_scene";
import { Picture } from "../src/state/picture";
import { Recall } from "../src/state/recall";
import { makeRules } from "../src/state/rules";
import { decodeToClient } from "../src/protocol/to_client";
import { Killcam, fallOf, sectionBefore } from "../src/watch/film/killcam";
import { Projector } from "../src/watch/film/projector";
import { Room, dice, keyOf, wire } from "./film";

const FROM = 640;

/** A pilot who has been told so many ticks of a room, and remembers the last of them. */
function told(seed: number, ticks: number): { room: Room; recall: Recall; lastTick: number } {
  const room = new Room(FROM, dice(seed), 6, 4);
  const [[, welcomeSaid] = [0, []], ...messages] = room.film(ticks);
  const welcome = decodeToClient(wire(welcomeSaid), { tick: 0, paceTicks: 0, ack: 0 });
  if (welcome.type !== "welcome") throw new Error("no welcome");
  const picture = new Picture(makeRules(welcome), 0, new Inputs(), makeYou(), [], () => undefined);
  picture.tick = FROM;
  const recall = new Recall(welcome);
  let before = { tick: FROM, paceTicks: 0, ack: 0 };
  for (const [, said] of messages) {
    const message = decodeToClient(wire(said), before);
    if (message.type !== "frame") continue;
    before = message;
    picture.apply(message);
    // A pilot's picture is ahead of what was told.
    picture.show(message.tick + 5, 16);
    recall.keep(message, picture);
  }
  return { room, recall, lastTick: before.tick };
}

describe("the last seconds", () => {
  test.each([1, 2, 3, 4])("are shown once more as they were, to the bit (room %d)", (seed) => {
    const { room, recall, lastTick } = told(seed, 1000);
    const section = sectionBefore(recall, lastTick)!;
    expect(section.fromTick).toBeLessThanOrEqual(lastTick - 5 * 32);
    const scene = makeScene();
    const projector = new Projector(scene);
    for (let tick = section.fromTick; tick < lastTick; tick++) {
      projector.show(section, tick, 0, 16);
      const shown = new Map((scene.entities as Body[]).map((body) => [keyOf(body, body.now), { ...body.now }]));
      expect(shown, `tick ${tick}`).toEqual(room.truth.get(tick));
    }
  });

  test("are kept for little more than they are shown, however long the flight is", () => {
    const { recall, lastTick } = told(5, 3000);
    const frames = recall.chapters.flatMap((chapter) => chapter.frames);
    expect(lastTick - recall.chapters[0]!.keyframe.tick).toBeLessThanOrEqual(10 * 32);
    expect(frames.length).toBeLessThan(200);
  });

  test("have the killer in the middle, to the blow and a moment longer", () => {
    const { recall } = told(1, 1000);
    const events = recall.chapters.flatMap(({ frames }) => frames.flatMap((frame) => frame.events.map((event) => ({ event, tick: frame.tick }))));
    const last = events.filter(({ event }) => event.type === "kill").at(-1)!;
    if (last.event.type !== "kill") throw new Error("no kill");
    const fall = fallOf(recall, last.event.victim)!;
    expect(fall).toMatchObject({ killer: last.event.killer, tick: last.tick });
    expect(fallOf(recall, 999)).toBeNull();
    const live = makeScene();
    live.ownPlayer = last.event.victim;
    const killcam = new Killcam(sectionBefore(recall, fall.tick)!, fall, live);
    let ms = 0;
    while (!killcam.isOver) {
      killcam.show(ms, live.camera);
      ms += 16;
      expect(ms).toBeLessThan(10_000);
      const killer = killcam.scene.entities.find(({ player }) => player === fall.killer)!;
      expect(Math.hypot(killer.x - killcam.scene.camera.x, killer.y - killcam.scene.camera.y)).toBeLessThan(400);
    }
    expect(killcam.scene.tick).toBeGreaterThanOrEqual(fall.tick);
    expect(killcam.scene.kills.at(-1)?.victim).toBe(`Pilot ${last.event.victim}`);
  });

  test("are no more than what was told, when that is less", () => {
    const { recall, lastTick } = told(1, 40);
    expect(sectionBefore(recall, lastTick)?.fromTick).toBe(FROM);
    recall.forget();
    expect(sectionBefore(recall, lastTick)).toBeNull();
  });
});
