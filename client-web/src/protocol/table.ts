// The numbers of the wire. The golden tests of shared/ write this file from the tables in Rust:
// UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden

export const VERSION = 10;
export const FRAME_KIND = 64;
export const FIRST_PARTS = 5;
export const PARTS = 12;
export const TICK_SPAN = 8;
export const STEERING_WIDTH = 4;
export const SPREAD_WIDTH = 2;
export const HYPERSPACE_WEAPON = 100;
export const MUZZLE_STEPS_PER_M = 32;
export const BULLET_STEPS_PER_MPS = 2;
export const TO_CLIENT_BYTES_MAX = 16384;
export const LEADERBOARD_ROWS_MAX = 10;
export const NOTABLES_MAX = 24;
export const OVERVIEW_SIDE_CELLS_MAX = 48;
export const OVERVIEW_CELLS_MAX = 1600;
export const VIEW_HALF_WIDTH_MAX_M = 40;
export const VIEW_HALF_HEIGHT_MAX_M = 30;
export const SPECTATOR_VIEW_FACTOR = 2;
export const LOOK_SHAPES = 6;
export const LOOK_HUES = 6;
export const NAME_CHARS_MAX = 16;
export const SESSION_KEY_BYTES = 16;
export const CHAT_LINES_MAX = 16;
export const CHAT_CHARS_MAX = 200;
export const NOTICE_CHARS_MAX = 200;

