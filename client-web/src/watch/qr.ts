// QR codes: bytes, error correction level M, versions 1 to 10, as in ISO/IEC
// 18004.

/** Modules row by row, true where it is dark. Without the quiet zone around. */
export type QrCode = readonly (readonly boolean[])[];

/** By version from 1 on: all codewords, those of correction in a block, and blocks. */
const VERSIONS: readonly (readonly [codewords: number, correction: number, blocks: number])[] = [
  [26, 10, 1],
  [44, 16, 1],
  [70, 26, 1],
  [100, 18, 2],
  [134, 24, 2],
  [172, 16, 4],
  [196, 18, 4],
  [242, 22, 4],
  [292, 22, 5],
  [346, 26, 5],
];
/** By version from 2 on: where alignment patterns are, besides 6. */
const ALIGNMENTS: readonly (readonly number[])[] = [[18], [22], [26], [30], [34], [22, 38], [24, 42], [26, 46], [28, 50]];
const BYTE_MODE = 4;
/** From this version on the length has two bytes. */
const LONG_VERSION = 10;
/** From this version on a code says which it is. */
const NAMED_VERSION = 7;
const PADS = [0xec, 0x11];
/** Level M in the format, which is 0, needs no bits. */
const FORMAT_POLYNOMIAL = 0x537;
const FORMAT_MASK = 0x5412;
const VERSION_POLYNOMIAL = 0x1f25;
const FIELD_POLYNOMIAL = 0x11d;

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The code of a text, or null if it is too long for one: 213 bytes at most. */
export function qrCode(text: string): QrCode | null {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.findIndex((_, index) => fits(bytes.length, index + 1)) + 1;
  if (version === 0) return null;
  const words = interleave(dataWords(bytes, version), version);
  let best: Grid | null = null;
  let least = Infinity;
  for (let mask = 0; mask < MASKS.length; mask++) {
    const grid = draw(words, version, mask);
    const penalty = penaltyOf(grid.dark);
    if (penalty >= least) continue;
    best = grid;
    least = penalty;
  }
  return best?.dark ?? null;
}

function dataLength(version: number): number {
  const [codewords, correction, blocks] = VERSIONS[version - 1]!;
  return codewords - correction * blocks;
}

function lengthBits(version: number): number {
  return version < LONG_VERSION ? 8 : 16;
}

function fits(bytes: number, version: number): boolean {
  return 4 + lengthBits(version) + 8 * bytes <= 8 * dataLength(version);
}

