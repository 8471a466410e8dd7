import { decode } from "@msgpack/msgpack";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CloseCode } from "../src/protocol/close";
import { VERSION } from "../src/protocol/to_server";
import { Session } from "../src/session";
import { Spectator } from "../src/spectator";
import { makeScene } from "../src/state/make_scene";
import { Control, Kind, type Scene } from "../src/state/scene";
import { FakeSocket, arrayBufferOf, welcome } from "./fake_socket";
import { packed } from "./packed";

const SHIP = 21;
const YOU = [SHIP, 500, 3, 0, 0, 0, 0, 0];
const OWN_ARRIVAL = [SHIP, Kind.Ship, packed(1.5, 2.5, 1, 0, 0, 0, 0), 7, "Ada", 0, 0];

/** A frame so many ticks after the one before, or after the welcome of tick 100. */
function frame(ticks: number, { arrivals = [], events = [], you }: { arrivals?: unknown[]; events?: unknown[]; you?: unknown[] }) {
  const itself = you === undefined ? [] : [you];
  return arrayBufferOf([64 + 8 + 32, 1 + 4 + 32 * itself.length, ticks, arrivals, events, ...itself]);
}

const KEY = Uint8Array.from({ length: 16 }, (_, index) => 255 - index);

let scene: Scene;
let session: Session;
/** What the tab has stored. */
const stored = new Map<string, string>();

/** What has been said on the newest line, as arrays. */
function said(): unknown[][] {
  return FakeSocket.last.sent.map((bytes) => decode(bytes) as unknown[]);
}

/** Opens the page, as far as its hello. */
function open(watching: boolean): void {
  const canvas = { addEventListener: () => undefined } as unknown as HTMLCanvasElement;
  scene = makeScene();
  session = new Session("ws://here/ws", scene, new Spectator(canvas, scene, () => session.turn()), watching);
  session.resize(1600, 900);
  session.connection.start();
  FakeSocket.last.accept();
}

function visit(watching: boolean): void {
  open(watching);
  FakeSocket.last.say(welcome(0));
}

/** Lets the page draw for a while. */
function draw(forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 16) {
    vi.advanceTimersByTime(16);
    session.update(performance.now());
  }
}

function fly(): void {
  session.fly("Ada");
  FakeSocket.last.accept();
  FakeSocket.last.say(welcome());
  FakeSocket.last.say(frame(2, { arrivals: OWN_ARRIVAL, you: YOU }));
}

describe("a visit", () => {
  beforeEach(() => {
    FakeSocket.opened = [];
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.stubGlobal("addEventListener", () => undefined);
    stored.clear();
    vi.stubGlobal("sessionStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    });
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

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
    expect(scene.entities[0]?.controls).toBe(Control.Left);
  });

  test("knows the name of who is in sight", () => {
    visit(false);
    fly();
    const bob = [SHIP + 1, Kind.Ship, packed(9, 2.5, 1, 0, 0, 0, 0), 9, "Bob", 0, 0];
    FakeSocket.last.say(frame(2, { arrivals: bob }));
    FakeSocket.last.say(frame(2, { events: [[2, 9, "", 7, "Ada", Kind.Bullet]] }));
    expect(scene.kills).toMatchObject([{ killer: "Bob", victim: "Ada", own: true }]);
  });

  test("shows who ended the ship, and asks for a new one until there is one", () => {
    visit(false);
    fly();
    session.respawn();
    draw(500);
    const wishes = (): number => said().filter(([kind]) => kind === 5).length;
    const killed = [2, 9, "Bob", 7, "Ada", Kind.Bullet];
    FakeSocket.last.say(frame(8, { events: [killed], you: [0, 500, 2, 0, 0, 0, 0, 174] }));
    expect(scene.phase).toEqual({ type: "dead", killer: "Bob", weapon: Kind.Bullet });
    expect(scene.kills).toMatchObject([{ killer: "Bob", victim: "Ada", own: true }]);
    draw(500);
    expect(wishes()).toBe(0);
    session.respawn();
    draw(500);
    expect(wishes()).toBeGreaterThan(1);
    FakeSocket.last.say(frame(70, { you: [SHIP + 1, 500, 2, 0, 0, 0, 0, 174] }));
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
    FakeSocket.last.say(frame(8, { you: [0, 500, 2, 0, 0, 0, 0, 174] }));
    session.steer(Control.Thrust | Control.Fire | Control.Hyperspace);
    FakeSocket.last.say(frame(70, { you: [SHIP + 1, 500, 2, 0, 0, 0, 0, 174] }));
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
    FakeSocket.last.say(frame(8, { you: [SHIP, 10_020, 4, 0, 0, 0, 0, 0] }));
    expect(scene.effects).toEqual([{ type: "extraLife" }]);
    scene.effects.length = 0;
    FakeSocket.last.say(frame(10, { you: [0, 10_020, 0, 0, 0, 0, 0, 0] }));
    FakeSocket.last.say(frame(70, { you: [SHIP + 1, 0, 3, 0, 0, 0, 0, 0] }));
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

  /** Breaks the line of a flight, and mends it with another flight. */
  function loseFlight(): void {
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
    FakeSocket.last.breakWith(1006);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([5, KEY, false]));
  }

  test("says that the run is lost, if it is", () => {
    visit(false);
    fly();
    expect(scene.announcement).toBeNull();
    loseFlight();
    expect(scene.announcement?.text).toMatch(/^Your run is lost/);
  });

  test("says nothing of a run that was over before the line broke", () => {
    visit(false);
    fly();
    FakeSocket.last.say(frame(1, { events: [[2, 0, "", 7, "", Kind.RockLarge]], you: [0, 500, 0, 0, 0, 0, 0, 0] }));
    expect(scene.phase).toMatchObject({ type: "dead" });
    loseFlight();
    expect(scene.announcement).toBeNull();
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
    stored.set("asteroids.claim", JSON.stringify([1, ...KEY]));
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
    stored.set("asteroids.claim", JSON.stringify([1, ...KEY]));
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
    expect(scene.phase).toMatchObject({ type: "refused", mayReturn: true });
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

  test("asks for a view that fits the window, however often it changes", () => {
    visit(false);
    fly();
    for (let width = 900; width <= 1600; width += 10) session.resize(width, 900);
    draw(600);
    const views = said().filter(([kind]) => kind === 2) as [number, number, number][];
    expect(views).toHaveLength(1);
    const [, halfWidthM, halfHeightM] = views[0] ?? [0, 0, 1];
    expect(halfWidthM / halfHeightM).toBeCloseTo(16 / 9, 3);
  });
});
