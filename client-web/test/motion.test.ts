import { expect, test } from "vitest";
import { advance, fireFrom, makeDynamics, makeMotion, makeSpace, type Motion } from "../src/motion";
import { Kind } from "../src/protocol/table";
import { bitsOfFloat, floatOfBits, goldenWelcome, readGolden } from "./golden";

type Bits7 = [number, number, number, number, number, number, number];

interface Golden {
  torus: [number, number];
  dt: number;
  substeps: number;
  kinds: [number, number, number, number, number, number][];
  cases: { kind: number; start: Bits7; controls: [number, number][]; every: number; states: Bits7[] }[];
  muzzle: { motion: Bits7; spread: number; bullet: Bits7 }[];
}

const golden = readGolden<Golden>("motion.json");
const torus = { widthM: golden.torus[0], heightM: golden.torus[1] };
const space = makeSpace(torus, golden.dt, golden.substeps);

function motionOf([x, y, cos, sin, vx, vy, spin]: Bits7): Motion {
  const f = floatOfBits;
  return { x: f(x), y: f(y), cos: f(cos), sin: f(sin), vx: f(vx), vy: f(vy), spin: f(spin) };
}

function bitsOf(m: Motion): Bits7 {
  const b = bitsOfFloat;
  return [b(m.x), b(m.y), b(m.cos), b(m.sin), b(m.vx), b(m.vy), b(m.spin)];
}

function dynamicsOf(kind: number) {
  const hints = golden.kinds[kind];
  if (hints === undefined) throw new Error(`no hints for kind ${kind}`);
  const [linearDamping, angularDamping, brakeDamping, thrustMps2, turnRadps2, radiusM] = hints.map(Math.fround) as Bits7;
  return makeDynamics({ linearDamping, angularDamping, brakeDamping, thrustMps2, turnRadps2, radiusM }, golden.dt);
}

test("the golden file covers every kind", () => {
  expect(golden.cases.length).toBeGreaterThan(0);
  expect(new Set(golden.cases.map((c) => c.kind))).toEqual(new Set(Object.values(Kind)));
});

test.each(golden.cases.map((c, index) => ({ ...c, index })))(
  "case $index, kind $kind, equals the server to the bit for 3,000 ticks",
  ({ kind, start, controls, every, states }) => {
    const motion = motionOf(start);
    const dynamics = dynamicsOf(kind);
    const seen: Bits7[] = [];
    let tick = 0;
    for (const [ticks, bits] of controls) {
      for (let i = 0; i < ticks; i++) {
        advance(motion, bits, dynamics, space);
        tick += 1;
        if (tick % every === 0) seen.push(bitsOf(motion));
      }
    }
    expect(tick).toBe(3000);
    expect(seen).toEqual(states);
  },
);

test.each(golden.muzzle)("a bullet with spread $spread begins where the server's does", ({ motion, spread, bullet }) => {
  const fired = makeMotion();
  fireFrom(motionOf(motion), spread, goldenWelcome().gun, torus, fired);
  expect(bitsOf(fired)).toEqual(bullet);
});
