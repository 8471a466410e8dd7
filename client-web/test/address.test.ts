import { expect, test } from "vitest";
import { withoutWatch } from "../src/address";

test.each([
  ["http://here/watch", "http://here/"],
  ["http://here/behind/a/proxy/watch", "http://here/behind/a/proxy/"],
  ["http://here/watch?with=Ada", "http://here/?with=Ada"],
  ["http://here/", "http://here/"],
  ["http://here/watch/", "http://here/watch/"],
])("whoever stops watching at %s is at %s", (before, after) => {
  expect(withoutWatch(before)).toBe(after);
});
