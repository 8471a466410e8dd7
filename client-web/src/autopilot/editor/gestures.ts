// The diagram by mouse, pen and finger: blocks and wires are dragged, the empty sheet is moved.

import { splitEnd } from "../document/diagram";
import type { Desk, Spot } from "./desk";
import { SQUARE, overlaps, type Box, type Point } from "./geometry";
import { spotOf, type Sheet } from "./sheet";

/** Nearer is a click. */
const CLICK_PX = 4;
const WHEEL_PER_PX = 1.0015;

type Drag =
  | { readonly type: "pan" }
  | { readonly type: "frame"; readonly from: Point; readonly before: ReadonlySet<string> }
  | { readonly type: "blocks"; readonly from: Point; readonly gesture: string; x: number; y: number }
  | { readonly type: "wire" };

export function listenToPointer(sheet: Sheet, desk: Desk, say: (text: string) => void): void {
  const { svg } = sheet;
  let drag: Drag | null = null;
  let start: Point = { x: 0, y: 0 };
  let last: Point = start;
  let moved = false;
  let drags = 0;

  svg.addEventListener("pointerdown", (event) => {
    if (event.button > 1 || drag !== null) return;
    start = last = { x: event.clientX, y: event.clientY };
    moved = false;
    svg.setPointerCapture(event.pointerId);
    drag = begin(event);
  });

  function begin(event: PointerEvent): Drag {
    const spot = event.button === 1 ? null : spotOf(event.target as Element, svg);
    const point = sheet.into(event.clientX, event.clientY);
    if (spot === null) {
      return event.shiftKey ? { type: "frame", from: point, before: desk.selection } : { type: "pan" };
    }
    sheet.focus(spot.block, spot.way, spot.port);
    if (spot.way !== undefined && spot.port !== undefined) {
      wire({ block: spot.block, way: spot.way, port: spot.port });
      return { type: "wire" };
    }
    if (event.shiftKey || event.ctrlKey || event.metaKey) desk.toggle(spot.block);
    else if (!desk.selection.has(spot.block)) desk.select([spot.block]);
    return { type: "blocks", from: point, gesture: `drag ${++drags}`, x: 0, y: 0 };
  }

  function wire(spot: Spot): void {
    say(desk.wire(spot));
  }

  svg.addEventListener("pointermove", (event) => {
    if (desk.wiring !== null) sheet.drawGhost(sheet.into(event.clientX, event.clientY));
    if (drag === null) return;
    if (!moved && Math.hypot(event.clientX - start.x, event.clientY - start.y) < CLICK_PX) return;
    if (!moved && drag.type === "wire") pickUp();
    moved = true;
    const point = sheet.into(event.clientX, event.clientY);
    switch (drag.type) {
      case "pan":
        sheet.camera.pan(event.clientX - last.x, event.clientY - last.y);
        sheet.look();
        break;
      case "frame":
        frame(drag, point);
        break;
      case "blocks":
        shift(drag, point);
        break;
      case "wire":
        break;
    }
    last = { x: event.clientX, y: event.clientY };
  });

  /** A wire that is dragged away from its input is led anew from its output. */
  function pickUp(): void {
    const begun = desk.wiring;
    const source = begun?.way === "in" ? desk.sourceOf(begun.block, begun.port) : undefined;
    if (begun === null || source === undefined) return;
    desk.unwire(begun.block, begun.port);
    desk.cancelWire();
    const [block, port] = splitEnd(source);
    wire({ block, way: "out", port });
  }

  function frame({ from, before }: Extract<Drag, { type: "frame" }>, to: Point): void {
    const box: Box = {
      x: Math.min(from.x, to.x),
      y: Math.min(from.y, to.y),
      width: Math.abs(from.x - to.x),
      height: Math.abs(from.y - to.y),
    };
    sheet.drawFrame(box);
    desk.select([...before, ...sheet.boxes.filter(([, it]) => overlaps(it, box)).map(([name]) => name)]);
  }

  function shift(blocks: Extract<Drag, { type: "blocks" }>, to: Point): void {
    const x = Math.round((to.x - blocks.from.x) / SQUARE);
    const y = Math.round((to.y - blocks.from.y) / SQUARE);
    desk.move([x - blocks.x, y - blocks.y], blocks.gesture);
    blocks.x = x;
    blocks.y = y;
  }

  svg.addEventListener("pointerup", (event) => {
    const ended = drag;
    drag = null;
    if (ended === null) return;
    sheet.drawFrame(null);
    desk.rest();
    if (ended.type === "pan" && !moved) {
      desk.cancelWire();
      desk.select([]);
    }
    if (ended.type === "blocks" && !moved && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      const spot = spotOf(document.elementFromPoint(event.clientX, event.clientY), svg);
      if (spot !== null) desk.select([spot.block]);
    }
    if (ended.type === "wire" && moved) drop(event);
    if (desk.wiring === null) sheet.drawGhost(null);
  });

  function drop(event: PointerEvent): void {
    const spot = spotOf(document.elementFromPoint(event.clientX, event.clientY), svg);
    if (spot?.way !== undefined && spot.port !== undefined) wire({ block: spot.block, way: spot.way, port: spot.port });
    desk.cancelWire();
  }

  svg.addEventListener("pointercancel", () => {
    drag = null;
    desk.cancelWire();
    desk.rest();
    sheet.drawFrame(null);
    sheet.drawGhost(null);
  });

  svg.addEventListener("dblclick", (event) => {
    // The pointer was captured, so the event is said to be the whole drawing's.
    const spot = spotOf(document.elementFromPoint(event.clientX, event.clientY), svg);
    if (spot !== null && spot.port === undefined) desk.enter(spot.block);
  });

  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const { left, top } = svg.getBoundingClientRect();
      sheet.camera.zoomAt({ x: event.clientX - left, y: event.clientY - top }, WHEEL_PER_PX ** -event.deltaY);
      sheet.look();
    },
    { passive: false },
  );
}
