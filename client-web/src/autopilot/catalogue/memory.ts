import { any, choice, kind, numbers, SIGNAL, text, whole, type Group } from "./kind";

export const MEMORY: Group = {
  name: "memory",
  kinds: [
    kind("latch", {
      inputs: ["set: bool", "reset: bool"],
      outputs: ["out: bool"],
      price: 2,
      equation: "x ← false if reset, else true if set; out = x; x = false at first.",
    }),
    kind("counter", {
      inputs: ["count: bool", "reset: bool = 0"],
      outputs: ["out: number"],
      params: [whole("limit", 1000000, 1, 1000000, "the most; the next is 0")],
      price: 2,
      equation: "n ← 0 if reset, else n + 1 if count; n ← 0 if n > limit; out = n; n = 0 at first.",
    }),
    kind("timer", {
      inputs: ["run: bool"],
      outputs: ["out: number"],
      price: 2,
      equation: "n ← min(n + 1, 2^20) if run, else 0; out = h·n, in s; n = 0 at first.",
    }),
    kind("edge", {
      inputs: ["in: bool"],
      outputs: ["out: bool"],
      params: [choice("way", ["rising", "falling", "either"], "which change")],
      price: 2,
      equation: "out = in and not x (rising), x and not in (falling), in ≠ x (either); then x ← in; x = false at first.",
    }),
    kind("monostable", {
      inputs: ["in: bool"],
      outputs: ["out: bool"],
      params: [whole("steps", 8, 1, 1000000, "how long it stays true")],
      price: 2,
      equation: "n ← steps if in, else max(n − 1, 0); out = n > 0; n = 0 at first.",
    }),
    kind("hold", {
      inputs: ["in: signal", "sample: bool"],
      outputs: ["out: signal"],
      params: [SIGNAL, any("initial", 0, "before the first sample; anything but 0 is true")],
      price: 2,
      equation: "x ← in if sample; out = x; x = initial at first.",
    }),
    kind("unit_delay", {
      inputs: ["in: signal"],
      outputs: ["out: signal"],
      params: [SIGNAL, any("initial", 0, "before the first step; anything but 0 is true")],
      later: true,
      price: 2,
      equation: "out = x; then x ← in; x = initial at first.",
    }),
    kind("delay", {
      inputs: ["in: number"],
      outputs: ["out: number"],
      params: [whole("steps", 8, 1, 64, "how long ago"), any("initial", 0, "before the first that comes out")],
      later: true,
      price: 3,
      equation: "out = what `in` was `steps` steps ago; initial before that.",
    }),
    kind("state_machine", {
      inputs: ["g_0: bool = 0", "g_1: bool = 0", "g_2: bool = 0", "g_3: bool = 0", "g_4: bool = 0", "g_5: bool = 0", "g_6: bool = 0", "g_7: bool = 0"],
      outputs: ["state: number", "changed: bool", "elapsed: number", "is_0: bool", "is_1: bool", "is_2: bool", "is_3: bool", "is_4: bool", "is_5: bool", "is_6: bool", "is_7: bool"],
      params: [
        text("names", "-", "what the states are called, separated by commas, for people"),
        numbers("transitions", [0, 0, 1, 1, 1, 0], 3, 96, "three numbers each: state that it leaves, 0 to 7, or −1 for any; guard, 0 to 7; state that it comes to, 0 to 7"),
      ],
      grows: ["transitions", 3],
      price: 12,
      equation: "the first of the transitions (from, guard, to) with from = s or −1, to ≠ s, and g_guard true: s ← to, changed = true, n ← 0; if there is none: changed = false, n ← min(n + 1, 2^20). state = s, elapsed = h·n in s, is_i = (s = i). s = 0, n = 0 at first.",
    }),
    kind("modulator", {
      inputs: ["in: number"],
      outputs: ["up: bool", "down: bool"],
      price: 4,
      source: "first-order sigma-delta modulation: H. Inose, Y. Yasuda, J. Murakami, A Telemetering System by Code Modulation, 1962",
      equation: "x ← clamp(x + clamp(in, −1, 1), −2, 2); up = x ≥ 0.5; down = x ≤ −0.5; then x ← x − 1 if up, x + 1 if down; x = 0 at first.",
    }),
  ],
};
