// Invented scenes, to look at the drawing without a server.

import { Control, Flag, Gives, Kind, OccasionKind, type Effect, type Entity, type Scene } from "../src/state/scene";

const WORLD_M = 253;
const RADII: Readonly<Record<Kind, number>> = {
  [Kind.Ship]: 1.3,
  [Kind.RockLarge]: 4,
  [Kind.RockMedium]: 2.2,
  [Kind.RockSmall]: 1.2,
  [Kind.SaucerLarge]: 2,
  [Kind.SaucerSmall]: 1.2,
  [Kind.Bullet]: 0.2,
  [Kind.Pickup]: 1,
  [Kind.Warp]: 1,
  [Kind.Comet]: 3,
  [Kind.Carrier]: 4,
  [Kind.Mine]: 1.1,
};
const NAMES = ["Ada", "Grace", "Linus", "Émilie", "Максим", "小林", "<b>bold</b>", "WWWWWWWWWWWWWWWW", "Kay", "Tove"];
const OWN_PLAYER = 7;
const OWN_SHIP = 1;
/** Over the corner of the world in a few seconds. */
const CAMERA_MPS = 4;

let nextId = OWN_SHIP;

function entity(kind: Kind, x: number, y: number, speed: number): Entity {
  const heading = Math.random() * 2 * Math.PI;
  const id = nextId++;
  return {
    id,
    kind,
    radiusM: RADII[kind],
    x,
    y,
    cos: Math.cos(heading),
    sin: Math.sin(heading),
    vx: speed * Math.cos(heading * 3),
    vy: speed * Math.sin(heading * 3),
    controls: 0,
    player: 0,
    name: "",
    flags: 0,
    bounty: 0,
    gear: 0,
    look: 0,
    seed: Math.floor(Math.random() * 65536),
    gives: Gives.RapidFire,
    expiresTick: 0,
  };
}

function ship(index: number, x: number, y: number): Entity {
  const made = entity(Kind.Ship, x, y, 6);
  made.player = index === 0 ? OWN_PLAYER : index + 20;
  made.name = NAMES[index % NAMES.length] ?? "";
  made.flags = (index % 3 === 2 ? Flag.Bot : 0) | (index % 4 === 0 ? Flag.Shield : 0);
  if (index % 5 === 1) made.flags |= Flag.RapidFire | Flag.SpreadShot;
  made.controls = [Control.Thrust, Control.Brake, 0][index % 3]!;
  made.gear = (index * 7) % 32;
  made.bounty = index % 4 === 1 ? 150 : 0;
  return made;
}

/** A fight of about `count` entities around a camera that flies over the world's corner. */
export function fabricate(count: number, halfWidthM: number, halfHeightM: number): Scene {
  nextId = OWN_SHIP;
  const camera = { x: WORLD_M / 2 - 6, y: WORLD_M / 2 - 4, halfWidthM, halfHeightM };
  const anywhere = (half: number) => (Math.random() * 2 - 1) * half * 0.95;
  const entities: Entity[] = [ship(0, camera.x, camera.y)];
  const shares: [Kind, number][] = [
    [Kind.Ship, 0.16],
    [Kind.RockLarge, 0.12],
    [Kind.RockMedium, 0.2],
    [Kind.RockSmall, 0.24],
    [Kind.SaucerLarge, 0.02],
    [Kind.SaucerSmall, 0.02],
    [Kind.Bullet, 0.2],
    [Kind.Pickup, 0.04],
    [Kind.Mine, 0.01],
  ];
  for (const [kind, share] of shares) {
    for (let i = 0; i < Math.max(1, Math.round(count * share)); i++) {
      const x = wrap(camera.x + anywhere(halfWidthM));
      const y = wrap(camera.y + anywhere(halfHeightM));
      const made = kind === Kind.Ship ? ship(i + 1, x, y) : entity(kind, x, y, kind === Kind.Bullet ? 45 : 3);
      if (kind === Kind.SaucerLarge || kind === Kind.SaucerSmall) [made.cos, made.sin] = [1, 0];
      if (kind === Kind.Pickup) {
        made.gives = (i % 3) as Gives;
        made.expiresTick = 1000 + 640 * ((i % 2) + 1);
      }
      if (kind === Kind.Bullet && i % 3 === 0) made.player = OWN_PLAYER;
      entities.push(made);
    }
  }
  return {
    phase: { type: "flying" },
    tick: 1000,
    tickRateHz: 32,
    worldWidthM: WORLD_M,
    worldHeightM: WORLD_M,
    entities,
    ownPlayer: OWN_PLAYER,
    ownName: "Ada",
    announcement: null,
    chat: [],
    room: 1,
    camera,
    you: {
      shipId: OWN_SHIP,
      score: 12480,
      lives: 4,
      streak: 3,
      rapidFireUntil: 1200,
      spreadShotUntil: 1310,
      jumpReady: 1130,
      respawnReady: 1064,
      offer: 3,
      spawnShieldUntil: 1090,
      helped: false,
    },
    leaderboard: NAMES.map((name, index) => ({
      player: index + 21,
      name,
      score: Math.round(48000 / (index + 1)),
      bot: index % 3 === 2,
      team: null,
    })),
    radar: {
      rank: 23,
      players: 41,
      bots: 12,
      spectators: 5,
      action: { player: 2, x: -60, y: 20 },
      leader: { player: 21, x: 20, y: -100 },
      occasion: { kind: OccasionKind.Comet, x: -40, y: 60, beginsAt: 0 },
      round: null,
    },
    kills: [
      { killer: "Grace", victim: "Kay", weapon: Kind.Bullet, own: false, atMs: performance.now() },
      { killer: "", victim: "<b>bold</b>", weapon: Kind.RockLarge, own: false, atMs: performance.now() },
      { killer: "Ada", victim: "WWWWWWWWWWWWWWWW", weapon: Kind.Bullet, own: true, atMs: performance.now() },
      { killer: "", victim: "小林", weapon: 100, own: false, atMs: performance.now() },
    ],
    moments: [
      { type: "kill", victim: "WWWWWWWWWWWWWWWW", points: 230, streak: 3, revenge: true, atMs: performance.now() },
      { type: "bounty", points: 100, atMs: performance.now() },
    ],
    grudge: { player: 22, name: "Grace", untilTick: 100_000 },
    obituary: { points: 1480, kills: 3, rocks: 21, accuracy: 0.42, ageTicks: 3210, bestBefore: 2310, place: 23, of: 53 },
    effects: [],
    net: {
      rttMs: 48,
      jitterMs: 3.2,
      leadTicks: 2.4,
      framesPerSecond: 15.8,
      bytesPerSecond: 412,
      entities: entities.length,
      correctionMedianM: 0.004,
      correctionP99M: 0.061,
      serverTickMs: 0.84,
      timeRate: 1,
      silentMs: 20,
      lateMs: 4,
      drawnPerSecond: 60,
      lateShare: 0,
      leftOut: 0,
    },
  };
}

