import { beforeEach, describe, expect, test, vi } from "vitest";
import { CloseCode } from "../src/protocol/close";
import { codeHere, lineHome } from "../src/room/here";
import { linkToRoom, openRoom, ownRoomHere } from "../src/room/own";
import { FakeSocket, welcome } from "./fake_socket";
import { eachOnItsOwnPage, fly, scene, session, visit } from "./visit";

const CODE = "23456789abcde";

/** The page is at this address from now on. */
function be(search: string): void {
  vi.stubGlobal("location", { search, href: `https://play.example/a/${search}`, pathname: "/a/" });
  vi.stubGlobal("history", { replaceState: (_state: unknown, _title: string, path: string) => be(path.replace("/a/", "")) });
}

test.each([
  [`?room=${CODE}`, CODE],
  [`?with=Ada&room=${CODE}#x`, CODE],
  ["?room=3", ""],
  ["", ""],
  [`?room=${CODE}x`, ""],
  ["?room=23456789abcdi", ""],
  [`?bedroom=${CODE}`, ""],
])("the page at %s is of the room %s", (search, code) => {
  be(search);
  expect(codeHere()).toBe(code);
  expect(lineHome("wss://play.example/ws?room=2")).toBe(`wss://play.example/ws${code && `?room=${code}`}`);
});

describe("a page of a private room", () => {
  eachOnItsOwnPage();
  beforeEach(() => be(`?room=${CODE}`));

  test("stays there when a pilot leaves, or finds it full", () => {
    visit(false);
    fly();
    session.backToStart();
    expect(FakeSocket.last.url).toContain(`?room=${CODE}`);
    session.fly("Ada");
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Full, "this room is full; you can watch");
    expect(scene.phase).toEqual({ type: "start", notice: "This room is full; you can watch" });
    expect(FakeSocket.last.url).toContain(`?room=${CODE}`);
  });

  test("is one of the open world once nobody is let in there, and says so", () => {
    visit(false);
    session.backToStart();
    FakeSocket.last.accept();
    FakeSocket.last.breakWith(CloseCode.Full, "that room is locked");
    FakeSocket.last.accept();
    FakeSocket.last.say(welcome(0));
    expect(scene.phase).toEqual({ type: "start", notice: "That room has ended, lets nobody in, or never was." });
    expect(FakeSocket.last.url).not.toContain("room");
    expect(codeHere()).toBe("");
  });
});

describe("who opens a room", () => {
  beforeEach(() => {
    const items = new Map<string, string>();
    vi.stubGlobal("localStorage", { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => items.set(key, value) });
  });

  test("is known there again, and in the latest eight rooms alone", async () => {
    const codes = Array.from({ length: 9 }, (_, index) => `aaaaaaaaaaaa${"bcdefghjk"[index]}`);
    for (const code of codes) {
      vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ code, key: "a key", room: 1001 }, { status: 201 })));
      expect(await openRoom({ people: 2, bots: 0, chat: true, teams: false })).toBe(code);
    }
    const isOwn = codes.map((code) => {
      be(`?room=${code}`);
      return ownRoomHere() !== null;
    });
    expect(isOwn).toEqual([false, true, true, true, true, true, true, true, true]);
    be("");
    expect(ownRoomHere()).toBe(null);
    expect(linkToRoom(CODE)).toBe(`https://play.example/a/?room=${CODE}`);
  });

  test("sends its key with what it orders, and nothing else does", async () => {
    const asked: [string, string | null][] = [];
    vi.stubGlobal("fetch", (path: string, { headers }: RequestInit) => {
      asked.push([path, new Headers(headers).get("Authorization")]);
      return Promise.resolve(Response.json(path === "api/rooms" ? { code: CODE, key: "secret", room: 1001 } : { locked: true }));
    });
    await openRoom({ people: 2, bots: 0, chat: true, teams: false });
    be(`?room=${CODE}`);
    const room = ownRoomHere();
    expect(await room?.isLocked()).toBe(true);
    await room?.lock(false);
    await room?.kick(7);
    expect(asked).toEqual([
      ["api/rooms", null],
      [`api/rooms/${CODE}`, null],
      [`api/rooms/${CODE}/lock`, "Bearer secret"],
      [`api/rooms/${CODE}/kick`, "Bearer secret"],
    ]);
  });
});
