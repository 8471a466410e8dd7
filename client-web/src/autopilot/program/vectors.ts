// Vectors: two numbers each.

import { atan2, greater, lesser, sinCos, wrap } from "./functions";
import { now, type Make } from "./work";

const { fround: f, sqrt } = Math;

function dot(ax: number, ay: number, bx: number, by: number): number {
  return f(f(ax * bx) + f(ay * by));
}

function length(x: number, y: number): number {
  return f(sqrt(dot(x, y, x, y)));
}

const same: Make = () => now((i, o) => o.set(i));

const normalise: Make = () =>
  now((i, o) => {
    const l = length(i[0]!, i[1]!);
    o[0] = l === 0 ? 0 : f(i[0]! / l);
    o[1] = l === 0 ? 0 : f(i[1]! / l);
  });

const shortestWay: Make = () =>
  now((i, o) => {
    for (let at = 0; at < 2; at++) {
      const d = f(i[2 + at]! - i[at]!);
      const size = i[4 + at]!;
      o[at] = size <= 0 ? d : wrap(d, size);
    }
  });

const lead: Make = (setup) => {
  const [speed, life_s] = [setup.number("speed"), setup.number("life_s")];
  return now((i, o) => {
    const [x, y, dx, dy] = [i[0]!, i[1]!, i[2]!, i[3]!];
    const a = f(f(speed * speed) - dot(dx, dy, dx, dy));
    const b = dot(x, y, dx, dy);
    const d = f(f(b * b) + f(a * dot(x, y, x, y)));
    const t = f(f(b + f(sqrt(d))) / a);
    const reaches = a > 0 && d >= 0 && t <= life_s;
    const time = reaches ? t : 0;
    o[0] = reaches ? f(x + f(dx * time)) : x;
    o[1] = reaches ? f(y + f(dy * time)) : y;
    o[2] = time;
    o[3] = reaches ? 1 : 0;
  });
};

const closestApproach: Make = (setup) => {
  const most_s = setup.number("most_s");
  return now((i, o) => {
    const [x, y, dx, dy] = [i[0]!, i[1]!, i[2]!, i[3]!];
    const speed = dot(dx, dy, dx, dy);
    const t = speed === 0 ? 0 : lesser(greater(f(-dot(x, y, dx, dy) / speed), 0), most_s);
    o[0] = t;
    o[1] = length(f(x + f(dx * t)), f(y + f(dy * t)));
  });
};

export const VECTORS: Readonly<Record<string, Make>> = {
  compose: same,
  split: same,
  vector_add: () =>
    now((i, o) => {
      o[0] = f(i[0]! + i[2]!);
      o[1] = f(i[1]! + i[3]!);
    }),
  vector_subtract: () =>
    now((i, o) => {
      o[0] = f(i[0]! - i[2]!);
      o[1] = f(i[1]! - i[3]!);
    }),
  vector_scale: (setup) => {
    const gain = setup.number("gain");
    return now((i, o) => {
      const by = f(gain * i[2]!);
      o[0] = f(by * i[0]!);
      o[1] = f(by * i[1]!);
    });
  },
  dot: () => now((i, o) => (o[0] = dot(i[0]!, i[1]!, i[2]!, i[3]!))),
  cross: () => now((i, o) => (o[0] = f(f(i[0]! * i[3]!) - f(i[1]! * i[2]!)))),
  length: () => now((i, o) => (o[0] = length(i[0]!, i[1]!))),
  normalise,
  to_polar: () =>
    now((i, o) => {
      o[0] = length(i[0]!, i[1]!);
      o[1] = atan2(i[1]!, i[0]!);
    }),
  from_polar: () =>
    now((i, o) => {
      const [sin, cos] = sinCos(i[1]!);
      o[0] = f(i[0]! * cos);
      o[1] = f(i[0]! * sin);
    }),
  rotate: () =>
    now((i, o) => {
      const [s, c] = sinCos(i[2]!);
      o[0] = f(f(c * i[0]!) - f(s * i[1]!));
      o[1] = f(f(s * i[0]!) + f(c * i[1]!));
    }),
  to_ship: () =>
    now((i, o) => {
      o[0] = f(f(i[0]! * i[2]!) + f(i[1]! * i[3]!));
      o[1] = f(f(i[1]! * i[2]!) - f(i[0]! * i[3]!));
    }),
  from_ship: () =>
    now((i, o) => {
      o[0] = f(f(i[0]! * i[2]!) - f(i[1]! * i[3]!));
      o[1] = f(f(i[0]! * i[3]!) + f(i[1]! * i[2]!));
    }),
  shortest_way: shortestWay,
  lead,
  closest_approach: closestApproach,
};

