import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { whoElseIsThere } from "../src/admin/bans";
import { spoken } from "../src/admin/chat";
import { Desk, Refused, isTokenWrong, type Row } from "../src/admin/desk";
import { drawn } from "../src/admin/players";
import { lengthOf, minutesOf } from "../src/admin/words";

/** What the server was asked last. */
let asked: { path: string; options: RequestInit };

function answer(status: number, body: unknown): void {
  vi.stubGlobal("fetch", (path: string, options: RequestInit) => {
    asked = { path, options };
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
}

describe("the moderators' desk", () => {
  beforeEach(() => answer(200, {}));
  afterEach(() => vi.unstubAllGlobals());

  test("brings the token, and what is asked as JSON", async () => {
    await new Desk("the token").ban({ network: "192.0.2.0/24" }, 60, "spam");
    expect(asked.path).toBe("api/admin/bans");
    expect(asked.options).toMatchObject({
      method: "POST",
      headers: { Authorization: "Bearer the token", "Content-Type": "application/json" },
      body: '{"network":"192.0.2.0/24","minutes":60,"reason":"spam","address_minutes":null}',
    });
  });

  test("says in the server's words why it refuses", async () => {
    answer(404, { error: "there is no such ban any more" });
    await expect(new Desk("the token").lift(7)).rejects.toThrow("there is no such ban any more");
    expect(asked.path).toBe("api/admin/bans/7");
  });

  test.each([
    [401, true],
    [429, false],
    [507, false],
  ])("at status %i the token is wrong: %s", async (status, wrong) => {
    answer(status, { error: "no" });
    const refused = await new Desk("a guess").players().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect(isTokenWrong(refused)).toBe(wrong);
  });
});

test.each([
  [59, "59 s"],
  [60, "1 min"],
  [3600, "1 h"],
  [48 * 3600, "2 days"],
])("%i seconds are %s", (seconds, text) => expect(lengthOf(seconds)).toBe(text));

const EVE: Row = {
  ...{ client: 3, room: 1, role: "pilot", name: "Eve", score: 20, here_s: 65, address: "192.0.2.7", pseudonym: "a1" },
  ...{ player: 9, others_there: 2, muted_s: 0, stored: null },
};

describe("what is drawn", () => {
  test("of who is here and of what is said stays the same while nothing changes but the time", () => {
    const later: Row = { ...EVE, here_s: EVE.here_s + 3 };
    expect(drawn(later)).toEqual(drawn(EVE));
    const newcomer: Row = { ...EVE, here_s: 2, muted_s: 500 };
    expect(drawn({ ...newcomer, here_s: 5, muted_s: 497 })).toEqual(drawn(newcomer));
    const line = { room: 1, player: 9, name: "Eve", text: "hello", age_s: 4 };
    expect(spoken([{ ...line, age_s: 7 }], [{ ...later, score: 40 }])).toEqual(spoken([line], [EVE]));
  });

  test("of the chat is the latest line first, with whoever can be muted for it", () => {
    const old = { room: 1, player: 9, name: "Eve", text: "old", age_s: 40 };
    const lines = [old, { ...old, text: "new", age_s: 4 }];
    expect(spoken(lines, [EVE]).map(({ text, speaker }) => [text, speaker?.client])).toEqual([["new", 3], ["old", 3]]);
    for (const here of [[], [{ ...EVE, room: 2 }], [{ ...EVE, muted_s: 60 }]]) {
      expect(spoken(lines, here).map(({ speaker }) => speaker)).toEqual([null, null]);
    }
  });

  test("of somebody who is muted is for about how long", () => {
    expect([0, 30, 600].map((muted_s) => drawn({ ...EVE, muted_s }).muted)).toEqual([
      "",
      "muted for less than a minute more",
      "muted for 10 min more",
    ]);
    expect(minutesOf(3600)).toBe("1 h");
  });
});

test.each([
  ["eve", [EVE], "2 others come from there"],
  ["Eve", [EVE, { ...EVE, client: 4 }], "2 others come from there"],
  ["Eve", [EVE, { ...EVE, client: 4, address: "192.0.2.8", others_there: 1 }], "3 others come from there"],
  ["Known", [{ ...EVE, stored: { name: "Known", claimed: true } }], "2 others come from there"],
  ["Eve", [{ ...EVE, stored: { name: "Known", claimed: true } }], "Nobody of this name is here: no address is banned."],
  ["Ada", [EVE], "Nobody of this name is here: no address is banned."],
  ["Eve", [{ ...EVE, others_there: null }], "Everybody comes by one address: it is not banned."],
] as const)("a ban of %j with its addresses says who else they keep out", (name, here, says) => {
  expect(whoElseIsThere(name, here)).toBe(says);
});
