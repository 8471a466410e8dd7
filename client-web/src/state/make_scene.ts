import type { Radar, Scene, You } from "./scene";

export function makeYou(): You {
  return {
    shipId: 0,
    score: 0,
    lives: 0,
    streak: 0,
    rapidFireUntil: 0,
    spreadShotUntil: 0,
    jumpReady: 0,
    respawnReady: 0,
    offer: 0,
    spawnShieldUntil: 0,
    helped: false,
  };
}

export function makeRadar(): Radar {
  return { rank: 0, players: 0, bots: 0, spectators: 0, action: null, leader: null, occasion: null, round: null };
}

/** The scene before the first welcome. */
export function makeScene(): Scene {
  return {
    phase: { type: "connecting", attempt: 1, retryInMs: 0, reason: "" },
    tick: 0,
    tickRateHz: 1,
    worldWidthM: 0,
    worldHeightM: 0,
    room: 0,
    entities: [],
    ownPlayer: 0,
    ownName: "",
    camera: { x: 0, y: 0, halfWidthM: 30, halfHeightM: 17 },
    you: makeYou(),
    leaderboard: [],
    radar: makeRadar(),
    kills: [],
    moments: [],
    grudge: null,
    obituary: null,
    announcement: null,
    chat: [],
    effects: [],
    net: {
      rttMs: 0,
      jitterMs: 0,
      leadTicks: 0,
      framesPerSecond: 0,
      bytesPerSecond: 0,
      entities: 0,
      correctionMedianM: 0,
      correctionP99M: 0,
      serverTickMs: 0,
      timeRate: 1,
      silentMs: 0,
      lateMs: 0,
      drawnPerSecond: 0,
      lateShare: 0,
      leftOut: 0,
    },
  };
}
