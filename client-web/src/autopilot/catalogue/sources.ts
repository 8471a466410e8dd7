import { any, bool, kind, number, whole, type Group } from "./kind";

export const SOURCES: Group = {
  name: "sources",
  kinds: [
    kind("constant", {
      outputs: ["out: number"],
      params: [any("value", 0, "the number")],
      price: 0,
      equation: "out = value.",
    }),
    kind("flag", {
      outputs: ["out: bool"],
      params: [bool("value", true, "true or false")],
      price: 0,
      equation: "out = value.",
    }),
    kind("constant_vector", {
      outputs: ["out: vector"],
      params: [any("x", 0, "the first number"), any("y", 0, "the second number")],
      price: 0,
      equation: "out = (x, y).",
    }),
    kind("step", {
      outputs: ["out: number"],
      params: [
        any("before", 0, "before it"),
        any("after", 1, "after it"),
        whole("at_steps", 32, 0, 1000000, "at the step with this number, from 0"),
      ],
      price: 2,
      equation: "n = steps made, which stay at 2^20; out = after if n ≥ at_steps, else before.",
    }),
    kind("ramp", {
      outputs: ["out: number"],
      params: [any("slope", 1, "how much a second"), number("limit", 1000, 0, 1000000, "where it stays")],
      price: 2,
      equation: "out = x; then x ← clamp(x + h·slope, −limit, limit); x = 0 at first.",
    }),
    kind("sine_wave", {
      outputs: ["out: number"],
      params: [
        any("amplitude", 1, "half of the way from crest to trough"),
        number("frequency_hz", 1, 0, 16, "waves a second"),
        number("phase", 0, 0, 1, "where it begins, in waves"),
        any("bias", 0, "the middle"),
      ],
      price: 9,
      equation: "out = bias + amplitude·sin(2π·x); then x ← x + h·frequency_hz, minus its whole part; x = phase, minus its whole part, at first.",
    }),
    kind("pulse", {
      outputs: ["out: bool"],
      params: [
        whole("period_steps", 32, 1, 100000, "from one to the next"),
        whole("width_steps", 16, 0, 100000, "how long it is true"),
      ],
      price: 2,
      equation: "out = n < width_steps; then n ← n + 1, or 0 if that is period_steps; n = 0 at first.",
    }),
    kind("random", {
      outputs: ["out: number"],
      params: [
        any("low", 0, "the least"),
        any("high", 1, "the most, which it does not reach"),
        whole("seed", 1, 0, 1000000, "another one gives other numbers"),
      ],
      price: 4,
      source: "G. Marsaglia, Xorshift RNGs, Journal of Statistical Software 8(14), 2003",
      equation: "s ← s ^ (s << 13); s ← s ^ (s >> 17); s ← s ^ (s << 5), in 32 bits; out = low + (high − low)·((s >> 8)/2^24). At first s comes of the seed and of the ship's, see above.",
    }),
  ],
};
