// The diagram by keyboard: all that a pointer can do.

import { tBench } from "../../words/bench";
import type { Place } from "../document/diagram";
import type { Desk, Spot } from "./desk";
import { nextIn, type Direction, type Point, type Way } from "./geometry";
import type { Sheet } from "./sheet";

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};

const STEPS: Readonly<Record<Direction, Place>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
const ZOOM_STEP = 1.2;

export interface Deeds {
  copy(): void;
  cut(): void;
  paste(): void;
  search(): void;
  rename(): void;
  say(text: string): void;
}

export const KEYS: readonly (readonly [keys: string, does: string])[] = [
  [tBench.arrows, tBench.arrowsDo],
  ["Enter", tBench.enterDoes],
  ["Escape", tBench.escapeDoes],
  [tBench.altArrows, tBench.altArrowsDo],
  [tBench.space, tBench.spaceDoes],
  ["Delete", tBench.deleteDoes],
  ["O, Backspace", tBench.openDoes],
  ["F2", tBench.renameDoes],
  ["/", tBench.searchDoes],
  ["Ctrl + Z, Y", tBench.undoDoes],
  ["Ctrl + C, X, V, A", tBench.copyDoes],
  ["Ctrl + G, Shift + Ctrl + G", tBench.groupDoes],
  ["L", tBench.layOutDoes],
  ["+ − 0", tBench.zoomDoes],
];

export function listenToKeys(sheet: Sheet, desk: Desk, deeds: Deeds): void {
  sheet.svg.addEventListener("keydown", (event) => {
    if (act(event)) event.preventDefault();
  });

  /** Whether the key was for the diagram. */
  function act(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey) return actWithControl(event);
    const direction = ARROWS[event.key];
    if (direction !== undefined) return event.altKey ? shift(direction) : walk(direction);
    if (event.altKey) return false;
    const at = sheet.focused();
    switch (event.key) {
      case "Enter":
        return enter();
      case " ":
        if (at !== null) desk.toggle(at.block);
        return true;
      case "Escape":
        return escape();
      case "Delete":
        remove();
        return true;
      case "Backspace":
        desk.leaveTo(desk.openModels.length - 2);
        return true;
      case "F2":
        if (at !== null && !desk.selection.has(at.block)) desk.select([at.block]);
        deeds.rename();
        return true;
      case "/":
        deeds.search();
        return true;
      case "o":
        if (at !== null && !desk.enter(at.block)) deeds.say(tBench.holdsNone);
        return true;
      case "l":
        desk.layOut();
        return true;
      case "+":
      case "=":
        return zoom(ZOOM_STEP);
      case "-":
        return zoom(1 / ZOOM_STEP);
      case "0":
        sheet.fit();
        return true;
      default:
        return false;
    }
  }

  function actWithControl(event: KeyboardEvent): boolean {
    switch (event.key.toLowerCase()) {
      case "z":
        if (event.shiftKey) desk.redo();
        else desk.undo();
        return true;
      case "y":
        desk.redo();
        return true;
      case "a":
        desk.select(Object.keys(desk.model.blocks));
        return true;
      case "g":
        if (event.shiftKey) desk.ungroup();
        else desk.group();
        return true;
      case "c":
        deeds.copy();
        return true;
      case "x":
        deeds.cut();
        return true;
      case "v":
        deeds.paste();
        return true;
      default:
        return false;
    }
  }

  function walk(direction: Direction): boolean {
    const at = sheet.focused();
    if (at?.way !== undefined && at.port !== undefined) walkPorts({ block: at.block, way: at.way, port: at.port }, direction);
    else walkBlocks(at?.block, direction);
    return true;
  }

  function walkBlocks(from: string | undefined, direction: Direction): void {
    const places = sheet.boxes.map(([name, box]) => [name, centre(box)] as const);
    const here = places.find(([name]) => name === from)?.[1];
    const next = here === undefined ? places[0]?.[0] : nextIn(direction, here, places);
    if (next === null || next === undefined) return;
    sheet.focus(next);
    if (desk.wiring === null) desk.select([next]);
  }

  /** Up and down within a side of the block, left and right to its other side and on to other blocks. */
  function walkPorts({ block, way, port }: Spot, direction: Direction): void {
    const names = portNames(block, way);
    const index = names.indexOf(port);
    if (direction === "up" || direction === "down") {
      const next = names[index + (direction === "down" ? 1 : -1)];
      if (next !== undefined) return sheet.focus(block, way, next);
      return leap({ block, way, port }, direction);
    }
    const across: Way = direction === "left" ? "in" : "out";
    const other = portNames(block, across);
    if (across !== way && other.length > 0) return sheet.focus(block, across, other[Math.min(index, other.length - 1)]);
    leap({ block, way, port }, direction);
  }

  /** To the next port of another block. */
  function leap(from: Spot, direction: Direction): void {
    const here = sheet.portPoint(from.block, from.way, from.port);
    const spots = Object.keys(desk.model.blocks)
      .filter((block) => block !== from.block)
      .flatMap((block) => (["in", "out"] as const).flatMap((way) => portNames(block, way).map((port): Spot => ({ block, way, port }))))
      .flatMap((spot) => {
        const point = sheet.portPoint(spot.block, spot.way, spot.port);
        return point === null ? [] : [[spot, point] as const];
      });
    const next = here === null ? null : nextIn(direction, here, spots);
    if (next !== null) sheet.focus(next.block, next.way, next.port);
  }

  function portNames(block: string, way: Way): string[] {
    const { inputs, outputs } = desk.ports(block);
    return (way === "in" ? inputs : outputs).map(({ name }) => name);
  }

  function enter(): boolean {
    const at = sheet.focused();
    if (at === null) return false;
    if (at.way !== undefined && at.port !== undefined) {
      const complaint = desk.wire({ block: at.block, way: at.way, port: at.port });
      deeds.say(complaint || (desk.wiring === null ? tBench.wired : tBench.wireBegins({ port: at.port, block: at.block })));
      sheet.drawGhost(null);
      return true;
    }
    const way: Way = desk.wiring?.way === "out" || portNames(at.block, "out").length === 0 ? "in" : "out";
    const port = portNames(at.block, way)[0];
    if (port !== undefined) sheet.focus(at.block, way, port);
    return true;
  }

  function escape(): boolean {
    const at = sheet.focused();
    if (desk.wiring !== null) {
      desk.cancelWire();
      sheet.drawGhost(null);
    } else if (at?.port !== undefined) sheet.focus(at.block);
    else desk.select([]);
    return true;
  }

  function remove(): void {
    const at = sheet.focused();
    if (at?.way === "in" && at.port !== undefined) return desk.unwire(at.block, at.port);
    if (at !== null && desk.selection.size === 0) desk.select([at.block]);
    desk.removeSelected();
    sheet.svg.querySelector<SVGElement>('[tabindex="0"]')?.focus();
  }

  function shift(direction: Direction): boolean {
    const at = sheet.focused();
    if (desk.selection.size === 0 && at !== null) desk.select([at.block]);
    desk.move(STEPS[direction]);
    return true;
  }

  function zoom(factor: number): boolean {
    const { width, height } = sheet.svg.getBoundingClientRect();
    sheet.camera.zoomAt({ x: width / 2, y: height / 2 }, factor);
    sheet.look();
    return true;
  }
}

function centre({ x, y, width, height }: { x: number; y: number; width: number; height: number }): Point {
  return { x: x + width / 2, y: y + height / 2 };
}
