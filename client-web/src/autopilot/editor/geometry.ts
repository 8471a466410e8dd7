// Where things are drawn, in pixels of a diagram that is not zoomed.

import { placeOf, type Block, type Place } from "../document/diagram";
import type { Ports } from "../document/ports";

/** A square of the grid. */
export const SQUARE = 30;
export const BLOCK_WIDTH = 5 * SQUARE;
export const HEAD_HEIGHT = 32;
export const PORT_HEIGHT = 15;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export type Way = "in" | "out";

export function blockHeight({ inputs, outputs }: Ports): number {
  const rows = Math.max(inputs.length, outputs.length);
  return rows === 0 ? HEAD_HEIGHT + 4 : HEAD_HEIGHT + rows * PORT_HEIGHT + 4;
}

/** The same in squares, for who lays out. */
export function rowsOf(ports: Ports): number {
  return Math.ceil(blockHeight(ports) / SQUARE);
}

export function boxOf(block: Block, ports: Ports): Box {
  const [x, y] = placeOf(block);
  return { x: x * SQUARE, y: y * SQUARE, width: BLOCK_WIDTH, height: blockHeight(ports) };
}

/** Where a port is, from the block's corner. */
export function portPoint(way: Way, index: number): Point {
  return { x: way === "in" ? 0 : BLOCK_WIDTH, y: HEAD_HEIGHT + (index + 0.5) * PORT_HEIGHT };
}

/** The line of a wire. One that leads back goes around below. */
export function wirePath(from: Point, to: Point): string {
  const bend = to.x > from.x ? Math.max(24, (to.x - from.x) / 2) : Math.min(160, 40 + (from.x - to.x) / 4);
  return `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

export function boundsOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}

export function overlaps(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

export function toSquares({ x, y }: Point): Place {
  return [Math.round(x / SQUARE), Math.round(y / SQUARE)];
}

export type Direction = "left" | "right" | "up" | "down";

/** Which of these is next in a direction: near, and not far off the line. */
export function nextIn<T>(direction: Direction, from: Point, candidates: Iterable<readonly [T, Point]>): T | null {
  let best: T | null = null;
  let least = Infinity;
  for (const [candidate, { x, y }] of candidates) {
    const dx = x - from.x;
    const dy = y - from.y;
    const sideways = direction === "left" || direction === "right";
    const ahead = sideways ? (direction === "right" ? dx : -dx) : direction === "down" ? dy : -dy;
    const aside = Math.abs(sideways ? dy : dx);
    if (ahead <= 0) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [candidate, cost];
  }
  return best;
}
