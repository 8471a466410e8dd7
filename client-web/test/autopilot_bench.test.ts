import { describe, expect, test } from "vitest";
import { measure } from "../src/autopilot/bench/response";
import { Flight } from "../src/autopilot/bench/flight";
import { apply } from "../src/autopilot/document/edit";
import { Desk } from "../src/autopilot/editor/desk";
import { Recording, STEPS_MOST, toCsv } from "../src/autopilot/scope/recording";
import { stepResponse } from "../src/autopilot/scope/step_response";
import { LESSONS } from "../src/autopilot/tutorial/lessons";
import { SHIPPED, shipped } from "./diagrams";

describe("the sandbox", () => {
  test.each(SHIPPED)("%s flies there, and twice the same", (name) => {
    const flown = [0, 1].map(() => {
      const flight = new Flight();
      flight.scenario = "duel";
      flight.restart(shipped(name));
      expect(flight.fault).toBeNull();
      for (let step = 0; step < 640; step++) flight.step();
      return flight.world;
    });
    expect(flown[0]).toEqual(flown[1]);
    expect(flown[0]?.pilot.ship?.motion).not.toMatchObject({ cos: 1, vx: 0, spin: 0 });
  });

  test("goes on when a gain is changed in flight, and stops at a fault", () => {
    const flight = new Flight();
    const heading = shipped("heading.json");
    flight.restart(heading);
    for (let step = 0; step < 60; step++) flight.step();
    const angle = flight.recording.at("angle", 59);
    flight.take(apply(heading, { type: "param", model: "main", name: "rate loop", param: "p", value: 0.3 }));
    flight.step();
    expect(flight.recording.steps).toBe(61);
    expect(Math.abs((flight.recording.at("angle", 60) ?? 9) - (angle ?? 0))).toBeLessThan(0.2);
    flight.take(apply(heading, { type: "disconnect", model: "main", to: "keys.in" }));
    expect(flight.fault).toMatchObject({ block: "keys", port: "in" });
    flight.step();
    expect(flight.recording.steps).toBe(61);
  });

  test("measures how the heading follows its step", () => {
    const response = measure(shipped("heading.json"), "angle");
    expect(response?.rise_s).toBeLessThan(1);
    expect(response?.overshoot).toBeLessThan(0.1);
    expect(response?.error).toBeLessThan(0.1);
    expect(measure(shipped("miner.json"), "x")).toBeNull();
  });
});

describe("a recording", () => {
  test("keeps the last two minutes, and knows what it does not know", () => {
    const recording = new Recording();
    for (let step = 0; step < STEPS_MOST + 10; step++) {
      recording.note("a", step);
      if (step >= STEPS_MOST) recording.note("late", 1);
      recording.end();
    }
    const copy = recording.copy();
    recording.note("a", -1);
    recording.end();
    expect(copy.at("a", 9)).toBeNull();
    expect(copy.at("a", 10)).toBe(10);
    expect(copy.at("late", STEPS_MOST - 1)).toBeNull();
    expect(copy.series("a").length).toBe(STEPS_MOST);
    expect(copy.at("a", STEPS_MOST + 10)).toBeNull();
  });

  test("is a table that no spreadsheet takes for formulas", () => {
    const recording = new Recording();
    for (const name of ["=1", 'a "b", c']) recording.note(name, 0.5);
    recording.end();
    expect(toCsv(recording, ["=1", 'a "b", c', "gone"])).toBe("time_s,'=1,\"a \"\"b\"\", c\",gone\n0,0.5,0.5,\n");
  });
});

describe("a step response", () => {
  test("of a first order lag is what the closed form says", () => {
    const time_s = 0.5;
    const values = Array.from({ length: 32 * 10 }, (_, step) => 1 - Math.exp(-step / 32 / time_s));
    const found = stepResponse(values, 0, 1, 32);
    expect(found?.rise_s).toBeCloseTo(Math.log(9) * time_s, 1);
    expect(found?.settling_s).toBeCloseTo(Math.log(20) * time_s, 1);
    expect(found?.overshoot).toBe(0);
    expect(found?.error).toBeLessThan(1e-3);
  });

  test("of a second order system overshoots as the closed form says, down as well as up", () => {
    const [zeta, omega] = [0.3, 4];
    const damped = omega * Math.sqrt(1 - zeta * zeta);
    const at = (time: number): number =>
      1 - Math.exp(-zeta * omega * time) * (Math.cos(damped * time) + (zeta * omega * Math.sin(damped * time)) / damped);
    const values = Array.from({ length: 320 }, (_, step) => 2 - 3 * at(step / 32));
    expect(stepResponse(values, 2, -1, 32)?.overshoot).toBeCloseTo(Math.exp((-Math.PI * zeta) / Math.sqrt(1 - zeta * zeta)), 2);
    expect(stepResponse([0, 0, 0.5, 0.5], 0, 1, 32)).toMatchObject({ rise_s: null, settling_s: null });
    expect(stepResponse([0, 1], 1, 1, 32)).toBeNull();
  });
});

describe("the tutorial", () => {
  test("is done by doing what it says, and ends with a cascade that holds a course", () => {
    const desk = new Desk();
    for (const { isDone, doIt } of LESSONS) {
      expect(isDone(desk.diagram)).toBe(false);
      doIt(desk);
      expect(isDone(desk.diagram)).toBe(true);
    }
    const response = measure(desk.diagram, "angle");
    expect(response?.rise_s).toBeLessThan(1.5);
    expect(response?.error).toBeLessThan(0.15);
  });
});
