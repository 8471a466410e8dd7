// What the server says.

import type { LeaderboardRow, Occasion, Radar, Round, Whereabouts } from "../state/scene";
import { Fields, ProtocolError, countOf } from "./fields";
import { readFrame, type Frame, type Told } from "./frame";
import { readNotables, readOverview, type Notables, type Overview } from "./overview";
import {
  AsideKind,
  CHAT_CHARS_MAX,
  CHAT_LINES_MAX,
  FRAME_KIND,
  Heard,
  LEADERBOARD_ROWS_MAX,
  NOTICE_CHARS_MAX,
  OccasionKind,
  Team,
  SESSION_KEY_BYTES,
  TO_CLIENT_BYTES_MAX,
} from "./table";
import { Unpacker } from "./unpacker";
import { readWelcome, type Welcome } from "./welcome";

export interface ViewGranted {
  readonly type: "viewGranted";
  readonly halfWidthM: number;
  readonly halfHeightM: number;
}

export interface Leaderboard {
  readonly type: "leaderboard";
  /** Best first. */
  readonly rows: readonly LeaderboardRow[];
}

export interface RadarMessage extends Radar {
  readonly type: "radar";
  /** How long the server lately takes for a tick, in microseconds. */
  readonly tickUs: number;
}

/** Lines of the room's chat, the oldest first. */
export interface Said {
  readonly type: "said";
  readonly lines: readonly SaidLine[];
}

export interface SaidLine {
  /** Who says it; 0 is the server, to this client alone. */
  readonly player: number;
  readonly name: string;
  readonly text: string;
  /** How long ago it was said, in seconds. */
  readonly ageS: number;
}

/** What those who run the server have to say to everybody. */
export interface Notice {
  readonly type: "notice";
  readonly text: string;
}

/** What a pilot comes back with if it is cut off. */
export interface SessionMessage {
  readonly type: "session";
  readonly key: Uint8Array;
  /** Whether player, ship and score are those of before. */
  readonly resumed: boolean;
}

/** What the server says to this client alone. */
export interface Aside {
  readonly type: "aside";
  readonly what: AsideKind;
  /** Seconds, or the number of a room. */
  readonly number: number;
  /** Empty where it is about nobody. */
  readonly name: string;
}

export type ToClient = Welcome | Frame | ViewGranted | Leaderboard | RadarMessage | SessionMessage | Said | Aside | Notice | Overview | Notables;

const KIND_MAX = 127;
const ASIDE_MAX = countOf(AsideKind) - 1;
const OCCASION_MAX = countOf(OccasionKind) - 1;
const TEAMS = countOf(Team);
const I16_MIN = -0x8000;
const I16_MAX = 0x7fff;

/** Reads a message that comes after what the server has told before. Throws ProtocolError when the bytes are not one. */
export function decodeToClient(bytes: ArrayBuffer | Uint8Array, before: Told, bytesMax = TO_CLIENT_BYTES_MAX): ToClient {
  if (bytes.byteLength > bytesMax) throw new ProtocolError("the message is too large");
  const fields = Fields.of(unpack(bytes), "the message");
  const kind = fields.uint(KIND_MAX);
  if (kind >= FRAME_KIND) return readFrame(kind, fields, before);
  switch (kind) {
    case Heard.Welcome:
      return readWelcome(fields);
    case Heard.ViewGranted:
      return readViewGranted(fields);
    case Heard.Leaderboard:
      return readLeaderboard(fields);
    case Heard.Aside:
      return readAside(fields);
    case Heard.Radar:
      return readRadar(fields);
    case Heard.Session:
      return readSession(fields);
    case Heard.Said:
      return readSaid(fields);
    case Heard.Notice:
      return readNotice(fields);
    case Heard.Overview:
      return readOverview(fields);
    case Heard.Notables:
      return readNotables(fields);
    default:
      throw new ProtocolError(`no message has the number ${kind}`);
  }
}

function unpack(bytes: ArrayBuffer | Uint8Array): unknown {
  const unpacker = new Unpacker(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
  const value = unpacker.value();
  if (!unpacker.done) throw new ProtocolError("something follows the message");
  return value;
}

function readViewGranted(fields: Fields): ViewGranted {
  const view = { type: "viewGranted", halfWidthM: fields.positive(), halfHeightM: fields.positive() } as const;
  fields.end();
  return view;
}

function readLeaderboard(fields: Fields): Leaderboard {
  const rows = fields.list("the rows", LEADERBOARD_ROWS_MAX, readRow);
  fields.end();
  return { type: "leaderboard", rows };
}

function readRow(fields: Fields): LeaderboardRow {
  const row = { player: fields.id(), name: fields.text(), score: fields.uint(), bot: fields.bool(), team: readTeam(fields) };
  fields.end();
  return row;
}

/** The wire has 0 for none. */
function readTeam(fields: Fields): Team | null {
  const number = fields.uint(TEAMS);
  return number === 0 ? null : ((number - 1) as Team);
}

function readRadar(fields: Fields): RadarMessage {
  const radar: RadarMessage = {
    type: "radar",
    rank: fields.uint(),
    players: fields.uint(),
    bots: fields.uint(),
    spectators: fields.uint(),
    action: readWhereabouts(fields.innerOrNil("the action")),
    leader: readWhereabouts(fields.innerOrNil("the leader")),
    tickUs: fields.uint(),
    occasion: readOccasion(fields.innerOrNil("the occasion")),
    round: readRound(fields.innerOrNil("the round")),
  };
  fields.end();
  return radar;
}

function readAside(fields: Fields): Aside {
  const aside: Aside = { type: "aside", what: fields.uint(ASIDE_MAX) as AsideKind, number: fields.uint(), name: fields.text() };
  fields.end();
  return aside;
}

function readOccasion(fields: Fields | null): Occasion | null {
  if (fields === null) return null;
  const kind = fields.uint(OCCASION_MAX) as OccasionKind;
  const occasion = { kind, x: fields.int(I16_MIN, I16_MAX), y: fields.int(I16_MIN, I16_MAX), beginsAt: fields.uint() };
  fields.end();
  return occasion;
}

function readRound(fields: Fields | null): Round | null {
  if (fields === null) return null;
  const round = { suns: fields.uint(), moons: fields.uint(), endsAt: fields.uint(), won: readTeam(fields) };
  fields.end();
  return round;
}

function readSaid(fields: Fields): Said {
  const lines = fields.list("the lines", CHAT_LINES_MAX, readLine);
  fields.end();
  return { type: "said", lines };
}

function readLine(fields: Fields): SaidLine {
  const line = { player: fields.uint(), name: fields.text(), text: fields.text(), ageS: fields.uint() };
  fields.end();
  if (Array.from(line.text).length > CHAT_CHARS_MAX) throw new ProtocolError("the line is too long");
  return line;
}

function readNotice(fields: Fields): Notice {
  const text = fields.text();
  fields.end();
  if (Array.from(text).length > NOTICE_CHARS_MAX) throw new ProtocolError("the notice is too long");
  return { type: "notice", text };
}

function readSession(fields: Fields): SessionMessage {
  // Of its own, since what it is read from is not kept.
  const session = { type: "session", key: fields.bin(SESSION_KEY_BYTES).slice(), resumed: fields.bool() } as const;
  fields.end();
  return session;
}

function readWhereabouts(fields: Fields | null): Whereabouts | null {
  if (fields === null) return null;
  const whereabouts = { player: fields.id(), x: fields.int(I16_MIN, I16_MAX), y: fields.int(I16_MIN, I16_MAX) };
  fields.end();
  return whereabouts;
}
