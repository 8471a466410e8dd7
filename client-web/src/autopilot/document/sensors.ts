// What a ship tells its autopilot, and what it is told: the names that entries and exits of the main model may have.

import type { Signal } from "../catalogue/kind";

const OWN: Readonly<Record<string, Signal>> = {
  "ship.angle": "number",
  "ship.spin": "number",
  "ship.heading": "vector",
  "ship.position": "vector",
  "ship.velocity": "vector",
  "ship.speed": "number",
  "ship.shield": "bool",
  "ship.rapid_fire": "bool",
  "ship.spread_shot": "bool",
  "ship.can_jump": "bool",
  "ship.score": "number",
  "ship.lives": "number",
  "ship.streak": "number",
  tick: "number",
  "world.size": "vector",
  "view.half": "vector",
  "held.thrust": "bool",
  "held.left": "bool",
  "held.right": "bool",
  "held.brake": "bool",
  "held.fire": "bool",
  "held.hyperspace": "bool",
};

const LISTS = ["danger", "prey", "rock", "ship", "saucer", "bullet", "pickup"];
const LIST_MOST = 4;

const FIELDS: Readonly<Record<string, Signal>> = {
  there: "bool",
  at: "vector",
  drift: "vector",
  distance: "number",
  bearing: "number",
  closing: "number",
  time: "number",
  miss: "number",
  radius: "number",
};

export const CONTROLS = ["thrust", "left", "right", "brake", "fire", "hyperspace"] as const;

export type Control = (typeof CONTROLS)[number];

/** Every sensor by its name, those that are asked for most first. */
export const SENSORS: ReadonlyMap<string, Signal> = new Map([
  ...Object.entries(OWN),
  ...["friend", ...LISTS.flatMap((list) => Array.from({ length: LIST_MOST }, (_, index) => `${list}.${index + 1}`))].flatMap((of) =>
    Object.entries(FIELDS).map(([field, signal]) => [`${of}.${field}`, signal] as const),
  ),
]);
