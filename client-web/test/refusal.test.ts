import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whyRefused } from "../src/refusal";

function answer(body: string, status: number): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

beforeEach(() => vi.stubGlobal("location", { origin: "https://play.example" }));
afterEach(() => vi.unstubAllGlobals());

test("a server that takes no lines from these pages is told from others that refuse", async () => {
  answer(JSON.stringify({ error: "pages of this address may not do this" }), 403);
  expect(await whyRefused()).toMatch(/^The server refuses pages of https:\/\/play\.example\./);
});

test.each([
  ["a page of somebody on the way", "<h1>Log in to the network</h1>", 403],
  ["JSON of somebody on the way", "null", 403],
  ["other JSON of somebody on the way", '{"code":1}', 403],
  ["a server that takes lines", "{}", 200],
  ["a proxy whose server is down", "", 502],
])("%s is no refusal of the server", async (_, body, status) => {
  answer(body, status);
  expect(await whyRefused()).toBeNull();
});

test("no answer is no refusal", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
  expect(await whyRefused()).toBeNull();
});