/** What an entity is. */
export const Kind = {
  Ship: 0,
  RockLarge: 1,
  RockMedium: 2,
  RockSmall: 3,
  SaucerLarge: 4,
  SaucerSmall: 5,
  Bullet: 6,
  Pickup: 7,
  Warp: 8,
  Comet: 9,
  Carrier: 10,
  Mine: 11,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** What an arrival says beyond its kind. */
export type Layout = "Ship" | "Rock" | "Plain" | "Bullet" | "Pickup" | "Warp";

/** How each kind arrives: by which numbers, with what; and whether it collides. */
export const ARRIVALS: readonly { readonly kind: Kind; readonly first: number; readonly end: number; readonly layout: Layout; readonly solid: boolean }[] = [
  { kind: Kind.Ship, first: 0, end: 16, layout: "Ship", solid: true },
  { kind: Kind.RockLarge, first: 16, end: 17, layout: "Rock", solid: true },
  { kind: Kind.RockMedium, first: 17, end: 18, layout: "Rock", solid: true },
  { kind: Kind.RockSmall, first: 18, end: 19, layout: "Rock", solid: true },
  { kind: Kind.SaucerLarge, first: 19, end: 20, layout: "Plain", solid: true },
  { kind: Kind.SaucerSmall, first: 20, end: 21, layout: "Plain", solid: true },
  { kind: Kind.Bullet, first: 21, end: 53, layout: "Bullet", solid: false },
  { kind: Kind.Pickup, first: 53, end: 56, layout: "Pickup", solid: false },
  { kind: Kind.Warp, first: 56, end: 57, layout: "Warp", solid: false },
  { kind: Kind.Comet, first: 57, end: 58, layout: "Plain", solid: true },
  { kind: Kind.Carrier, first: 58, end: 59, layout: "Plain", solid: true },
  { kind: Kind.Mine, first: 59, end: 60, layout: "Plain", solid: true },
];

/** What shows on a ship, as bits. */
export const Flag = {
  Shield: 1,
  RapidFire: 2,
  SpreadShot: 4,
  Bot: 8,
  Autopilot: 16,
  Suns: 32,
  Moons: 64,
} as const;
export type Flag = (typeof Flag)[keyof typeof Flag];

/** Why a ship is worth a look, as bits. */
export const Mark = {
  Fired: 1,
  Hit: 2,
  Bounty: 4,
  Leader: 8,
  Streak: 16,
  Hunted: 32,
  Person: 64,
  Company: 128,
} as const;
export type Mark = (typeof Mark)[keyof typeof Mark];

/** What a pilot holds, as bits. */
export const Control = {
  Thrust: 1,
  Left: 2,
  Right: 4,
  Brake: 8,
  Fire: 16,
  Hyperspace: 32,
} as const;
export type Control = (typeof Control)[keyof typeof Control];

/** What a pickup gives. */
export const Gives = {
  RapidFire: 0,
  SpreadShot: 1,
  Shield: 2,
} as const;
export type Gives = (typeof Gives)[keyof typeof Gives];

/** What a ship can grow in a run. */
export const Improvement = {
  SpareShield: 0,
  QuickJump: 1,
  LongHold: 2,
  MineLayer: 3,
  WideScoop: 4,
} as const;
export type Improvement = (typeof Improvement)[keyof typeof Improvement];

/** For what people meet. */
export const OccasionKind = {
  Comet: 0,
  Carrier: 1,
  Storm: 2,
} as const;
export type OccasionKind = (typeof OccasionKind)[keyof typeof OccasionKind];

/** A team. */
export const Team = {
  Suns: 0,
  Moons: 1,
} as const;
export type Team = (typeof Team)[keyof typeof Team];

/** What an aside says. */
export const AsideKind = {
  ChatOff: 0,
  OnlyPilotsTalk: 1,
  Muted: 2,
  TooFast: 3,
  SaidAgain: 4,
  Crowded: 5,
  NoAutopilots: 6,
  NameUnseen: 7,
  NameClaimed: 8,
  NameLooksClaimed: 9,
  Unkept: 10,
  NearFriend: 11,
  FriendElsewhere: 12,
  FriendAbsent: 13,
  WorldWaits: 14,
  WorldGoesOn: 15,
  PastBegins: 16,
} as const;
export type AsideKind = (typeof AsideKind)[keyof typeof AsideKind];

/** Why an entity is no longer in the world. */
export const Reason = {
  Destroyed: 0,
  Gone: 1,
  Taken: 2,
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];

/** How a client takes part. */
export const Role = {
  Pilot: 0,
  Spectator: 1,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

/** What sort of event one is. */
export const EventKind = {
  Hit: 0,
  Score: 1,
  Kill: 2,
  Pickup: 3,
  Jump: 4,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** What a frame may have, as bits. */
export const Part = {
  Acks: 1,
  Controls: 2,
  Shots: 4,
  Arrivals: 8,
  Left: 16,
  Ticks: 32,
  Vanished: 64,
  Events: 128,
  Badges: 256,
  Anchors: 512,
  You: 1024,
  Pong: 2048,
} as const;
export type Part = (typeof Part)[keyof typeof Part];

/** Why the server closes a connection. */
export const CloseCode = {
  Protocol: 1002,
  NotBinary: 1003,
  TooLarge: 1009,
  Internal: 1011,
  Version: 4000,
  Malformed: 4001,
  HelloExpected: 4002,
  Full: 4003,
  Flood: 4004,
  TooSlow: 4005,
  PingTimeout: 4006,
  Restarting: 4007,
  Busy: 4008,
  Kicked: 4010,
  Banned: 4011,
  TakenOver: 4012,
  Elsewhere: 4013,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];

/** After these a pilot may come back and go on with its run. */
export const COMEBACK_CODES: readonly CloseCode[] = [CloseCode.Internal, CloseCode.TooSlow, CloseCode.PingTimeout, CloseCode.Restarting, CloseCode.Busy, CloseCode.Elsewhere];

/** What the server says, but for frames. */
export const Heard = {
  Welcome: 0,
  ViewGranted: 2,
  Leaderboard: 3,
  Radar: 4,
  Session: 5,
  Said: 6,
  Notice: 7,
  Overview: 8,
  Notables: 9,
  Aside: 10,
} as const;
export type Heard = (typeof Heard)[keyof typeof Heard];

/** What a client says. */
export const Saying = {
  Hello: 0,
  Controls: 1,
  View: 2,
  Focus: 3,
  Ping: 4,
  Respawn: 5,
  Away: 6,
  Say: 7,
  Autopilot: 8,
  Choose: 9,
} as const;
export type Saying = (typeof Saying)[keyof typeof Saying];
