import { any, kind, number, type Group } from "./kind";

export const VECTORS: Group = {
  name: "vectors",
  kinds: [
    kind("compose", {
      inputs: ["x: number", "y: number"],
      outputs: ["out: vector"],
      price: 1,
      equation: "out = (x, y).",
    }),
    kind("split", {
      inputs: ["in: vector"],
      outputs: ["x: number", "y: number"],
      price: 1,
      equation: "x, y = in.",
    }),
    kind("vector_add", {
      inputs: ["a: vector", "b: vector"],
      outputs: ["out: vector"],
      price: 1,
      equation: "out = a + b.",
    }),
    kind("vector_subtract", {
      inputs: ["a: vector", "b: vector"],
      outputs: ["out: vector"],
      price: 1,
      equation: "out = a − b.",
    }),
    kind("vector_scale", {
      inputs: ["in: vector", "by: number = 1"],
      outputs: ["out: vector"],
      params: [any("gain", 1, "a factor")],
      price: 2,
      equation: "f = gain·by; out = (f·in.x, f·in.y).",
    }),
    kind("dot", {
      inputs: ["a: vector", "b: vector"],
      outputs: ["out: number"],
      price: 2,
      equation: "out = a.x·b.x + a.y·b.y.",
    }),
    kind("cross", {
      inputs: ["a: vector", "b: vector"],
      outputs: ["out: number"],
      price: 2,
      equation: "out = a.x·b.y − a.y·b.x: positive if b is to the left of a.",
    }),
    kind("length", {
      inputs: ["in: vector"],
      outputs: ["out: number"],
      price: 3,
      equation: "out = √(in.x·in.x + in.y·in.y).",
    }),
    kind("normalise", {
      inputs: ["in: vector"],
      outputs: ["out: vector"],
      price: 5,
      equation: "l = √(in.x·in.x + in.y·in.y); out = (in.x/l, in.y/l); (0, 0) if l = 0.",
    }),
    kind("to_polar", {
      inputs: ["in: vector"],
      outputs: ["length: number", "angle: number"],
      price: 12,
      equation: "length = √(in.x·in.x + in.y·in.y); angle = atan2(in.y, in.x) in rad, −π … π, see above.",
    }),
    kind("from_polar", {
      inputs: ["length: number = 1", "angle: number"],
      outputs: ["out: vector"],
      price: 12,
      equation: "out = (length·cos(angle), length·sin(angle)), angle in rad, see above.",
    }),
    kind("rotate", {
      inputs: ["in: vector", "angle: number"],
      outputs: ["out: vector"],
      price: 14,
      equation: "c = cos(angle), s = sin(angle); out = (c·in.x − s·in.y, s·in.x + c·in.y): to the left if angle > 0.",
    }),
    kind("to_ship", {
      inputs: ["in: vector", "heading: vector"],
      outputs: ["out: vector"],
      price: 3,
      equation: "out = (in.x·heading.x + in.y·heading.y, in.y·heading.x − in.x·heading.y): x ahead, y to the left.",
    }),
    kind("from_ship", {
      inputs: ["in: vector", "heading: vector"],
      outputs: ["out: vector"],
      price: 3,
      equation: "out = (in.x·heading.x − in.y·heading.y, in.x·heading.y + in.y·heading.x): the inverse of to_ship.",
    }),
    kind("shortest_way", {
      inputs: ["from: vector", "to: vector", "size: vector"],
      outputs: ["out: vector"],
      price: 8,
      equation: "d = to − from; out.x = d.x − size.x·⌊d.x/size.x + 0.5⌋, or d.x if size.x ≤ 0; y the same.",
    }),
    kind("lead", {
      inputs: ["at: vector", "drift: vector"],
      outputs: ["aim: vector", "time: number", "reaches: bool"],
      params: [
        number("speed", 45, 0.001, 1000, "how fast the bullet flies, in m/s from its shooter"),
        number("life_s", 0.9, 0, 1000, "how long it flies, in s"),
      ],
      price: 14,
      source: "|at + drift·t| = speed·t, solved for t",
      equation: "a = speed² − drift·drift; b = at·drift; c = at·at; D = b·b + a·c; t = (b + √D)/a; reaches = a > 0 and D ≥ 0 and t ≤ life_s; if reaches: time = t, aim = at + drift·t; else time = 0, aim = at. The products are sums of x and y as in dot, speed² = speed·speed.",
    }),
    kind("closest_approach", {
      inputs: ["at: vector", "drift: vector"],
      outputs: ["time: number", "distance: number"],
      params: [number("most_s", 10, 0, 1000, "how far ahead it looks, in s")],
      price: 11,
      source: "d|at + drift·t|²/dt = 0, solved for t",
      equation: "t = −(at·drift)/(drift·drift), at least 0, at most most_s; 0 if drift·drift = 0; time = t; distance = |at + drift·t|.",
    }),
  ],
};
