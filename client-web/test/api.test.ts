import { afterEach, describe, expect, test, vi } from "vitest";
import { Refused, Unanswered, claim, me } from "../src/account/api";
import { Patience } from "../src/account/patience";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** The server, or what is on the way to it, answers so. */
function answering(status: number, body: string): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

describe("a server that is asked", () => {
  test("and says no is quoted", async () => {
    answering(409, '{"error":"this name is taken"}');
    await expect(claim("Ada", "correct horse")).rejects.toEqual(new Refused("this name is taken", 409));
  });

  test("and is busy is told from one that refuses", async () => {
    for (const [status, busy] of [[503, true], [500, true], [429, false], [404, false]] as const) {
      answering(status, '{"error":"try again later"}');
      const refused = await me().catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Refused);
      expect((refused as Refused).isBusy).toBe(busy);
    }
  });

  test.each([
    ["is down", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["takes too long", () => Promise.reject(new DOMException("signal timed out", "TimeoutError"))],
    ["has a proxy answer with a page", () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 }))],
  ])("and %s has not answered, in words for people", async (_, fetch) => {
    vi.stubGlobal("fetch", fetch);
    await expect(me()).rejects.toEqual(new Unanswered());
  });
});

test("who is not answered asks again, less and less often, until it is", () => {
  vi.useFakeTimers();
  let asked = 0;
  const patience = new Patience(() => {
    asked += 1;
    patience.missed();
  });
  patience.missed();
  vi.advanceTimersByTime(1_000);
  expect(asked).toBe(1);
  vi.advanceTimersByTime(600_000);
  expect(asked).toBeGreaterThan(600 / 30);
  expect(asked).toBeLessThan(600 / 15 + 10);
  patience.answered();
  const before = asked;
  vi.advanceTimersByTime(600_000);
  expect(asked).toBe(before);
});
