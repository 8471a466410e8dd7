import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whyRefused } from "../src/refusal";

function answer(body: string, status: number): void {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(body, { status })));
}

beforeEach(() => vi.stubGlobal("location", { origin: "https://play.example" }));
afterEach(() => vi.unstubAllGlobals());

test("a server that takes no lines from these pages is told from others that refuse", async () => {
  answer(JSON.stringify({ error: "pages of this address may not do this" }), 403);
  const advice = expect.stringMatching(/^The server refuses pages of https:\/\/play\.example\./) as string;
  expect(await whyRefused()).toEqual({ advice });
});

test("a server that is full says which other one is not", async () => {
  const elsewhere = "wss://play.example/2/ws";
  answer(JSON.stringify({ error: "too many connections: try again later", elsewhere }), 503);
  expect(await whyRefused()).toMatchObject({ elsewhere });
});

test.each([
  ["a page of somebody on the way", "<h1>Log in to the network</h1>", 403],
  ["JSON of somebody on the way", "null", 403],
  ["other JSON of somebody on the way", '{"code":1}', 403],
  ["a server that takes lines", "{}", 200],
  ["a proxy whose server is down", "", 502],
  ["a server that is full and knows no other", '{"error":"too many connections"}', 503],
])("%s is no refusal of the server", async (_, body, status) => {
  answer(body, status);
  const { advice, elsewhere } = await whyRefused();
  expect([advice, elsewhere]).toEqual([undefined, undefined]);
});

test("no answer is no refusal", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
  const { advice, elsewhere } = await whyRefused();
  expect([advice, elsewhere]).toEqual([undefined, undefined]);
});
