// What drawing reads. State fills it, draw/ and ui/ only look at it.

import { Control, Flag, Gives, Improvement, Kind, OccasionKind, Team } from "../protocol/table";
import type { Focus } from "../protocol/to_server";

export { Control, Flag, Gives, Improvement, Kind, OccasionKind, Team };

/** One thing in the picture. Objects are kept and rewritten, never made per frame. */
export interface Entity {
  readonly id: number;
  readonly kind: Kind;
  /** Radius of the circle that holds its outline, in metres. */
  readonly radiusM: number;
  /** Where to draw it, in world metres: dead-reckoned to the shown time, errors smoothed. */
  x: number;
  y: number;
  /** Its heading as a unit complex number; y points up, angles grow counter-clockwise. */
  cos: number;
  sin: number;
  /** Its velocity in m/s. */
  vx: number;
  vy: number;
  /** Steering held, as bits (see Control). Ships only. */
  controls: number;
  /** Who flies the ship, or whose the bullet is; 0 if nobody's or not known. */
  player: number;
  /** Name, flags and bounty. Ships only. */
  name: string;
  flags: number;
  bounty: number;
  /** What it has grown in this run, as bits of improvements, and how its pilot wants it to look. Ships only. */
  gear: number;
  look: number;
  /** Seed of the outline. Rocks and warps only. */
  seed: number;
  /** What it gives. Pickups only. */
  gives: Gives;
  /** The tick at which it vanishes. Bullets, pickups and warps only. */
  expiresTick: number;
}

/** Something that happened and wants to be seen or heard once. */
export type Effect =
  | { readonly type: "explosion"; readonly kind: Kind; readonly x: number; readonly y: number; readonly vx: number; readonly vy: number; readonly own: boolean }
  | { readonly type: "spark"; readonly x: number; readonly y: number }
  | { readonly type: "shot"; readonly x: number; readonly y: number; readonly own: boolean }
  | { readonly type: "hit"; readonly x: number; readonly y: number; readonly own: boolean }
  | { readonly type: "pickup"; readonly x: number; readonly y: number; readonly gives: Gives; readonly own: boolean }
  | { readonly type: "jump"; readonly fromX: number; readonly fromY: number; readonly toX: number; readonly toY: number; readonly own: boolean }
  | { readonly type: "score"; readonly points: number; readonly kind: Kind }
  /** The own ship was hit, or passed by closely; the heading is from the ship to where that came from. */
  | { readonly type: "blow"; readonly cos: number; readonly sin: number }
  | { readonly type: "nearMiss"; readonly cos: number; readonly sin: number }
  /** The pilot has shot somebody down. */
  | { readonly type: "kill" }
  /** There is a price on the pilot's head, or a higher one. */
  | { readonly type: "bounty" }
  | { readonly type: "extraLife" };

/** Something that the pilot is told in words for a moment. */
export type Moment =
  | {
      readonly type: "kill";
      readonly victim: string;
      /** 0 if it paid nothing. */
      readonly points: number;
      /** Kills since the last death. */
      readonly streak: number;
      /** Whether the victim was the one who had shot the pilot last. */
      readonly revenge: boolean;
      readonly atMs: number;
    }
  | { readonly type: "bounty"; readonly points: number; readonly atMs: number }
  | { readonly type: "pickup"; readonly gives: Gives; readonly atMs: number }
  | { readonly type: "extraLife"; readonly lives: number; readonly atMs: number };

/** Who shot the pilot last and has not been shot down for it. */
export interface Grudge {
  readonly player: number;
  readonly name: string;
  /** By then it is forgotten. */
  readonly untilTick: number;
}

/** What ended the own ship. */
export interface Death {
  /** Empty if nobody did. */
  readonly killer: string;
  readonly weapon: number;
}

/** What a life that has ended brought. */
export interface Obituary {
  readonly points: number;
  readonly kills: number;
  readonly rocks: number;
  /** The part of the shots that hit, null without a shot. */
  readonly accuracy: number | null;
  readonly ageTicks: number;
  /** The most that a life before it had brought; null if there was none. */
  readonly bestBefore: number | null;
  /** The place on the room's board, 0 if it was not told, and of how many people. */
  readonly place: number;
  readonly of: number;
}

/** A line of the kill feed. */
export interface KillLine {
  readonly killer: string;
  readonly victim: string;
  /** A kind's number, or 100 for hyperspace. */
  readonly weapon: number;
  readonly own: boolean;
  readonly atMs: number;
}

/** A line of the chat. */
export interface ChatLine {
  /** Who says it; 0 is the server, to this player alone. */
  readonly player: number;
  readonly name: string;
  readonly text: string;
  readonly atMs: number;
}

