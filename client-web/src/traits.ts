// What a kind is like to those who play: how it bursts, what it sounds like, what people call it.

import { Colour } from "./draw/particles";
import { Kind } from "./protocol/table";
import { t } from "./words";

export interface Traits {
  /** How it looks when it is destroyed; null for what only sparks. */
  readonly blast: Blast | null;
  /** What that sounds like. */
  readonly boom: Boom | null;
  /** What being near it sounds like. */
  readonly near: "nothing" | "danger" | "engine";
  /** What is said of a ship that it has ended. */
  readonly end: End;
}

export interface End {
  /** To the pilot whom nobody killed. */
  readonly told: string;
  /** To others, of a victim whom nobody killed. */
  readonly fate: (of: { readonly victim: string }) => string;
  /** To others, of a killer and its victim. */
  readonly kill: (of: { readonly killer: string; readonly victim: string }) => string;
  /** To the victim. */
  readonly killedYou: (of: { readonly killer: string }) => string;
}

export interface Blast {
  readonly sparks: number;
  readonly pieces: number;
  readonly pieceM: number;
  readonly speedMps: number;
  readonly ringM: number;
  readonly colour: Colour;
  /** How many embers glow on. */
  readonly embers: number;
}

export interface Boom {
  readonly cutoffHz: number;
  readonly lengthS: number;
  readonly level: number;
}

/** By kind. The type asks for every one. */
export const TRAITS: Record<Kind, Traits> = {
  [Kind.Ship]: {
    blast: { sparks: 46, pieces: 7, pieceM: 1.5, speedMps: 17, ringM: 6, colour: Colour.Flame, embers: 16 },
    boom: { cutoffHz: 700, lengthS: 1.1, level: 1 },
    near: "nothing",
    end: { told: t.endCollision, fate: t.fateCollision, kill: t.killRammed, killedYou: t.rammedYou },
  },
  [Kind.RockLarge]: {
    blast: { sparks: 30, pieces: 8, pieceM: 1.1, speedMps: 12, ringM: 5, colour: Colour.Rock, embers: 0 },
    boom: { cutoffHz: 420, lengthS: 0.8, level: 0.9 },
    near: "danger",
    end: obstacle(t.endRockLarge, t.fateRockLarge),
  },
  [Kind.RockMedium]: {
    blast: { sparks: 20, pieces: 6, pieceM: 0.8, speedMps: 11, ringM: 3.4, colour: Colour.Rock, embers: 0 },
    boom: { cutoffHz: 750, lengthS: 0.55, level: 0.75 },
    near: "danger",
    end: obstacle(t.endRock, t.fateRock),
  },
  [Kind.RockSmall]: {
    blast: { sparks: 14, pieces: 4, pieceM: 0.5, speedMps: 11, ringM: 2.2, colour: Colour.Rock, embers: 0 },
    boom: { cutoffHz: 1300, lengthS: 0.35, level: 0.6 },
    near: "danger",
    end: obstacle(t.endRockSmall, t.fateRockSmall),
  },
  [Kind.SaucerLarge]: {
    blast: { sparks: 40, pieces: 8, pieceM: 1.2, speedMps: 16, ringM: 6, colour: Colour.Danger, embers: 0 },
    boom: { cutoffHz: 900, lengthS: 0.9, level: 0.9 },
    near: "engine",
    end: obstacle(t.endSaucer, t.fateSaucer),
  },
  [Kind.SaucerSmall]: {
    blast: { sparks: 40, pieces: 6, pieceM: 0.9, speedMps: 18, ringM: 5, colour: Colour.Danger, embers: 0 },
    boom: { cutoffHz: 1200, lengthS: 0.9, level: 0.9 },
    near: "engine",
    end: obstacle(t.endSaucerSmall, t.fateSaucerSmall),
  },
  [Kind.Bullet]: {
    blast: null,
    boom: null,
    near: "nothing",
    end: { told: t.endBullet, fate: t.fateBullet, kill: t.killShot, killedYou: t.shotYou },
  },
  [Kind.Pickup]: {
    blast: null,
    boom: null,
    near: "nothing",
    end: obstacle(t.endPickup, t.fatePickup),
  },
  [Kind.Warp]: {
    blast: null,
    boom: null,
    near: "nothing",
    end: obstacle(t.endWarp, t.fateWarp),
  },
  [Kind.Comet]: {
    blast: { sparks: 60, pieces: 10, pieceM: 1, speedMps: 18, ringM: 9, colour: Colour.Light, embers: 24 },
    boom: { cutoffHz: 600, lengthS: 1.4, level: 1 },
    near: "danger",
    end: obstacle(t.endComet, t.fateComet),
  },
  [Kind.Carrier]: {
    blast: { sparks: 80, pieces: 14, pieceM: 1.6, speedMps: 20, ringM: 12, colour: Colour.Danger, embers: 32 },
    boom: { cutoffHz: 380, lengthS: 1.6, level: 1 },
    near: "engine",
    end: obstacle(t.endCarrier, t.fateCarrier),
  },
  [Kind.Mine]: {
    blast: { sparks: 40, pieces: 6, pieceM: 0.6, speedMps: 19, ringM: 6, colour: Colour.Danger, embers: 12 },
    boom: { cutoffHz: 800, lengthS: 0.9, level: 0.9 },
    near: "danger",
    end: obstacle(t.endMine, t.fateMine),
  },
};

/** The words for what a ship runs into. */
function obstacle(told: string, fate: End["fate"]): End {
  return { told, fate, kill: t.killOther, killedYou: t.gotYou };
}
