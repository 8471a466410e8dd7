// What only those who watch are told: the room from above, and who in it is worth a look.

import { ProtocolError, type Fields } from "./fields";
import { NOTABLES_MAX, OVERVIEW_CELLS_MAX, OVERVIEW_SIDE_CELLS_MAX } from "./table";

export { Mark } from "./table";

/** How many ships and rocks there are where, told instead of each of them. */
export interface Overview {
  readonly type: "overview";
  /** The lower left corner of the grid, in metres. */
  readonly x: number;
  readonly y: number;
  /** The side of a cell, in metres. */
  readonly cellM: number;
  readonly columns: number;
  readonly rows: number;
  /** By cell, row by row from below. 255 is that many or more. */
  readonly ships: Uint8Array;
  readonly rocks: Uint8Array;
}

/** A ship that is worth a look. */
export interface Notable {
  readonly player: number;
  readonly name: string;
  /** Where it is, in metres, and how it moves, in m/s. */
  readonly x: number;
  readonly y: number;
  readonly vx: number;
  readonly vy: number;
  /** See Mark. */
  readonly marks: number;
  /** The player with whom it exchanges fire, 0 for nobody. */
  readonly rival: number;
  /** Its bounty. */
  readonly worth: number;
}

/** The most notable first. */
export interface Notables {
  readonly type: "notables";
  readonly rows: readonly Notable[];
}

const I16_MIN = -0x8000;
const I16_MAX = 0x7fff;
const I8_MIN = -0x80;
const I8_MAX = 0x7f;
const BYTE_MAX = 255;

export function readOverview(fields: Fields): Overview {
  const x = fields.float();
  const y = fields.float();
  const cellM = fields.positive();
  const columns = fields.int(1, OVERVIEW_SIDE_CELLS_MAX);
  const rows = fields.int(1, OVERVIEW_SIDE_CELLS_MAX);
  const cells = columns * rows;
  if (cells > OVERVIEW_CELLS_MAX) throw new ProtocolError("the overview has too many cells");
  const overview: Overview = { type: "overview", x, y, cellM, columns, rows, ships: fields.bin(cells), rocks: fields.bin(cells) };
  fields.end();
  return overview;
}

export function readNotables(fields: Fields): Notables {
  const rows = fields.list("the notables", NOTABLES_MAX, readNotable);
  fields.end();
  return { type: "notables", rows };
}

function readNotable(fields: Fields): Notable {
  const notable: Notable = {
    player: fields.id(),
    name: fields.text(),
    x: fields.int(I16_MIN, I16_MAX),
    y: fields.int(I16_MIN, I16_MAX),
    vx: fields.int(I8_MIN, I8_MAX),
    vy: fields.int(I8_MIN, I8_MAX),
    marks: fields.uint(BYTE_MAX),
    rival: fields.uint(),
    worth: fields.uint(),
  };
  fields.end();
  return notable;
}
