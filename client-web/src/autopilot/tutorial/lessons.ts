// Five lessons that end with a flying cascade: an angle loop wishes a rate, a rate loop turns keys on and off.

import { tBench } from "../../words/bench";
import { endOf, modelOf, own, splitEnd, textOf, type Block, type Diagram, type Place } from "../document/diagram";
import type { Desk } from "../editor/desk";

export interface Lesson {
  readonly title: string;
  readonly text: string;
  isDone(diagram: Diagram): boolean;
  /** Does what is missing, for who would rather look. */
  doIt(desk: Desk): void;
}

interface Wanted {
  readonly name: string;
  readonly kind: string;
  readonly at: Place;
  readonly params?: Block["params"];
}

const COURSE: Wanted = { name: "course", kind: "step", at: [0, 0], params: { after: 1.5 } };
const ANGLE: Wanted = { name: "in ship angle", kind: "entry", at: [0, 3], params: { name: "ship.angle" } };
const SPIN: Wanted = { name: "in ship spin", kind: "entry", at: [7, 5], params: { name: "ship.spin" } };
const OUTER: Wanted = { name: "angle loop", kind: "pid", at: [7, 0], params: { p: 6, low: -4.2, high: 4.2, angle: true } };
const INNER: Wanted = { name: "rate loop", kind: "pid", at: [14, 0], params: { p: 0.6, i: 2 } };
const KEYS: Wanted = { name: "modulator", kind: "modulator", at: [21, 0] };
const LEFT: Wanted = { name: "out left", kind: "exit", at: [28, 0], params: { name: "left", signal: "bool" } };
const RIGHT: Wanted = { name: "out right", kind: "exit", at: [28, 3], params: { name: "right", signal: "bool" } };
const LOOK: Wanted = { name: "angle", kind: "scope", at: [7, 8], params: { unit: "rad" } };

export const LESSONS: readonly Lesson[] = [
  lesson(
    tBench.wishTitle,
    tBench.wishText,
    [COURSE, ANGLE, LOOK],
    [["entry:ship.angle.out", "scope.in"]],
  ),
  lesson(
    tBench.outerTitle,
    tBench.outerText,
    [OUTER],
    [["step.out", "pid:angle.setpoint"], ["entry:ship.angle.out", "pid:angle.measured"]],
  ),
  lesson(
    tBench.innerTitle,
    tBench.innerText,
    [SPIN, INNER],
    [["pid:angle.out", "pid:rate.setpoint"], ["entry:ship.spin.out", "pid:rate.measured"]],
  ),
  lesson(
    tBench.keysTitle,
    tBench.keysText,
    [KEYS],
    [["pid:rate.out", "modulator.in"]],
  ),
  lesson(
    tBench.flyTitle,
    tBench.flyText({ fly: tBench.fly, stepResponse: tBench.stepResponse }),
    [LEFT, RIGHT],
    [["modulator.up", "exit:left.in"], ["modulator.down", "exit:right.in"]],
  ),
];

/** Ends of wires name kinds here, not blocks: a person may call blocks as they like. */
function lesson(title: string, text: string, blocks: readonly Wanted[], wires: readonly (readonly [string, string])[]): Lesson {
  return {
    title,
    text,
    isDone: (diagram) => {
      const { wires: there } = modelOf(diagram, diagram.main);
      const isWired = wires.every(([from, to]) => there.some((wire) => isMeant(diagram, wire[0], from) && isMeant(diagram, wire[1], to)));
      return isWired && blocks.every(({ kind }) => Object.values(modelOf(diagram, diagram.main).blocks).some((it) => it.kind === kind));
    },
    doIt: (desk) => {
      desk.openModel(desk.diagram.main);
      for (const { name, kind, at, params } of blocks) {
        if (own(desk.model.blocks, name) === undefined) desk.do({ type: "add", model: desk.modelName, name, block: { kind, at, ...(params === undefined ? {} : { params }) } });
      }
      for (const [from, to] of wires) desk.do({ type: "connect", model: desk.modelName, from: endMeant(from), to: endMeant(to) });
    },
  };
}

const ALL: readonly (readonly [of: string, wanted: Wanted])[] = [
  ["step", COURSE],
  ["entry:ship.angle", ANGLE],
  ["entry:ship.spin", SPIN],
  ["pid:angle", OUTER],
  ["pid:rate", INNER],
  ["modulator", KEYS],
  ["exit:left", LEFT],
  ["exit:right", RIGHT],
  ["scope", LOOK],
];

function endMeant(end: string): string {
  const dot = end.lastIndexOf(".");
  const wanted = ALL.find(([of]) => of === end.slice(0, dot))?.[1];
  return endOf(wanted?.name ?? "", end.slice(dot + 1));
}

/** Whether an end of a wire is at a block as it is meant. */
function isMeant(diagram: Diagram, end: string, meant: string): boolean {
  const dot = meant.lastIndexOf(".");
  const [kind, which] = meant.slice(0, dot).split(":");
  const [name, port] = splitEnd(end);
  const block = own(modelOf(diagram, diagram.main).blocks, name);
  if (block === undefined || block.kind !== kind || port !== meant.slice(dot + 1)) return false;
  if (kind === "entry" || kind === "exit") return textOf(block, "name") === which;
  // The outer loop is about angles; the inner one is not.
  return kind !== "pid" || (own(block.params ?? {}, "angle") === true) === (which === "angle");
}