function dataWords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  push(BYTE_MODE, 4);
  push(bytes.length, lengthBits(version));
  for (const byte of bytes) push(byte, 8);
  const wanted = dataLength(version);
  push(0, Math.min(4, 8 * wanted - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const words: number[] = [];
  for (let at = 0; at < bits.length; at += 8) words.push(bits.slice(at, at + 8).reduce((word, bit) => 2 * word + bit, 0));
  for (let pad = 0; words.length < wanted; pad++) words.push(PADS[pad % 2]!);
  return words;
}

/** Data and correction of all blocks, a word of each in turn. */
function interleave(data: readonly number[], version: number): number[] {
  const [, correction, count] = VERSIONS[version - 1]!;
  const shortLength = Math.floor(data.length / count);
  const shortCount = count - (data.length % count);
  const blocks: (readonly number[])[] = [];
  for (let at = 0, index = 0; index < count; index++) {
    const length = index < shortCount ? shortLength : shortLength + 1;
    blocks.push(data.slice(at, at + length));
    at += length;
  }
  const corrections = blocks.map((block) => correctionOf(block, correction));
  const inTurn = (lists: readonly (readonly number[])[], length: number): number[] =>
    Array.from({ length }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
  return [...inTurn(blocks, shortLength + 1), ...inTurn(corrections, correction)];
}

function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * FIELD_POLYNOMIAL);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** Reed and Solomon's: what is left of the data when it is divided by the generator. */
function correctionOf(data: readonly number[], length: number): number[] {
  let generator = [1];
  for (let index = 0, root = 1; index < length; index++, root = times(root, 2)) {
    const shifted = [...generator, 0];
    generator.forEach((factor, at) => (shifted[at + 1]! ^= times(factor, root)));
    generator = shifted;
  }
  const rest = new Array<number>(length).fill(0);
  for (const word of data) {
    const factor = word ^ rest.shift()!;
    rest.push(0);
    for (let at = 0; at < length; at++) rest[at]! ^= times(generator[at + 1]!, factor);
  }
  return rest;
}

/** What is dark, and what is no data: set once and never masked. */
class Grid {
  readonly dark: boolean[][];
  readonly fixed: boolean[][];

  constructor(readonly size: number) {
    const empty = (): boolean[][] => Array.from({ length: size }, () => new Array<boolean>(size).fill(false));
    this.dark = empty();
    this.fixed = empty();
  }

  fix(x: number, y: number, dark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.dark[y]![x] = dark;
    this.fixed[y]![x] = true;
  }
}

function draw(words: readonly number[], version: number, mask: number): Grid {
  const grid = new Grid(17 + 4 * version);
  drawPatterns(grid, version);
  drawFormat(grid, mask);
  if (version >= NAMED_VERSION) drawVersion(grid, version);
  drawWords(grid, words, MASKS[mask]!);
  return grid;
}

function drawPatterns(grid: Grid, version: number): void {
  const last = grid.size - 7;
  for (let at = 0; at < grid.size; at++) {
    grid.fix(6, at, at % 2 === 0);
    grid.fix(at, 6, at % 2 === 0);
  }
  for (const [left, top] of [[0, 0], [last, 0], [0, last]] as const) {
    for (let y = -1; y <= 7; y++) {
      for (let x = -1; x <= 7; x++) {
        const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
        grid.fix(left + x, top + y, ring !== 2 && ring !== 4);
      }
    }
  }
  const places = version === 1 ? [] : [6, ...ALIGNMENTS[version - 2]!];
  for (const middleY of places) {
    for (const middleX of places) {
      if (isCorner(middleX, middleY, grid.size)) continue;
      for (let y = -2; y <= 2; y++) {
        for (let x = -2; x <= 2; x++) grid.fix(middleX + x, middleY + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
      }
    }
  }
}

/** Where the large patterns of the corners are there is no small one. */
function isCorner(x: number, y: number, size: number): boolean {
  const far = size - 7;
  return (x === 6 && (y === 6 || y === far)) || (x === far && y === 6);
}

/** A number with its correction behind it. */
function corrected(value: number, polynomial: number, bits: number): number {
  let rest = value << bits;
  for (let bit = 31 - Math.clz32(rest); bit >= bits; bit = 31 - Math.clz32(rest)) rest ^= polynomial << (bit - bits);
  return (value << bits) | rest;
}

function drawFormat(grid: Grid, mask: number): void {
  const format = corrected(mask, FORMAT_POLYNOMIAL, 10) ^ FORMAT_MASK;
  const { size } = grid;
  for (let bit = 0; bit < 15; bit++) {
    const dark = ((format >> bit) & 1) === 1;
    // Around the corner at the upper left, past the lines of the timing.
    if (bit < 8) grid.fix(8, bit < 6 ? bit : bit + 1, dark);
    else grid.fix(bit === 8 ? 7 : 14 - bit, 8, dark);
    // And beside the two others.
    if (bit < 8) grid.fix(size - 1 - bit, 8, dark);
    else grid.fix(8, size - 15 + bit, dark);
  }
  grid.fix(8, size - 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  const name = corrected(version, VERSION_POLYNOMIAL, 12);
  for (let bit = 0; bit < 18; bit++) {
    const dark = ((name >> bit) & 1) === 1;
    const across = grid.size - 11 + (bit % 3);
    const along = Math.floor(bit / 3);
    grid.fix(across, along, dark);
    grid.fix(along, across, dark);
  }
}

/** Up and down in columns of two, from the lower right corner on. */
function drawWords(grid: Grid, words: readonly number[], mask: (x: number, y: number) => boolean): void {
  const { size } = grid;
  let bit = 0;
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (grid.fixed[y]![x]) continue;
        const dark = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        grid.dark[y]![x] = dark !== mask(x, y);
        bit += 1;
      }
    }
    upwards = !upwards;
  }
}

/** How hard a code is to read: long runs, blocks, what looks like a corner, and more of one colour. */
function penaltyOf(dark: readonly (readonly boolean[])[]): number {
  const size = dark.length;
  const columns = dark.map((_, x) => dark.map((row) => row[x]!));
  let penalty = 0;
  for (const line of [...dark, ...columns]) penalty += runPenalty(line) + cornerPenalty(line);
  let many = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const one = dark[y]![x]!;
      many += Number(one);
      const isBlock = y + 1 < size && x + 1 < size && dark[y]![x + 1] === one && dark[y + 1]![x] === one && dark[y + 1]![x + 1] === one;
      if (isBlock) penalty += 3;
    }
  }
  return penalty + 10 * Math.floor(Math.abs((100 * many) / (size * size) - 50) / 5);
}

function runPenalty(line: readonly boolean[]): number {
  let penalty = 0;
  for (let from = 0, to = 0; from < line.length; from = to) {
    while (to < line.length && line[to] === line[from]) to += 1;
    if (to - from >= 5) penalty += to - from - 2;
  }
  return penalty;
}

const CORNERS = ["10111010000", "00001011101"];

function cornerPenalty(line: readonly boolean[]): number {
  const text = line.map(Number).join("");
  let penalty = 0;
  for (const corner of CORNERS) {
    for (let at = text.indexOf(corner); at !== -1; at = text.indexOf(corner, at + 1)) penalty += 40;
  }
  return penalty;
}
