// Sources, arithmetic and logic.

import { clamp, exp, greater, kept, lesser, sinCos, wrapAngle } from "./functions";
import { now, remembers, widthOf, type Make, type Run } from "./work";

const { fround: f, abs, floor, sqrt } = Math;

/** Counters of steps stay here. */
export const COUNT_MOST = 2 ** 20;

function of(equation: (a: number, b: number) => number): Make {
  return () => now((i, o) => (o[0] = equation(i[0]!, i[1]!)));
}

function withParams(names: readonly string[], make: (...params: number[]) => (a: number) => number): Make {
  return (setup) => {
    const equation = make(...names.map((it) => setup.number(it)));
    return now((i, o) => (o[0] = equation(i[0]!)));
  };
}

const value: Make = (setup) => {
  const it = setup.number("value");
  return now((_, o) => (o[0] = it));
};

const step: Make = (setup) => {
  const [before, after, at] = [setup.number("before"), setup.number("after"), setup.number("at_steps")];
  return remembers([0], (_, o, m) => {
    o[0] = m[0]! >= at ? after : before;
    m[0] = lesser(m[0]! + 1, COUNT_MOST);
  });
};

const ramp: Make = (setup) => {
  const [rise, limit] = [f(setup.h * setup.number("slope")), setup.number("limit")];
  return remembers([0], (_, o, m) => {
    o[0] = m[0]!;
    m[0] = clamp(f(m[0]! + rise), -limit, limit);
  });
};

const sineWave: Make = (setup) => {
  const [amplitude, bias] = [setup.number("amplitude"), setup.number("bias")];
  const turn = f(setup.h * setup.number("frequency_hz"));
  const phase = setup.number("phase");
  return remembers([f(phase - floor(phase))], (_, o, m) => {
    o[0] = f(bias + f(amplitude * sinCos(f(f(6.2831855) * m[0]!))[0]));
    const next = f(m[0]! + turn);
    m[0] = f(next - floor(next));
  });
};

const pulse: Make = (setup) => {
  const [period, width] = [setup.number("period_steps"), setup.number("width_steps")];
  return remembers([0], (_, o, m) => {
    o[0] = m[0]! < width ? 1 : 0;
    m[0] = m[0]! + 1 === period ? 0 : m[0]! + 1;
  });
};

const random: Make = (setup) => {
  const [low, high] = [setup.number("low"), setup.number("high")];
  const first = Math.imul(setup.number("seed") + 1, 2654435761) >>> 0 || 1;
  const HALF = 65_536;
  return remembers([first >>> 16, first % HALF], (_, o, m) => {
    let s = (m[0]! * HALF + m[1]!) | 0;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    m[0] = s >>> 16;
    m[1] = s & 0xffff;
    o[0] = f(low + f(f(high - low) * f((s >>> 8) / 2 ** 24)));
  });
};

/** Between which points a value lies, and how far. */
function between(x: readonly number[], value: number): readonly [index: number, part: number] {
  let index = 0;
  while (index < x.length - 2 && x[index + 1]! <= value) index += 1;
  const part = f(f(value - x[index]!) / f(x[index + 1]! - x[index]!));
  return [index, clamp(part, 0, 1)];
}

function blend(a: number, b: number, part: number): number {
  return f(a + f(part * f(b - a)));
}

const table1d: Make = (setup) => {
  const [x, y] = [setup.numbers("x"), setup.numbers("y")];
  return now((i, o) => {
    const [index, part] = between(x, i[0]!);
    o[0] = blend(y[index]!, y[index + 1]!, part);
  });
};

const table2d: Make = (setup) => {
  const [x, y, z] = [setup.numbers("x"), setup.numbers("y"), setup.numbers("z")];
  return now((i, o) => {
    const [column, t] = between(x, i[0]!);
    const [row, u] = between(y, i[1]!);
    const line = (at: number): number => blend(z[at * x.length + column]!, z[at * x.length + column + 1]!, t);
    o[0] = blend(line(row), line(row + 1), u);
  });
};