/** Lets the invented world go on; who leaves the screen comes back on its other side. */
export function advance(scene: Scene, dtS: number): void {
  const { camera } = scene;
  scene.tick += dtS * scene.tickRateHz;
  const turnCos = Math.cos(0.4 * dtS);
  const turnSin = Math.sin(0.4 * dtS);
  for (const entity of scene.entities) {
    entity.x = camera.x + wrap(wrap(entity.x + entity.vx * dtS - camera.x), 2 * camera.halfWidthM);
    entity.y = camera.y + wrap(wrap(entity.y + entity.vy * dtS - camera.y), 2 * camera.halfHeightM);
    entity.x = wrap(entity.x);
    entity.y = wrap(entity.y);
    if (entity.kind >= Kind.SaucerLarge) continue;
    const { cos, sin } = entity;
    entity.cos = cos * turnCos - sin * turnSin;
    entity.sin = sin * turnCos + cos * turnSin;
  }
  camera.x = wrap(camera.x + CAMERA_MPS * dtS);
  camera.y = wrap(camera.y + CAMERA_MPS * dtS);
  const own = scene.entities.find((entity) => entity.id === OWN_SHIP);
  if (own) [own.x, own.y] = [camera.x, camera.y];
}

/** One of everything that can happen, near the camera. */
export function everythingHappens({ camera, entities }: Scene): Effect[] {
  const at = (dx: number, dy: number) => ({ x: wrap(camera.x + dx), y: wrap(camera.y + dy) });
  const explosion = (kind: Kind, dx: number, dy: number): Effect => ({
    type: "explosion",
    kind,
    ...at(dx, dy),
    vx: 2,
    vy: 1,
    own: false,
  });
  const from = at(-9, -9);
  const to = at(14, -8);
  const hit = entities.find((entity) => entity.flags & Flag.Shield && entity.player !== OWN_PLAYER) ?? camera;
  return [
    explosion(Kind.RockLarge, 9, 6),
    explosion(Kind.Ship, -10, 5),
    explosion(Kind.SaucerSmall, 17, 3),
    { type: "spark", ...at(4, -6) },
    { type: "shot", ...at(2, 2), own: true },
    { type: "hit", x: hit.x, y: hit.y, own: false },
    { type: "jump", fromX: from.x, fromY: from.y, toX: to.x, toY: to.y, own: false },
    { type: "score", points: 20, kind: Kind.RockLarge },
    { type: "score", points: 1000, kind: Kind.SaucerSmall },
    { type: "pickup", ...at(-4, -8), gives: Gives.Shield, own: true },
    { type: "blow", cos: 0.6, sin: 0.8 },
    { type: "nearMiss", cos: -0.8, sin: 0.6 },
    { type: "kill" },
    { type: "bounty" },
  ];
}

function wrap(value: number, extent = WORLD_M): number {
  return value - extent * Math.round(value / extent);
}
