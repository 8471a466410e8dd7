import { describe, expect, test, vi } from "vitest";
import { CloseCode } from "../src/protocol/close";
import { VERSION } from "../src/protocol/to_server";
import { Control, Kind } from "../src/state/scene";
import { FakeSocket, arrayBufferOf, welcome } from "./fake_socket";
import { KEY, OWN_ARRIVAL, YOU, draw, eachOnItsOwnPage, fly, frame, open, said, scene, session, stored, visit } from "./visit";

describe("a visit", () => {
  eachOnItsOwnPage();

  test("says only hello before it is welcomed again, whatever is pressed", () => {
    visit(false);
    fly();
    session.steer(Control.Thrust);
    FakeSocket.last.breakWith(1006);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    session.steer(Control.Left);
    session.resize(900, 900);
    draw(3000);
    expect(said().map(([kind]) => kind)).toEqual([0]);
    FakeSocket.last.say(welcome());
    draw(200);
    expect(said().filter(([kind]) => kind === 2)).toHaveLength(1);
    expect(said().filter(([kind]) => kind === 4)[0]).toEqual([4, 1]);
  });

  test("on a mended line goes on with what is held", () => {
    visit(false);
    fly();
    session.steer(Control.Thrust);
    FakeSocket.last.breakWith(1006);
    session.steer(Control.Thrust | Control.Left);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(frame(2, { arrivals: OWN_ARRIVAL, you: YOU }));
    session.steer(Control.Left);
    expect(said().filter(([kind]) => kind === 1)).toEqual([
      [1, 1, 100, Control.Thrust | Control.Left],
      [1, 2, 102, Control.Left],
    ]);
    // The server has not taken the first yet, and takes one a tick.
    draw(100);
    expect(scene.entities[0]?.controls).toBe(Control.Left);
  });

  test("shows a broken line, and is a pilot again when it is mended", () => {
    visit(false);
    fly();
    FakeSocket.last.breakWith(1006);
    expect(scene.phase).toMatchObject({ type: "connecting", attempt: 1, reason: "The line is broken" });
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    expect(said()[0]?.slice(0, 4)).toEqual([0, VERSION, 0, "Ada"]);
    expect(scene.phase).toEqual({ type: "flying" });
  });

  test("goes on with its ship after a line that broke, by the key that it was given", () => {
    visit(false);
    fly();
    expect(said()[0]?.[6]).toBeNull();
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    FakeSocket.last.breakWith(CloseCode.Restarting);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    expect(said()[0]?.[6]).toEqual([1, KEY]);
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([5, KEY, true]));
    FakeSocket.last.say(frame(2, { arrivals: OWN_ARRIVAL, you: YOU }));
    expect(scene.phase).toEqual({ type: "flying" });
    expect(scene.you.score).toBe(500);
  });

  /** Breaks the line of a flight by this code, and mends it with another flight. */
  function loseFlight(code = 1006): void {
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    FakeSocket.last.breakWith(code);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
  }

  test.each([
    [1006, "The server ended without keeping it, or the line was down for too long"],
    [CloseCode.Restarting, "The server ended without keeping it, or the line was down for too long"],
    [CloseCode.Malformed, "The server did not understand this page"],
    [CloseCode.TooLarge, "The server did not understand this page"],
    [CloseCode.Flood, "Too many messages were sent"],
  ])("says that the run is lost after code %i, and why", (code, why) => {
    visit(false);
    fly();
    expect(scene.announcement).toBeNull();
    loseFlight(code);
    expect(scene.announcement?.text).toBe(`Your run is lost. ${why}`);
  });

  test("that finds its ship gone knows what ended it if it had seen it, and else says nothing of it", () => {
    const gone = [0, 500, 2, 0, 0, 0, 0, 0, 0];
    const comeBack = (you: unknown[], arrivals: unknown[] = []): void => {
      FakeSocket.last.breakWith(1006);
      vi.advanceTimersByTime(1000);
      FakeSocket.last.accept();
      FakeSocket.last.say(welcome());
      FakeSocket.last.say(frame(2, { you, arrivals }));
    };
    visit(false);
    fly();
    FakeSocket.last.say(frame(1, { events: [[2, 9, "Bob", 7, "Ada", Kind.Bullet]], you: gone }));
    const shot = { type: "dead", death: { killer: "Bob", weapon: Kind.Bullet } };
    expect(scene.phase).toEqual(shot);
    comeBack(gone);
    expect(scene.phase).toEqual(shot);
    comeBack(YOU, OWN_ARRIVAL);
    comeBack(gone);
    expect(scene.phase).toEqual({ type: "dead", death: null });
  });

  test("says nothing of a run that was over before the line broke", () => {
    visit(false);
    fly();
    FakeSocket.last.say(frame(1, { events: [[2, 0, "", 7, "", Kind.RockLarge]], you: [0, 500, 0, 0, 0, 0, 0, 0, 0] }));
    expect(scene.phase).toMatchObject({ type: "dead" });
    loseFlight();
    expect(scene.announcement).toBeNull();
  });

  test("of a page that was killed after the last life has lost no run", () => {
    visit(false);
    fly();
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    FakeSocket.last.say(frame(1, { you: [0, 500, 0, 0, 0, 0, 0, 0, 0] }));
    open(false);
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    expect(scene.announcement).toBeNull();
  });

  test("tells whether a line was sent", () => {
    visit(false);
    fly();
    expect(session.say("hello")).toBe(true);
    FakeSocket.last.breakWith(1006);
    expect(session.say("hello?")).toBe(false);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    expect(session.say("hello?")).toBe(false);
    FakeSocket.last.say(welcome());
    expect(session.say("hello again")).toBe(true);
  });

  test("has a run from the take-off to the last life or the way back, over a broken line too", () => {
    visit(false);
    expect(session.hasRun).toBe(false);
    fly();
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    expect(session.hasRun).toBe(true);
    FakeSocket.last.breakWith(1006);
    expect(session.hasRun).toBe(true);
    session.backToStart();
    expect(session.hasRun).toBe(false);
    fly();
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    FakeSocket.last.breakWith(CloseCode.Kicked);
    expect(session.hasRun).toBe(false);
  });

  test("that takes off again is a new flight", () => {
    visit(false);
    fly();
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    session.fly("Bob");
    FakeSocket.last.accept();
    expect(said()[0]?.slice(3, 4)).toEqual(["Bob"]);
    expect(said()[0]?.[6]).toBeNull();
  });

  test("of a page that was killed goes on where it was", () => {
    stored.set("asteroids.claim", JSON.stringify([1, 0, ...KEY]));
    open(false);
    expect(said()[0]?.[2]).toBe(0);
    expect(said()[0]?.[6]).toEqual([1, KEY]);
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([5, KEY, true]));
    expect(scene.phase).toEqual({ type: "flying" });
    session.leave();
    expect(stored.size).toBe(0);
  });

  test("of a page that was killed too long ago begins at the start screen", () => {
    stored.set("asteroids.claim", JSON.stringify([1, 0, ...KEY]));
    open(false);
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome(0));
    expect(said()[0]?.[6]).toBeNull();
    expect(scene.phase).toEqual({ type: "start", notice: "" });
    expect(stored.size).toBe(0);
  });

  test("that another window has taken over stays where it is", () => {
    visit(false);
    fly();
    FakeSocket.last.breakWith(CloseCode.TakenOver);
    draw(20_000);
    expect(scene.phase).toMatchObject({ type: "refused" });
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test("says when nobody looks, on a mended line too", () => {
    visit(false);
    fly();
    session.setAway(true);
    FakeSocket.last.breakWith(1006);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    expect(said()).toContainEqual([6, true]);
  });
});
