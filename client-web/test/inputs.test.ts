import { expect, test } from "vitest";
import { Inputs } from "../src/state/inputs";
import { Control } from "../src/state/scene";

const { Thrust, Fire } = Control;

/** What is held at these ticks, if nothing was held before. */
const held = (inputs: Inputs, ...ticks: number[]): number[] => ticks.map((tick) => inputs.controlsAt(tick, 0));

test("inputs hold from their ticks on, one a tick however fast they come", () => {
  const inputs = new Inputs();
  expect([inputs.hold(100, Thrust).tick, inputs.hold(100, 0).tick, inputs.hold(105, Fire).tick]).toEqual([100, 101, 105]);
  expect(held(inputs, 99, 100, 101, 104, 105)).toEqual([0, Thrust, 0, 0, Fire]);
});

test("a tap that comes late is still one: the server takes an input a tick from then on", () => {
  const inputs = new Inputs();
  inputs.hold(100, Thrust);
  inputs.hold(100, 0);
  inputs.acknowledge(0, 110);
  expect(held(inputs, 109, 110, 111)).toEqual([0, Thrust, 0]);
  expect(inputs.anyPendingBefore(101)).toBe(true);
  inputs.acknowledge(0, 113);
  expect(held(inputs, 112, 113, 114)).toEqual([0, Thrust, 0]);
  inputs.acknowledge(1, 116);
  expect([inputs.controlsAt(115, Thrust), inputs.controlsAt(116, Thrust)]).toEqual([Thrust, 0]);
});

test("what is pressed after late inputs waits for its turn behind them", () => {
  const inputs = new Inputs();
  for (const controls of [Thrust, 0, Fire]) inputs.hold(100, controls);
  inputs.acknowledge(0, 110);
  inputs.hold(111, Thrust);
  expect(held(inputs, 110, 111, 112, 113)).toEqual([Thrust, 0, Fire, Thrust]);
});
