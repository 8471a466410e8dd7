import { describe, expect, test } from "vitest";
import { Desk } from "../src/autopilot/editor/desk";
import { nextIn } from "../src/autopilot/editor/geometry";
import { shipped } from "./diagrams";

function deskWith(name: string): Desk {
  const desk = new Desk();
  desk.open(shipped(name));
  return desk;
}

describe("the desk", () => {
  test("loses no work when a file is opened", () => {
    const desk = deskWith("heading.json");
    expect(desk.canUndo).toBe(false);
    desk.add("gain", [0, 20]);
    const mine = desk.diagram;
    desk.open(shipped("hunter.json"));
    desk.undo();
    expect(desk.diagram).toBe(mine);
  });

  test("joins an output and an input of one signal, from whichever end it is begun, and nothing else", () => {
    const desk = deskWith("heading.json");
    desk.add("gain", [0, 20]);
    expect(desk.wire({ block: "gain", way: "in", port: "in" })).toBe("");
    expect(desk.wire({ block: "keys", way: "out", port: "up" })).toMatch(/bool/);
    expect(desk.wire({ block: "gain", way: "in", port: "in" })).toBe("");
    expect(desk.wiring).toBeNull();
    desk.wire({ block: "gain", way: "in", port: "in" });
    expect(desk.wire({ block: "feed", way: "out", port: "out" })).toBe("");
    expect(desk.sourceOf("gain", "in")).toBe("feed.out");
    expect(desk.troubles).toEqual([]);
  });

  test("groups, opens what it made, and comes back when that is undone", () => {
    const desk = deskWith("heading.json");
    desk.select(["rate loop", "small"]);
    desk.group();
    const [name = ""] = desk.selection;
    expect(desk.enter(name)).toBe(true);
    expect(desk.openPath).toBe(`${name}/`);
    expect(desk.openModels).toEqual(["main", name]);
    desk.undo();
    expect(desk.openModels).toEqual(["main"]);
    expect(desk.openPath).toBe("");
  });

  test("removes blocks with their wires, and pastes what was copied beside it", () => {
    const desk = deskWith("heading.json");
    desk.select(["keys"]);
    const part = desk.copy();
    desk.removeSelected();
    expect(desk.troubles.length).toBe(2);
    if (part !== null) desk.paste(part);
    expect([...desk.selection]).toEqual(["keys"]);
  });
});

test("an arrow goes to what is near in its direction, rather than to what is far off the line", () => {
  const places = [["right", { x: 10, y: 1 }], ["aside", { x: 4, y: 30 }], ["left", { x: -5, y: 0 }]] as const;
  expect(nextIn("right", { x: 0, y: 0 }, places)).toBe("right");
  expect(nextIn("left", { x: 0, y: 0 }, places)).toBe("left");
  expect(nextIn("up", { x: 0, y: 0 }, places)).toBeNull();
});
