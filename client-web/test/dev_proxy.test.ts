import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { devProxy, reachable } from "../vite.config";

const NET = new URL("../../server/src/net/", import.meta.url);

/** The first part of every path that the server routes. */
function routed(): string[] {
  const files = readdirSync(NET, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs"));
  const code = files.map((name) => readFileSync(new URL(name, NET), "utf8")).join("\n");
  return Array.from(code.matchAll(/\.route\(\s*"(\/[^/"]*)/g), ([, first]) => first ?? "");
}

test("whatever the server routes is passed to it, but for the pages", () => {
  const pages = ["/", "/admin", "/autopilot", "/watch"];
  const passed = Object.keys(devProxy(undefined));
  expect(routed()).toEqual(expect.arrayContaining(["/ws", "/api"]));
  for (const path of routed()) {
    if (!pages.includes(path)) expect(passed).toContain(path);
  }
});

test("the server is where ASTEROIDS_LISTEN says", () => {
  expect(devProxy(undefined)["/api"]?.target).toBe("http://127.0.0.1:8080");
  expect(devProxy("127.0.0.1:9091")["/ws"]).toEqual({ target: "http://127.0.0.1:9091", ws: true });
});

test.each([
  ["0.0.0.0:80", "127.0.0.1:80"],
  ["[::]:80", "127.0.0.1:80"],
  ["192.0.2.7:80", "192.0.2.7:80"],
  ["[2001:db8::]:80", "[2001:db8::]:80"],
])("who listens on %s is reached at %s", (listen, address) => {
  expect(reachable(listen)).toBe(address);
});
