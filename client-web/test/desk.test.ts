import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Desk, Refused, isTokenWrong } from "../src/admin/desk";
import { lengthOf } from "../src/admin/words";

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
