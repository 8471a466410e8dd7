import { describe, expect, test } from "vitest";
import { STANDARD, type Palette } from "../src/draw/palette";
import { PALETTES, type PaletteName } from "../src/palettes/palettes";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** What must not be taken for one another. */
const ROLES = ["own", "person", "bot", "bounty", "rock", "pickup", "danger"] as const satisfies readonly (keyof Palette)[];
/** What words are written in too. */
const TEXTS = ["own", "person", "bot", "bounty", "pickup", "danger", "light"] as const satisfies readonly (keyof Palette)[];
/** Colours that differ by more than this, by CIEDE2000, are told apart at a glance. */
const GLANCE = 17;
/** Of text on the background, by WCAG 2: AA. */
const CONTRAST_MIN = 4.5;
/** Of what is only a shape. Who has asked for a soft picture gets one. */
const SHAPE_CONTRAST_MIN = 3;
const SPACE = "#03040b";

/**
 * What eyes without one kind of cone see, on linear light: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, “A
 * Physiologically-based Model for Simulation of Color Vision Deficiency”, IEEE TVCG 15 (6), 2009, at severity 1.
 */
const EYES: Readonly<Record<string, Matrix>> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const XYZ: Matrix = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]];

function linear(colour: string): Triple {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

function times(matrix: Matrix, [a, b, c]: Triple): Triple {
  const [x, y, z] = matrix.map((row) => row[0] * a + row[1] * b + row[2] * c);
  return [x ?? 0, y ?? 0, z ?? 0];
}

/** CIELAB, white D65. */
function lab(light: Triple): Triple {
  const [x, y, z] = times(XYZ, light);
  const f = (value: number): number => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

function seenBy(eyes: Matrix, colour: string): Triple {
  const [r, g, b] = times(eyes, linear(colour));
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  return lab([clip(r), clip(g), clip(b)]);
}

const rad = (deg: number): number => (deg * Math.PI) / 180;
const deg = (y: number, x: number): number => ((Math.atan2(y, x) * 180) / Math.PI + 360) % 360;

/** CIEDE2000, by G. Sharma, W. Wu and E. N. Dalal, “The CIEDE2000 color-difference formula”, 2005. */
function difference([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const seventh = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1 + 0.5 * (1 - Math.sqrt(seventh / (seventh + 25 ** 7)));
  const [c1, c2] = [Math.hypot(a1 * stretch, b1), Math.hypot(a2 * stretch, b2)];
  const [h1, h2] = [deg(b1, a1 * stretch), deg(b2, a2 * stretch)];
  const isGrey = c1 * c2 === 0;
  const turn = isGrey ? 0 : ((h2 - h1 + 540) % 360) - 180;
  const hue = 2 * Math.sqrt(c1 * c2) * Math.sin(rad(turn / 2));
  const [l, c, h] = [(l1 + l2) / 2, (c1 + c2) / 2, isGrey ? h1 + h2 : h1 + turn / 2];
  const t = 1 - 0.17 * Math.cos(rad(h - 30)) + 0.24 * Math.cos(rad(2 * h)) + 0.32 * Math.cos(rad(3 * h + 6)) - 0.2 * Math.cos(rad(4 * h - 63));
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [dl, dc, dh] = [(l2 - l1) / sl, (c2 - c1) / (1 + 0.045 * c), hue / (1 + 0.015 * c * t)];
  const around = 60 * Math.exp(-(((((h + 360) % 360) - 275) / 25) ** 2));
  const rotation = -2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7)) * Math.sin(rad(around));
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}

/** The two that are most alike to these eyes, and how much they differ. */
function mostAlike(palette: Palette, eyes: Matrix): { readonly pair: string; readonly by: number } {
  const pairs = ROLES.flatMap((one, index) =>
    ROLES.slice(index + 1).map((other) => ({
      pair: `${one} and ${other}`,
      by: difference(seenBy(eyes, palette[one]), seenBy(eyes, palette[other])),
    })),
  );
  return pairs.reduce((least, each) => (each.by < least.by ? each : least));
}

function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [one, other].map((colour) => times(XYZ, linear(colour))[1]).sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

test("differences are as the formula's authors print them", () => {
  expect(difference([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(difference([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
  expect(difference([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619])).toBeCloseTo(2.0373, 4);
  expect(difference([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514])).toBeCloseTo(0.9082, 4);
});

describe.each(Object.entries(PALETTES) as [PaletteName, Palette][])("the palette “%s”", (name, palette) => {
  test("has no two hues that could be taken for one another, by the eyes it is for", () => {
    for (const eyes of ["all", name]) {
      const matrix = EYES[eyes];
      if (matrix === undefined) continue;
      const { pair, by } = mostAlike(palette, matrix);
      expect(by, `${pair}, to ${eyes}`).toBeGreaterThan(GLANCE);
    }
  });

  test("stands out from the space behind it", () => {
    for (const role of TEXTS) expect(contrast(palette[role], SPACE), role).toBeGreaterThan(CONTRAST_MIN);
    const least = name === "soft" ? SHAPE_CONTRAST_MIN : CONTRAST_MIN;
    for (const role of ["rock", "flame"] as const) expect(contrast(palette[role], SPACE), role).toBeGreaterThan(least);
  });
});

test("the standard palette is not enough for eyes without one kind of cone, so that there is use for the others", () => {
  for (const eyes of ["protanopia", "deuteranopia", "tritanopia"] as const) {
    expect(mostAlike(STANDARD, EYES[eyes]!).by).toBeLessThan(GLANCE);
  }
});