/** What those who run the server had to say, and when. */
export interface Announcement {
  readonly text: string;
  readonly atMs: number;
}

/** The pilot's own standing. */
export interface You {
  /** 0 while there is no ship. */
  shipId: number;
  score: number;
  lives: number;
  streak: number;
  rapidFireUntil: number;
  spreadShotUntil: number;
  jumpReady: number;
  respawnReady: number;
  /** Of which improvements one may be chosen now, as bits. */
  offer: number;
  /** When the shield of the spawned ship ends by itself; in the past for one that only a hit ends. */
  spawnShieldUntil: number;
  /** Whether an autopilot has flown in this run, which counts for no board of people. */
  helped: boolean;
}

export interface LeaderboardRow {
  readonly player: number;
  readonly name: string;
  readonly score: number;
  readonly bot: boolean;
  /** Null in a room without teams. */
  readonly team: Team | null;
}

/** A player, and where its ship is, in whole metres. */
export interface Whereabouts {
  readonly player: number;
  readonly x: number;
  readonly y: number;
}

/** For what people meet, and where that is or will begin, in whole metres. */
export interface Occasion {
  readonly kind: OccasionKind;
  readonly x: number;
  readonly y: number;
  readonly beginsAt: number;
}

/** How two teams stand. */
export interface Round {
  /** Points of each. */
  readonly suns: number;
  readonly moons: number;
  readonly endsAt: number;
  /** Who has won the round before. */
  readonly won: Team | null;
}

/** What is beyond the view. */
export interface Radar {
  rank: number;
  players: number;
  bots: number;
  spectators: number;
  /** The ship that those who watch the action follow. */
  action: Whereabouts | null;
  leader: Whereabouts | null;
  occasion: Occasion | null;
  /** Null in a room without teams. */
  round: Round | null;
}

/** What the netgraph shows. Numbers over the last few seconds. */
export interface NetStats {
  rttMs: number;
  jitterMs: number;
  /** How far the shown tick is ahead of the last frame's. */
  leadTicks: number;
  framesPerSecond: number;
  bytesPerSecond: number;
  entities: number;
  /** Correction error at anchors, in metres. */
  correctionMedianM: number;
  correctionP99M: number;
  /** Server tick duration in ms as it reports it, 0 if unknown. */
  serverTickMs: number;
  /** How fast the server's time runs, 1 as it should. */
  timeRate: number;
  /** For how long nothing has come. */
  silentMs: number;
  /** How late what has come lately was at worst. */
  lateMs: number;
  /** Frames drawn in a second, the share of them that came late to the screen, and how many steps of the picture are left out for it. */
  drawnPerSecond: number;
  lateShare: number;
  leftOut: number;
}

/** What the way back to a server that has refused is called, empty if there is none. */
export type WayBack = "" | "Come back" | "Try again";

export type Phase =
  /** No welcome yet, or the line is broken and being mended. */
  | { readonly type: "connecting"; readonly attempt: number; readonly retryInMs: number; readonly reason: string }
  /** The server wants nothing to do with this page as it is; one may come back if it only wanted a pause. */
  | { readonly type: "refused"; readonly reason: string; readonly wayBack: string }
  /** The start screen, with the live room behind it. */
  | { readonly type: "start"; readonly notice: string }
  | { readonly type: "flying" }
  /** How the ship ended is not known if it did so while the line was down, or before the page was loaded. */
  | { readonly type: "dead"; readonly death: Death | null }
  | { readonly type: "watching"; readonly focus: Focus };

/** All that one drawn frame needs. */
export interface Scene {
  phase: Phase;
  /** The tick shown, with its fraction. */
  tick: number;
  tickRateHz: number;
  /** The world's size in metres; 0 before the welcome. */
  worldWidthM: number;
  worldHeightM: number;
  /** The number of the room; 0 before the welcome. */
  room: number;
  /** Everything in the picture, in one list. */
  entities: Entity[];
  ownPlayer: number;
  ownName: string;
  /** The middle of the screen in world metres, and half of what fits on it. */
  camera: { x: number; y: number; halfWidthM: number; halfHeightM: number };
  you: You;
  leaderboard: readonly LeaderboardRow[];
  radar: Radar;
  kills: KillLine[];
  /** The latest, the oldest first. */
  moments: Moment[];
  grudge: Grudge | null;
  /** Of the pilot's last life; null before its first death. */
  obituary: Obituary | null;
  announcement: Announcement | null;
  /** The latest lines of the chat, the oldest first. */
  chat: readonly ChatLine[];
  /** Emptied by whoever draws. */
  effects: Effect[];
  net: NetStats;
}
