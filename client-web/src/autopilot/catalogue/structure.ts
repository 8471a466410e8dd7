import { any, kind, SIGNAL, text, whole, type Group } from "./kind";

export const STRUCTURE: Group = {
  name: "structure",
  kinds: [
    kind("entry", {
      outputs: ["out: signal"],
      params: [
        text("name", "", "its name to the outside"),
        SIGNAL,
        any("initial", 0, "before the first step, each number of it; anything but 0 is true"),
      ],
      price: 1,
      equation: "out = what comes in by its name: an input of the model block that holds the model, or a sensor. If the model has an exit of the same name: what went out there with the step before, at first `initial`.",
    }),
    kind("exit", {
      inputs: ["in: signal"],
      params: [text("name", "", "its name to the outside"), SIGNAL],
      price: 1,
      equation: "goes out by its name: an output of the model block that holds the model, or a control.",
    }),
    kind("model", {
      params: [text("model", "", "the name of a model of the same file")],
      price: 0,
      equation: "the model in its place, with what it remembers of its own; `every` is multiplied with that of each block in it.",
    }),
    kind("scope", {
      inputs: ["in: signal"],
      params: [SIGNAL, text("unit", "-", "the unit, for the plot")],
      price: 0,
      equation: "does nothing; a bench plots it.",
    }),
    kind("assert", {
      inputs: ["in: bool"],
      params: [
        text("message", "does not hold", "what is wrong then"),
        whole("from_step", 0, 0, 1000000, "the first step, from 0, at which it must hold"),
      ],
      price: 0,
      equation: "does nothing; a bench says so when `in` is false.",
    }),
    kind("note", {
      params: [text("text", "-", "the text")],
      price: 0,
      equation: "nothing; a text for people.",
    }),
  ],
};
