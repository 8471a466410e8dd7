// A visit to the page, with the test as its server.

import { decode } from "@msgpack/msgpack";
import { afterEach, beforeEach, vi } from "vitest";
import { Session } from "../src/session";
import { makeScene } from "../src/state/make_scene";
import { Kind, type Scene } from "../src/state/scene";
import { FakeSocket, arrayBufferOf, welcome } from "./fake_socket";
import { packed } from "./packed";

export const SHIP = 21;
export const YOU = [SHIP, 500, 3, 0, 0, 0, 0, 0, 0];
export const OWN_ARRIVAL = [SHIP, Kind.Ship, packed(1.5, 2.5, 1, 0, 0, 0, 0), 7, "Ada", 0, 0, 0, 0];

/** A frame so many ticks after the one before, or after the welcome of tick 100. */
export function frame(ticks: number, { arrivals = [], events = [], you }: { arrivals?: unknown[]; events?: unknown[]; you?: unknown[] }) {
  const itself = you === undefined ? [] : [you];
  return arrayBufferOf([64 + 8 + 32, 1 + 4 + 32 * itself.length, ticks, arrivals, events, ...itself]);
}

export const KEY = Uint8Array.from({ length: 16 }, (_, index) => 255 - index);

/** Of the newest visit. */
export let scene: Scene;
export let session: Session;
/** What the tab has stored. */
export const stored = new Map<string, string>();

/** What has been said on the newest line, as arrays. */
export function said(): unknown[][] {
  return FakeSocket.last.sent.map((bytes) => decode(bytes) as unknown[]);
}

/** Opens the page, as far as its hello. */
export function open(watching: boolean): void {
  scene = makeScene();
  session = new Session("ws://here/ws", scene, watching);
  session.resize(1600, 900);
  session.connection.start();
  FakeSocket.last.accept();
}

export function visit(watching: boolean): void {
  open(watching);
  FakeSocket.last.say(welcome(0));
}

/** Lets the page draw for a while. */
export function draw(forMs: number): void {
  for (let ms = 0; ms < forMs; ms += 16) {
    vi.advanceTimersByTime(16);
    session.update(performance.now());
  }
}

export function fly(): void {
  session.fly("Ada");
  FakeSocket.last.accept();
  FakeSocket.last.say(welcome());
  FakeSocket.last.say(frame(2, { arrivals: OWN_ARRIVAL, you: YOU }));
}

/** Gives each test of a file a page of its own, before a server that is the test. */
export function eachOnItsOwnPage(): void {
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
}
