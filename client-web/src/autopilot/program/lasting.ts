// What remembers, and what goes on in time.

import { clamp, greater, kept, lesser, wrapAngle } from "./functions";
import { COUNT_MOST } from "./simple";
import { now, remembers, widthOf, type Make, type Setup } from "./work";

const { fround: f } = Math;

export const copy: Make = ({ signal }) => {
  const width = widthOf(signal);
  return now((i, o) => {
    for (let at = 0; at < width; at++) o[at] = i[at]!;
  });
};

function initialOf(setup: Setup): number[] {
  const initial = setup.number("initial");
  return new Array<number>(widthOf(setup.signal)).fill(setup.signal === "bool" && initial !== 0 ? 1 : initial);
}

export const unitDelay: Make = (setup) => ({
  memory: initialOf(setup),
  run: (_, o, m) => o.set(m),
  then: (i, _, m) => {
    for (let at = 0; at < m.length; at++) m[at] = i[at]!;
  },
});

const delay: Make = (setup) => {
  const steps = setup.number("steps");
  return {
    memory: [0, ...new Array<number>(steps).fill(setup.number("initial"))],
    run: (_, o, m) => (o[0] = m[1 + m[0]!]!),
    then: (i, _, m) => {
      m[1 + m[0]!] = kept(i[0]!);
      m[0] = (m[0]! + 1) % steps;
    },
  };
};

const hold: Make = (setup) => {
  const width = widthOf(setup.signal);
  return remembers(initialOf(setup), (i, o, m) => {
    for (let at = 0; at < width; at++) {
      if (i[width] !== 0) m[at] = kept(i[at]!);
      o[at] = m[at]!;
    }
  });
};

const EDGES: Readonly<Record<string, (before: boolean, after: boolean) => boolean>> = {
  rising: (before, after) => after && !before,
  falling: (before, after) => before && !after,
  either: (before, after) => before !== after,
};

const edge: Make = (setup) => {
  const hasCome = EDGES[setup.choice("way")]!;
  return remembers([0], (i, o, m) => {
    o[0] = hasCome(m[0] !== 0, i[0] !== 0) ? 1 : 0;
    m[0] = i[0]!;
  });
};

const stateMachine: Make = (setup) => {
  const numbers = setup.numbers("transitions");
  const { h } = setup;
  return remembers([0, 0], (i, o, m) => {
    let next = -1;
    for (let at = 0; at + 2 < numbers.length && next < 0; at += 3) {
      const [from, guard, to] = [numbers[at]!, numbers[at + 1]!, numbers[at + 2]!];
      if ((from === m[0] || from === -1) && to !== m[0] && i[guard] !== 0) next = to;
    }
    if (next < 0) m[1] = lesser(m[1]! + 1, COUNT_MOST);
    else m.set([next, 0]);
    o.fill(0);
    o[0] = m[0]!;
    o[1] = next < 0 ? 0 : 1;
    o[2] = f(h * m[1]!);
    o[3 + m[0]!] = 1;
  });
};

const modulator: Make = () =>
  remembers([0], (i, o, m) => {
    const x = clamp(f(m[0]! + clamp(i[0]!, -1, 1)), -2, 2);
    const [up, down] = [x >= 0.5, x <= -0.5];
    m[0] = up ? f(x - 1) : down ? f(x + 1) : x;
    o[0] = up ? 1 : 0;
    o[1] = down ? 1 : 0;
  });

const integrator: Make = (setup) => {
  const [initial, low, high] = [setup.number("initial"), setup.number("low"), setup.number("high")];
  const { h } = setup;
  return {
    memory: [initial],
    run: (_, o, m) => (o[0] = m[0]!),
    then: (i, _, m) => (m[0] = i[1] !== 0 ? initial : clamp(f(m[0]! + f(h * i[0]!)), low, high)),
  };
};

const derivative: Make = (setup) => {
  const { h } = setup;
  const span = f(setup.number("filter_s") + h);
  return remembers([0, 0], (i, o, m) => {
    if (m[0] === 0) m.set([1, i[0]!]);
    const out = f(f(i[0]! - m[1]!) / span);
    m[1] = f(m[1]! + f(h * out));
    o[0] = out;
  });
};

const rateLimiter: Make = (setup) => {
  const [rising, falling] = [f(setup.h * setup.number("rising")), f(setup.h * setup.number("falling"))];
  return remembers([0, 0], (i, o, m) => {
    if (m[0] === 0) m.set([1, i[0]!]);
    m[1] = clamp(i[0]!, f(m[1]! - falling), f(m[1]! + rising));
    o[0] = m[1]!;
  });
};

const firstOrder: Make = (setup) => {
  const [gain, time_s] = [setup.number("gain"), setup.number("time_s")];
  const q = f(setup.h / f(f(2 * time_s) + setup.h));
  return remembers([0, 0], (i, o, m) => {
    m[1] = f(m[1]! + f(q * f(f(f(gain * i[0]!) + f(gain * m[0]!)) - f(2 * m[1]!))));
    m[0] = i[0]!;
    o[0] = m[1]!;
  });
};

