import { any, choice, kind, SIGNAL, type Group } from "./kind";

export const LOGIC: Group = {
  name: "logic",
  kinds: [
    kind("compare", {
      inputs: ["a: number", "b: number = 0"],
      outputs: ["out: bool"],
      params: [choice("test", ["<", "<=", ">", ">=", "==", "!="], "how both are compared")],
      price: 1,
      equation: "out = a test b.",
    }),
    kind("relay", {
      inputs: ["in: number"],
      outputs: ["out: bool"],
      params: [any("low", -0.1, "below it is off"), any("high", 0.1, "above it is on, not below low")],
      price: 2,
      equation: "x ← true if in > high, false if in < low; out = x; x = false at first.",
    }),
    kind("and", {
      inputs: ["a: bool", "b: bool", "c: bool = 1", "d: bool = 1"],
      outputs: ["out: bool"],
      price: 1,
      equation: "out = a and b and c and d.",
    }),
    kind("or", {
      inputs: ["a: bool", "b: bool", "c: bool = 0", "d: bool = 0"],
      outputs: ["out: bool"],
      price: 1,
      equation: "out = a or b or c or d.",
    }),
    kind("xor", {
      inputs: ["a: bool", "b: bool"],
      outputs: ["out: bool"],
      price: 1,
      equation: "out = a or b, and not both.",
    }),
    kind("not", {
      inputs: ["in: bool"],
      outputs: ["out: bool"],
      price: 1,
      equation: "out = not in.",
    }),
    kind("switch", {
      inputs: ["if: bool", "then: signal", "else: signal"],
      outputs: ["out: signal"],
      params: [SIGNAL],
      price: 1,
      equation: "out = then if `if`, else else.",
    }),
    kind("multiswitch", {
      inputs: ["index: number", "in_0: number", "in_1: number", "in_2: number = 0", "in_3: number = 0", "in_4: number = 0", "in_5: number = 0", "in_6: number = 0", "in_7: number = 0"],
      outputs: ["out: number"],
      price: 4,
      equation: "out = in_i, where i is how many of 1 to 7 are ≤ index.",
    }),
    kind("to_number", {
      inputs: ["in: bool"],
      outputs: ["out: number"],
      params: [any("low", 0, "what false is"), any("high", 1, "what true is")],
      price: 1,
      equation: "out = high if in, else low.",
    }),
  ],
};
