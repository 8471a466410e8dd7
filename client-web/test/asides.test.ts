import { describe, expect, test } from "vitest";
import { AsideKind } from "../src/protocol/table";
import type { Aside } from "../src/protocol/to_client";
import { asideText, tellAside } from "../src/state/asides";
import { makeScene } from "../src/state/make_scene";

const aside = (what: AsideKind): Aside => ({ type: "aside", what, number: 7, name: "Zoe" });
const KINDS = Object.entries(AsideKind);

describe.each(KINDS)("an aside of the kind %s", (_, what) => {
  test("says something, with all that it is about", () => {
    const text = asideText(aside(what), "Ada");
    expect(text).toMatch(/\w/);
    expect(text).not.toMatch(/[{}]|undefined|\[object/);
  });
});

test("no two of them say the same", () => {
  expect(new Set(KINDS.map(([, what]) => asideText(aside(what), "Ada"))).size).toBe(KINDS.length);
});

test("what is about a line stands among the lines, what is about the world above the picture", () => {
  const scene = makeScene();
  tellAside(scene, aside(AsideKind.TooFast), 5);
  expect(scene.chat).toEqual([{ player: 0, name: "", text: "Too fast: wait 7 s.", atMs: 5 }]);
  expect(scene.announcement).toBeNull();
  tellAside(scene, aside(AsideKind.WorldWaits), 6);
  expect(scene.chat).toHaveLength(1);
  expect(scene.announcement).toMatchObject({ atMs: 6 });
});

test("who flies under another name than it wished is told both", () => {
  expect(asideText(aside(AsideKind.NameClaimed), "Pilot-9")).toBe("“Zoe” belongs to somebody: you fly as Pilot-9.");
});