const secondOrder: Make = (setup) => {
  const [gain, omega, zeta] = [setup.number("gain"), setup.number("omega"), setup.number("zeta")];
  const k = f(f(omega * setup.h) / 2);
  const n = f(k * k);
  const damp = f(f(2 * zeta) * k);
  const d = f(f(1 + damp) + n);
  const b = f(f(gain * n) / d);
  const a1 = f(f(2 * f(n - 1)) / d);
  const a2 = f(f(f(1 - damp) + n) / d);
  return remembers([0, 0], (i, o, m) => {
    const out = f(f(b * i[0]!) + m[0]!);
    m[0] = f(f(f(f(2 * b) * i[0]!) - f(a1 * out)) + m[1]!);
    m[1] = f(f(b * i[0]!) - f(a2 * out));
    o[0] = out;
  });
};

const leadLag: Make = (setup) => {
  const [lead, lag, h] = [f(2 * setup.number("lead_s")), f(2 * setup.number("lag_s")), setup.h];
  const d = f(lag + h);
  const [b0, b1, a] = [f(f(lead + h) / d), f(f(h - lead) / d), f(f(h - lag) / d)];
  return remembers([0], (i, o, m) => {
    const out = f(f(b0 * i[0]!) + m[0]!);
    m[0] = f(f(b1 * i[0]!) - f(a * out));
    o[0] = out;
  });
};

const ORDER = 8;

const discreteFilter: Make = (setup) => {
  const [b, a] = [setup.numbers("b"), setup.numbers("a")];
  return remembers(new Array<number>(ORDER).fill(0), (i, o, w) => {
    const out = f(f(b[0]! * i[0]!) + w[0]!);
    for (let at = 0; at < ORDER; at++) {
      w[at] = f(f(f((b[at + 1] ?? 0) * i[0]!) - f((a[at] ?? 0) * out)) + (w[at + 1] ?? 0));
    }
    o[0] = out;
  });
};

const movingAverage: Make = (setup) => {
  const steps = setup.number("steps");
  return remembers(new Array<number>(steps + 1).fill(0), (i, o, m) => {
    m[1 + m[0]!] = kept(i[0]!);
    m[0] = (m[0]! + 1) % steps;
    let sum = m[1]!;
    for (let at = 2; at <= steps; at++) sum = f(sum + m[at]!);
    o[0] = f(sum / steps);
  });
};

const pid: Make = (setup) => {
  const [p, i, d] = [setup.number("p"), setup.number("i"), setup.number("d")];
  const [low, high] = [setup.number("low"), setup.number("high")];
  const isAngle = setup.number("angle") !== 0;
  const { h } = setup;
  const span = f(setup.number("filter_s") + h);
  const w = f(h / greater(setup.number("track_s"), h));
  const way = (from: number, to: number): number => (isAngle ? wrapAngle(f(to - from)) : f(to - from));
  // What is remembered: whether it has begun, x, v and y.
  return remembers([0, 0, 0, 0], (inputs, o, s) => {
    const [setpoint, measured, value, feedforward] = [inputs[0]!, inputs[1]!, inputs[3]!, inputs[4]!];
    const isManual = inputs[2] !== 0;
    const e = way(measured, setpoint);
    const m = s[0] !== 0 ? way(s[1]!, measured) : 0;
    const v = f(s[2]! + f(f(m - f(h * s[2]!)) / span));
    const c = f(f(f(p * e) - f(d * v)) + feedforward);
    const u = f(c + s[3]!);
    const out = clamp(isManual ? value : u, low, high);
    const y = i === 0 ? 0 : isManual ? f(out - c) : f(f(s[3]! + f(h * f(i * e))) + f(w * f(out - u)));
    s.set([1, measured, v, y]);
    o[0] = out;
    o[1] = out !== u && !isManual ? 1 : 0;
  });
};

export const LASTING: Readonly<Record<string, Make>> = {
  exit: copy,
  latch: () =>
    remembers([0], (i, o, m) => {
      if (i[1] !== 0) m[0] = 0;
      else if (i[0] !== 0) m[0] = 1;
      o[0] = m[0]!;
    }),
  counter: (setup) => {
    const limit = setup.number("limit");
    return remembers([0], (i, o, m) => {
      const n = i[1] !== 0 ? 0 : f(m[0]! + (i[0] !== 0 ? 1 : 0));
      m[0] = n > limit ? 0 : n;
      o[0] = m[0]!;
    });
  },
  timer: ({ h }) =>
    remembers([0], (i, o, m) => {
      m[0] = i[0] !== 0 ? lesser(m[0]! + 1, COUNT_MOST) : 0;
      o[0] = f(h * m[0]!);
    }),
  edge,
  monostable: (setup) => {
    const steps = setup.number("steps");
    return remembers([0], (i, o, m) => {
      m[0] = i[0] !== 0 ? steps : greater(m[0]! - 1, 0);
      o[0] = m[0]! > 0 ? 1 : 0;
    });
  },
  hold,
  unit_delay: unitDelay,
  delay,
  state_machine: stateMachine,
  modulator,
  integrator,
  derivative,
  rate_limiter: rateLimiter,
  first_order: firstOrder,
  second_order: secondOrder,
  lead_lag: leadLag,
  discrete_filter: discreteFilter,
  moving_average: movingAverage,
  pid,
};
