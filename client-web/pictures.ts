// For Vite: draws the sign of the game, as PNG: for whoever installs it, and for the card of a link to it.

import { crc32 } from "node:zlib";
import { zlibAsync } from "@gfx/zopfli";
import type { HtmlTagDescriptor, Plugin } from "vite";
import { STANDARD } from "./src/draw/palette.ts";
import { SHIP, rock, type Point } from "./src/outline.ts";

/** A line between corners, of a colour and a width. */
interface Stroke {
  readonly points: readonly Point[];
  readonly colour: string;
  readonly widthPx: number;
}

interface Drawing {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly strokes: readonly Stroke[];
}

const SPACE = "#03040b";
/** Of each colour, from space to the full one: edges are smooth. */
const SHADES = 2;
/** Colours of a picture, of which each pixel names one by four bits. */
const COLOURS_MAX = 16;

export function pictures(): Plugin {
  return {
    name: "pictures",
    apply: "build",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "sign.png", source: await png(SIGN) });
    },
    transformIndexHtml: {
      order: "post",
      handler: (_, { path }) => (path === "/index.html" ? TAGS : []),
    },
  };
}

const SIGN_PX = 200;

/** Of the installed game, and on the card of a link: what matters is in the middle, as some cut it round. */
const SIGN: Drawing = {
  ...{ widthPx: SIGN_PX, heightPx: SIGN_PX },
  strokes: [
    { points: shape(rock(7, 1), 173, 16, 61, 0.3), colour: STANDARD.rock, widthPx: 6 },
    { points: shape(SHIP, 91, 116, 50, 1.1), colour: STANDARD.own, widthPx: 9 },
  ],
};

const TAGS: HtmlTagDescriptor[] = [
  link("manifest", "./manifest.webmanifest"),
  link("apple-touch-icon", "./sign.png"),
  // Its title and words are those of the page.
  { tag: "meta", attrs: { property: "og:image", content: "./sign.png" }, injectTo: "head" },
  { tag: "meta", attrs: { name: "twitter:card", content: "summary" }, injectTo: "head" },
];

function link(rel: string, href: string): HtmlTagDescriptor {
  return { tag: "link", attrs: { rel, href }, injectTo: "head" };
}

/** An outline, closed, turned and in its place; y points down. */
function shape(outline: readonly Point[], x: number, y: number, scale: number, angle: number): Point[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const corners = outline.map(([u, v]): Point => [x + scale * (u * cos - v * sin), y - scale * (u * sin + v * cos)]);
  return [...corners, ...corners.slice(0, 1)];
}

async function png({ widthPx, heightPx, strokes }: Drawing): Promise<Buffer> {
  const colours = [...new Set(strokes.map(({ colour }) => colour))];
  const palette = [SPACE, ...colours.flatMap((colour) => Array.from({ length: SHADES }, (_, at) => mixed(colour, (at + 1) / SHADES)))];
  if (palette.length > COLOURS_MAX) throw new Error("a picture has too many colours");
  const pixels = Buffer.alloc(widthPx * heightPx);
  for (const stroke of strokes) paint(pixels, widthPx, heightPx, stroke, 1 + SHADES * colours.indexOf(stroke.colour));
  // Each row begins with its filter, which is none; then come two pixels a byte.
  const rows = Buffer.alloc((widthPx / 2 + 1) * heightPx);
  for (const [at, pixel] of pixels.entries()) {
    const byte = Math.floor(at / widthPx) * (widthPx / 2 + 1) + 1 + Math.floor((at % widthPx) / 2);
    rows[byte] = (rows[byte] ?? 0) | (at % 2 === 0 ? pixel << 4 : pixel);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  // Four bits a pixel, by the palette.
  header.set([4, 3], 8);
  const parts = [
    chunk("IHDR", header),
    chunk("PLTE", Buffer.concat(palette.map((colour) => Buffer.from(colour.slice(1), "hex")))),
    chunk("IDAT", Buffer.from(await zlibAsync(rows, { numiterations: 15 }))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

/** Puts a line among the pixels: each is as bright as it is covered. */
function paint(pixels: Buffer, widthPx: number, heightPx: number, { points, widthPx: linePx }: Stroke, colour: number): void {
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (from === undefined) continue;
    const reach = linePx / 2 + 1;
    const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
    const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(heightPx, bottom); y++) {
      for (let x = Math.max(0, Math.floor(left)); x < Math.min(widthPx, right); x++) {
        const covered = Math.min(1, Math.max(0, linePx / 2 + 0.5 - away(x + 0.5, y + 0.5, from, to)));
        const shade = Math.round(covered * SHADES);
        const at = y * widthPx + x;
        // Lines of one colour meet without a seam.
        if (shade > 0) pixels[at] = Math.max(pixels[at] ?? 0, colour + shade - 1);
      }
    }
  }
}

/** How far a point is from a line. */
function away(x: number, y: number, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

function mixed(colour: string, part: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [dark, bright] = [SPACE, colour].map((each) => parseInt(each.slice(at, at + 2), 16));
    return Math.round((dark ?? 0) + ((bright ?? 0) - (dark ?? 0)) * part);
  });
  return `#${channels.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
