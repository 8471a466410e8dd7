import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepFriends, keepMutes } from "../src/state/kept_names";

beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal("localStorage", { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => items.set(key, value) });
});

afterEach(() => vi.unstubAllGlobals());

test("friends and muted names are kept apart, and over visits", () => {
  const friends = keepFriends();
  friends.toggle("Ada");
  friends.toggle("Zoe");
  keepMutes().toggle("Bob");
  expect(keepFriends().latest).toEqual(["Zoe", "Ada"]);
  expect(keepFriends().has("Bob")).toBe(false);
  expect(keepMutes().has("Bob")).toBe(true);
  friends.toggle("Zoe");
  expect(keepFriends().latest).toEqual(["Ada"]);
});

test("of too many names the first ones are forgotten", () => {
  const friends = keepFriends();
  for (let number = 0; number < 250; number++) friends.toggle(`pilot ${number}`);
  expect(keepFriends().latest).toHaveLength(200);
  expect(friends.has("pilot 49")).toBe(false);
  expect(friends.has("pilot 50")).toBe(true);
});

test("what somebody else has put into the storage is no name", () => {
  for (const strange of ["{", "7", '{"a":1}', "[1,null]"]) {
    localStorage.setItem("asteroids.friends", strange);
    expect(keepFriends().latest).toEqual([]);
  }
});