const TESTS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

const compare: Make = (setup) => {
  const test = TESTS[setup.choice("test")]!;
  return now((i, o) => (o[0] = test(i[0]!, i[1]!) ? 1 : 0));
};

const relay: Make = (setup) => {
  const [low, high] = [setup.number("low"), setup.number("high")];
  return remembers([0], (i, o, m) => {
    if (i[0]! > high) m[0] = 1;
    else if (i[0]! < low) m[0] = 0;
    o[0] = m[0]!;
  });
};

function logic(equation: (i: Float32Array) => boolean): Make {
  return () => now((i, o) => (o[0] = equation(i) ? 1 : 0));
}

const choose: Make = ({ signal }) => {
  const width = widthOf(signal);
  return now((i, o) => {
    for (let at = 0; at < width; at++) o[at] = i[(i[0] !== 0 ? 1 : 1 + width) + at]!;
  });
};

const multiswitch: Make = () =>
  now((i, o) => {
    let index = 0;
    for (let at = 1; at <= 7; at++) if (at <= i[0]!) index += 1;
    o[0] = i[1 + index]!;
  });

const toNumber: Make = (setup) => {
  const [low, high] = [setup.number("low"), setup.number("high")];
  return now((i, o) => (o[0] = i[0] !== 0 ? high : low));
};

const NOTHING: Make = () => now(() => undefined);

export const SIMPLE: Readonly<Record<string, Make>> = {
  scope: NOTHING,
  assert: NOTHING,
  note: NOTHING,
  constant: value,
  flag: value,
  constant_vector: (setup) => {
    const [x, y] = [setup.number("x"), setup.number("y")];
    return now((_, o) => {
      o[0] = x;
      o[1] = y;
    });
  },
  step,
  ramp,
  sine_wave: sineWave,
  pulse,
  random,
  gain: withParams(["gain"], (gain) => (a) => f(gain! * a)),
  sum: () => now((i, o) => (o[0] = f(f(f(i[0]! + i[1]!) + i[2]!) + i[3]!))),
  subtract: of((a, b) => f(a - b)),
  product: of((a, b) => f(a * b)),
  divide: (setup) => {
    const otherwise = setup.number("otherwise");
    return now((i, o) => (o[0] = i[1] === 0 ? otherwise : f(i[0]! / i[1]!)));
  },
  min: of(lesser),
  max: of(greater),
  abs: of((a) => abs(a)),
  sign: of((a) => (a > 0 ? 1 : a < 0 ? -1 : 0)),
  square_root: of((a) => (a > 0 ? f(sqrt(a)) : 0)),
  clamp: withParams(["low", "high"], (low, high) => (a) => clamp(a, low!, high!)),
  deadband: withParams(["width"], (width) => (a) => (a > width! ? f(a - width!) : a < -width! ? f(a + width!) : 0)),
  quantiser: withParams(["step"], (size) => (a) => f(size! * floor(f(f(a / size!) + 0.5)))),
  sin: of((a) => sinCos(a)[0]),
  cos: of((a) => sinCos(a)[1]),
  exp: of((a) => exp(a)),
  table_1d: table1d,
  table_2d: table2d,
  wrap_angle: of((a) => wrapAngle(a)),
  compare,
  relay,
  and: logic((i) => i.every((it) => it !== 0)),
  or: logic((i) => i.some((it) => it !== 0)),
  xor: logic((i) => (i[0] !== 0) !== (i[1] !== 0)),
  not: logic((i) => i[0] === 0),
  switch: choose,
  multiswitch,
  to_number: toNumber,
};

/** Everything that is remembered is kept within bounds. */
export function keeping(run: Run): Run {
  return (i, o, m) => {
    run(i, o, m);
    for (let at = 0; at < m.length; at++) m[at] = kept(m[at]!);
  };
}

