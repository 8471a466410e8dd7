import { expect, test } from "vitest";
import { lineTo, readLink } from "../src/watch/link";

test("a line leads into another room at the same place", () => {
  expect(lineTo(3, "wss://play.example/game/ws")).toBe("wss://play.example/game/ws?room=3");
  expect(lineTo(12, "wss://play.example/game/ws?room=3")).toBe("wss://play.example/game/ws?room=12");
});

test.each([["room=3", 3], ["room=0", 0], ["room=-1", 0], ["room=x", 0], ["", 0]])("a link with %s asks for room %d", (query, room) => {
  expect(readLink(`https://here/watch?${query}`).room).toBe(room);
});
