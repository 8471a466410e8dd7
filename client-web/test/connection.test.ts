import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Connection, socketUrl, type LineState } from "../src/connection";
import { CloseCode } from "../src/protocol/close";
import type { ToClient } from "../src/protocol/to_client";
import type { WhyRefused } from "../src/refusal";
import { FakeSocket, arrayBufferOf, welcome } from "./fake_socket";

let states: LineState[];
let heard: ToClient[];
let codes: number[];

let refusal: WhyRefused;

function connect(): Connection {
  const connection = new Connection("ws://here/ws", {
    hello: () => ({ type: "hello", role: 0, name: "Ada", halfWidthM: 30, halfHeightM: 17, session: null, bot: false, friend: "", look: 0 }),
    heard: (message) => heard.push(message),
    changed: (state) => states.push(state),
    closed: (code) => codes.push(code),
  }, () => Promise.resolve(refusal));
  connection.start();
  return connection;
}

function pauseMs(): number {
  const state = states.at(-1);
  if (state?.type !== "waiting") throw new Error("the connection does not wait");
  return state.retryInMs;
}

describe("the connection", () => {
  beforeEach(() => {
    FakeSocket.opened = [];
    [states, heard, codes] = [[], [], []];
    refusal = {};
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
    vi.spyOn(console, "warn").mockImplementation(() => undefined);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test("says hello and is open when it is welcomed", () => {
    connect();
    FakeSocket.last.accept();
    expect(FakeSocket.last.sent).toHaveLength(1);
    FakeSocket.last.say(welcome());
    expect(heard.map(({ type }) => type)).toEqual(["welcome"]);
    expect(states.at(-1)).toEqual({ type: "open" });
  });

  test("that is refused for where the page comes from says so, and tries no more", async () => {
    refusal = { advice: "tell the host" };
    connect();
    FakeSocket.last.breakWith(1006);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(states.at(-1)).toEqual({ type: "refused", reason: "tell the host", wayBack: "Try again" });
    expect(FakeSocket.opened).toHaveLength(1);
  });

  test("that broke once it was open is no refused one", async () => {
    refusal = { advice: "tell the host" };
    connect();
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(1006);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeSocket.opened.length).toBeGreaterThan(1);
  });

  const there = "ws://there/2/ws";

  test("goes elsewhere once when the server is full, to the same room, and then back", () => {
    const connection = connect();
    connection.url = "ws://here/ws?room=2";
    for (const url of [`${there}?room=2`, "ws://here/ws?room=2"]) {
      FakeSocket.last.accept();
      FakeSocket.last.breakWith(url.startsWith(there) ? CloseCode.Elsewhere : CloseCode.TooSlow, there);
      vi.advanceTimersByTime(pauseMs());
      expect(FakeSocket.last.url).toBe(url);
    }
  });

  test("that is begun anew leads where it is told to, whatever a full server has said before", () => {
    const connection = connect();
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Elsewhere, there);
    connection.url = "ws://here/ws";
    connection.start();
    expect(FakeSocket.last.url).toBe("ws://here/ws");
  });

  test("that never opened because the server is full goes elsewhere too", async () => {
    refusal = { elsewhere: there };
    connect();
    FakeSocket.last.breakWith(1006);
    await vi.advanceTimersByTimeAsync(500);
    expect(FakeSocket.last.url).toBe(there);
  });

  test.each(["", "nowhere", "ws://there/ws"])("goes nowhere by the address “%s”", (address) => {
    const connection = connect();
    connection.url = "wss://here/ws";
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Elsewhere, address);
    vi.advanceTimersByTime(pauseMs());
    expect(FakeSocket.last.url).toBe("wss://here/ws");
  });

  test("counts ticks and inputs on from the welcome, on a mended line too", () => {
    const told = () => heard.flatMap((message) => (message.type === "frame" ? [[message.tick, message.ack]] : []));
    connect();
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([64 + 1 + 32, 1, 3, 2]));
    FakeSocket.last.say(arrayBufferOf([64 + 1 + 32, 1, 4, 1]));
    FakeSocket.last.say(arrayBufferOf([64]));
    expect(told()).toEqual([[103, 2], [107, 3], [111, 3]]);
    FakeSocket.last.breakWith(1006);
    vi.advanceTimersByTime(pauseMs());
    FakeSocket.last.say(welcome());
    FakeSocket.last.say(arrayBufferOf([64 + 32, 1, 1]));
    FakeSocket.last.say(arrayBufferOf([64]));
    expect(told().slice(-2)).toEqual([[101, 0], [102, 0]]);
  });

  test("says nothing but hello before it is welcomed", () => {
    const connection = connect();
    connection.send({ type: "ping", nonce: 1 });
    FakeSocket.last.accept();
    connection.send({ type: "ping", nonce: 2 });
    expect(FakeSocket.last.sent).toHaveLength(1);
    FakeSocket.last.say(welcome());
    connection.send({ type: "ping", nonce: 3 });
    expect(FakeSocket.last.sent).toHaveLength(2);
  });

  test("retries with pauses that grow up to a bound and are never the same for all", () => {
    connect();
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      expect(FakeSocket.opened).toHaveLength(attempt);
      FakeSocket.last.breakWith(1006);
      pauses.push(pauseMs());
      vi.advanceTimersByTime(pauseMs());
    }
    pauses.forEach((pause, index) => {
      const whole = Math.min(10_000, 500 * 2 ** index);
      expect(pause).toBeGreaterThanOrEqual(whole / 2);
      expect(pause).toBeLessThanOrEqual(whole);
    });
    expect(new Set(pauses.map((pause, index) => pause / Math.min(10_000, 500 * 2 ** index))).size).toBeGreaterThan(1);
  });

  test.each([
    ["at once goes on with longer pauses", 9_000, 4_000, 10_000],
    ["after a while begins with a short pause", 11_000, 0, 500],
  ])("a welcomed line that breaks %s", (_, openMs, pauseMsMin, pauseMsMax) => {
    connect();
    for (let attempt = 0; attempt < 6; attempt++) {
      FakeSocket.last.breakWith(1006);
      vi.advanceTimersByTime(pauseMs());
    }
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    vi.advanceTimersByTime(openMs);
    FakeSocket.last.breakWith(CloseCode.Malformed);
    expect(pauseMs()).toBeGreaterThanOrEqual(pauseMsMin);
    expect(pauseMs()).toBeLessThanOrEqual(pauseMsMax);
  });

  test("does not come back to a server that speaks another version, unless it is asked to", () => {
    const connection = connect();
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Version);
    vi.advanceTimersByTime(60_000);
    connection.checkSilence(performance.now());
    expect(FakeSocket.opened).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ type: "refused", reason: "The game has been updated: reload the page" });
    connection.start();
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test("tells why the server closed", () => {
    connect();
    FakeSocket.last.breakWith(CloseCode.Full);
    expect(codes).toEqual([CloseCode.Full]);
    expect(states.at(-1)).toMatchObject({ reason: "Every room is full: you can watch" });
  });

  test.each([
    [CloseCode.Kicked, "removed by a moderator: language", "Removed by a moderator: language", "Come back"],
    [CloseCode.Banned, "banned for good: spam", "Banned for good: spam", ""],
    [CloseCode.Banned, "", "Banned", ""],
  ])("after code %i does not come back by itself, and says why", (code, said, shown, wayBack) => {
    connect();
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    FakeSocket.last.breakWith(code, said);
    expect(states.at(-1)).toEqual({ type: "refused", reason: shown, wayBack });
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.opened).toHaveLength(1);
  });

  test.each([
    ["text", "hello"],
    ["bytes that are no message", new Uint8Array([0xc1]).buffer],
    ["a message of no known kind", arrayBufferOf([77])],
  ])("mends itself after %s", (_, data) => {
    connect();
    FakeSocket.last.accept();
    FakeSocket.last.say(data);
    expect(heard).toEqual([]);
    expect(FakeSocket.last.closedWith).toBe(4100);
    vi.advanceTimersByTime(pauseMs());
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test("gives up a line on which nothing is heard", () => {
    const connection = connect();
    FakeSocket.last.accept();
    connection.checkSilence(performance.now() + 11_000);
    expect(FakeSocket.opened).toHaveLength(1);
    connection.checkSilence(performance.now() + 13_000);
    expect(states.at(-1)?.type).toBe("waiting");
  });

  test("gives up a line that takes nothing instead of queueing", () => {
    const connection = connect();
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome());
    FakeSocket.last.bufferedAmount = 1 << 20;
    connection.send({ type: "ping", nonce: 1 });
    expect(FakeSocket.last.sent).toHaveLength(1);
    expect(states.at(-1)?.type).toBe("waiting");
  });

  test("a new start leaves nothing of the old line behind", () => {
    const connection = connect();
    const old = FakeSocket.last;
    connection.start();
    old.breakWith(1006);
    old.say(welcome());
    expect(heard).toEqual([]);
    expect(FakeSocket.opened).toHaveLength(2);
  });
});

test.each([
  ["http://localhost:8080/", "ws://localhost:8080/ws"],
  ["http://localhost:8080/watch", "ws://localhost:8080/ws"],
  ["https://play.example/some/prefix/", "wss://play.example/some/prefix/ws"],
  ["https://play.example/some/prefix/watch?x=1#y", "wss://play.example/some/prefix/ws"],
])("the page %s finds its server at %s", (page, url) => expect(socketUrl(page)).toBe(url));
