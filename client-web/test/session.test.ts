import { describe, expect, test } from "vitest";
import { CloseCode } from "../src/protocol/close";
import { VERSION } from "../src/protocol/to_server";
import { Control, Kind } from "../src/state/scene";
import { FakeSocket, arrayBufferOf, welcome } from "./fake_socket";
import { packed } from "./packed";
import { SHIP, draw, eachOnItsOwnPage, fly, frame, said, scene, session, visit } from "./visit";

describe("a visit", () => {
  eachOnItsOwnPage();

  test("begins as a spectator behind the start screen", () => {
    visit(false);
    expect(said()[0]?.slice(0, 4)).toEqual([0, VERSION, 1, ""]);
    expect(scene.phase).toEqual({ type: "start", notice: "" });
  });

  test("of /watch begins watching the action", () => {
    visit(true);
    expect(scene.phase).toEqual({ type: "watching", focus: { type: "action" } });
  });

  test("becomes a flight under the name that was entered", () => {
    visit(false);
    fly();
    expect(said()[0]?.slice(0, 4)).toEqual([0, VERSION, 0, "Ada"]);
    expect(scene.phase).toEqual({ type: "flying" });
    session.update(performance.now());
    expect(scene.camera).toMatchObject({ x: 1.5, y: 2.5 });
  });

  test("sends each change of the controls once, numbered and stamped", () => {
    visit(false);
    fly();
    session.steer(Control.Thrust);
    session.steer(Control.Thrust);
    session.steer(Control.Thrust | Control.Fire);
    const controls = said().filter(([kind]) => kind === 1);
    expect(controls).toEqual([
      [1, 1, 102, Control.Thrust],
      [1, 2, 103, Control.Thrust | Control.Fire],
    ]);
  });

  test("knows the name of who is in sight", () => {
    visit(false);
    fly();
    const bob = [SHIP + 1, Kind.Ship, packed(9, 2.5, 1, 0, 0, 0, 0), 9, "Bob", 0, 0, 0, 0];
    FakeSocket.last.say(frame(2, { arrivals: bob }));
    FakeSocket.last.say(frame(2, { events: [[2, 9, "", 7, "Ada", Kind.Bullet]] }));
    expect(scene.kills).toMatchObject([{ killer: "Bob", victim: "Ada", own: true }]);
  });

  test("learns from its ship that it is called something else now, and is told", () => {
    visit(false);
    fly();
    expect([scene.ownName, scene.announcement]).toEqual(["Ada", null]);
    const renamed = [SHIP + 1, Kind.Ship, packed(1.5, 2.5, 1, 0, 0, 0, 0), 7, "Grace", 0, 0, 0, 0];
    FakeSocket.last.say(frame(2, { arrivals: renamed, you: [SHIP + 1, 500, 3, 0, 0, 0, 0, 0, 0] }));
    expect(scene.ownName).toBe("Grace");
    expect(scene.announcement?.text).toBe("A moderator has renamed you: you are Grace now.");
  });

  test("shows who ended the ship, and asks for a new one until there is one", () => {
    visit(false);
    fly();
    session.respawn();
    draw(500);
    const wishes = (): number => said().filter(([kind]) => kind === 5).length;
    const killed = [2, 9, "Bob", 7, "Ada", Kind.Bullet];
    FakeSocket.last.say(frame(8, { events: [killed], you: [0, 500, 2, 0, 0, 0, 0, 174, 0] }));
    expect(scene.phase).toEqual({ type: "dead", death: { killer: "Bob", weapon: Kind.Bullet } });
    expect(scene.kills).toMatchObject([{ killer: "Bob", victim: "Ada", own: true }]);
    draw(500);
    expect(wishes()).toBe(0);
    session.respawn();
    draw(500);
    expect(wishes()).toBeGreaterThan(1);
    FakeSocket.last.say(frame(70, { you: [SHIP + 1, 500, 2, 0, 0, 0, 0, 174, 0] }));
    expect(scene.phase).toEqual({ type: "flying" });
    expect(scene.you.spawnShieldUntil).toBe(180 + 96);
    const before = wishes();
    draw(500);
    expect(wishes()).toBe(before);
  });

  test("does not fire or jump by the keys that were held through death, until they are pressed again", () => {
    visit(false);
    fly();
    session.steer(Control.Thrust | Control.Fire);
    FakeSocket.last.say(frame(8, { you: [0, 500, 2, 0, 0, 0, 0, 174, 0] }));
    session.steer(Control.Thrust | Control.Fire | Control.Hyperspace);
    FakeSocket.last.say(frame(70, { you: [SHIP + 1, 500, 2, 0, 0, 0, 0, 174, 0] }));
    session.steer(Control.Fire | Control.Hyperspace);
    session.steer(Control.Fire);
    session.steer(Control.Fire | Control.Hyperspace);
    session.steer(Control.Hyperspace);
    session.steer(Control.Hyperspace | Control.Fire);
    const controls = said().flatMap(([kind, , , held]) => (kind === 1 ? [held] : []));
    expect(controls).toEqual([
      Control.Thrust | Control.Fire,
      Control.Thrust,
      0,
      Control.Hyperspace,
      Control.Hyperspace | Control.Fire,
    ]);
  });

  test("cheers for a life that was earned, not for those of a new run", () => {
    visit(false);
    fly();
    FakeSocket.last.say(frame(8, { you: [SHIP, 10_020, 4, 0, 0, 0, 0, 0, 0] }));
    expect(scene.effects).toEqual([{ type: "extraLife" }]);
    scene.effects.length = 0;
    FakeSocket.last.say(frame(10, { you: [0, 10_020, 0, 0, 0, 0, 0, 0, 0] }));
    FakeSocket.last.say(frame(70, { you: [SHIP + 1, 0, 3, 0, 0, 0, 0, 0, 0] }));
    expect(scene.effects).toEqual([]);
  });

  test("to a full server ends watching, with a word about it", () => {
    visit(false);
    session.fly("Ada");
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Full);
    expect(scene.phase.type).toBe("start");
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome(0));
    expect(said()[0]?.[2]).toBe(1);
    expect(scene.phase).toEqual({ type: "start", notice: "Every room is full: you can watch" });
  });

  test("into a room that is full may go on into any other", () => {
    visit(true);
    session.connection.url = "ws://here/ws?room=2";
    session.fly("Ada");
    expect(FakeSocket.last.url).toBe("ws://here/ws?room=2");
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Full, "room 2 is full");
    expect(FakeSocket.last.url).toBe("ws://here/ws");
    session.fly("Ada");
    expect(FakeSocket.last.url).toBe("ws://here/ws");
  });

  test("to a server of another version ends with the advice to reload the page", () => {
    visit(false);
    session.fly("Ada");
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Version);
    draw(20_000);
    expect(scene.phase).toMatchObject({ type: "refused", reason: "The game has been updated: reload the page" });
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test("of a full server with a reason of its own shows that reason", () => {
    visit(false);
    session.fly("Ada");
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Full, "no newcomers for now");
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome(0));
    expect(scene.phase).toEqual({ type: "start", notice: "No newcomers for now" });
  });

  test("that a moderator has ended begins anew at the start screen, once the player wants to", () => {
    visit(false);
    fly();
    FakeSocket.last.breakWith(CloseCode.Kicked, "removed by a moderator");
    expect(scene.phase).toMatchObject({ type: "refused", wayBack: "Come back" });
    session.backToStart();
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome(0));
    expect(said()[0]?.[2]).toBe(1);
    expect(scene.phase).toEqual({ type: "start", notice: "" });
  });

  test("shows what those who run the server announce", () => {
    visit(false);
    fly();
    FakeSocket.last.say(arrayBufferOf([7, "Back in 5 min"]));
    expect(scene.announcement?.text).toBe("Back in 5 min");
  });

  test("asks for a view that fits the window, however often it changes", () => {
    visit(false);
    fly();
    for (let width = 900; width <= 1600; width += 10) session.resize(width, 800);
    draw(600);
    const views = said().filter(([kind]) => kind === 2) as [number, number, number][];
    expect(views).toHaveLength(1);
    const [, halfWidthM, halfHeightM] = views[0] ?? [0, 0, 1];
    expect(halfWidthM / halfHeightM).toBeCloseTo(2, 3);
  });
});
