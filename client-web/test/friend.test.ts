import { describe, expect, test } from "vitest";
import { friendIn, linkTo } from "../src/friend";

describe("a link to a pilot", () => {
  test.each(["Ada", "I ❤️ U", "a&b=c #1?", "小林", "100 % ada", "..", "<b>bold</b>"])("of the name %j leads to that name", (name) => {
    expect(friendIn(linkTo("https://example.org/", name))).toBe(name);
  });

  test.each([
    ["https://example.org/", "https://example.org/?with=Ada"],
    ["https://example.org/watch?x=1#y", "https://example.org/?with=Ada"],
    ["https://example.org/games/asteroids/?with=Bob", "https://example.org/games/asteroids/?with=Ada"],
  ])("from %j is %j", (page, link) => {
    expect(linkTo(page, "Ada")).toBe(link);
  });
});

test.each([
  ["", ""],
  ["?with=", ""],
  ["?with=%20%20", ""],
  ["?other=Ada", ""],
  ["?with=Ada+L", "Ada L"],
])("a page opened with %j asks for %j", (query, name) => {
  expect(friendIn(`https://example.org/${query}`)).toBe(name);
});

test("a name that is no name is cut", () => {
  expect(friendIn(`https://example.org/?with=${"x".repeat(5000)}`)).toHaveLength(64);
});
