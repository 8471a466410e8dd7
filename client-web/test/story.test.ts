import { beforeEach, describe, expect, test, vi } from "vitest";
import { Inputs } from "../src/state/inputs";
import { BestLife } from "../src/state/best_life";
import { makeScene } from "../src/state/make_scene";
import { NearMisses } from "../src/state/near_misses";
import { Picture } from "../src/state/picture";
import { Reason, type Frame } from "../src/protocol/frame";
import { Flag, Kind, type Effect, type Scene } from "../src/state/scene";
import { Story } from "../src/state/story";
import { lifeFacts } from "../src/ui/obituary";
import { OWN_PLAYER, OWN_SHIP, RULES, TICK_MS, arrival, frame, motion } from "./world";

const BOB = 9;
const BOBS_SHIP = 2;
const SHIELD_TICKS = 96;

const stored = new Map<string, string>();

/** A pilot whose ship is in the middle of the world, beside Bob's. */
class Pilot {
  readonly scene: Scene = makeScene();
  readonly picture = new Picture(RULES, OWN_PLAYER, new Inputs(), this.scene.you, this.scene.effects, () => undefined);
  readonly best = new BestLife();
  readonly story = new Story(this.scene, this.picture, SHIELD_TICKS, this.best, null);
  tick = 1000;
  private you = { shipId: 0, score: 0, lives: 3, streak: 0, rapidFireUntil: 0, spreadShotUntil: 0, jumpReady: 0, respawnReady: 0, offer: 0 };

  constructor() {
    this.scene.entities = this.picture.entities;
    Object.assign(this.scene, { ownPlayer: OWN_PLAYER, tickRateHz: 32, worldWidthM: 200, worldHeightM: 200 });
    this.spawn();
    this.hear({ arrivals: [arrival(BOBS_SHIP, Kind.Ship, { player: BOB, name: "Bob", motion: motion({ x: 20 }) })] });
  }

  /** What a frame two ticks later tells. */
  hear(parts: Partial<Frame>, you: Partial<Pilot["you"]> = {}): void {
    this.tick += 2;
    this.scene.tick = this.tick;
    Object.assign(this.you, you);
    const told = frame(this.tick, { ...parts, you: { ...this.you } });
    this.picture.apply(told);
    this.story.tell(told, this.tick * TICK_MS);
    this.picture.show(this.tick, TICK_MS);
  }

  spawn(): void {
    this.hear({ arrivals: [arrival(OWN_SHIP, Kind.Ship, { player: OWN_PLAYER })] }, { shipId: OWN_SHIP });
  }

  /** Bob's bullet flies up into the own ship. */
  hearOfBullet(id: number): void {
    const up = motion({ x: 0, y: -3, vy: 40 });
    this.hear({ arrivals: [arrival(id, Kind.Bullet, { motion: up })] });
  }

  isShotBy(player: number, name: string): void {
    this.hearOfBullet(50);
    const vanished = [50, OWN_SHIP].map((entity) => ({ entity, reason: Reason.Destroyed }));
    this.hear(
      { vanished, events: [{ type: "kill", killer: player, killerName: name, victim: OWN_PLAYER, victimName: "Ada", weapon: Kind.Bullet }] },
      { shipId: 0, lives: this.you.lives - 1, streak: 0 },
    );
  }

  shootsDown(player: number, name: string, points: number, streak: number): void {
    const kill = { type: "kill", killer: OWN_PLAYER, killerName: "", victim: player, victimName: name, weapon: Kind.Bullet } as const;
    const score = points > 0 ? [{ type: "score", points, kind: Kind.Ship } as const] : [];
    this.hear({ events: [...score, kill] }, { score: this.you.score + points, streak });
  }

  effects(type: Effect["type"]): readonly Effect[] {
    return this.scene.effects.filter((effect) => effect.type === type);
  }
}

let ada: Pilot;

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  ada = new Pilot();
});

describe("an own kill", () => {
  test("is told with name, points and streak", () => {
    ada.shootsDown(BOB, "Bob", 130, 2);
    expect(ada.scene.moments).toMatchObject([{ type: "kill", victim: "Bob", points: 130, streak: 2, revenge: false }]);
    expect(ada.effects("kill")).toHaveLength(1);
  });

  test("that pays nothing is told all the same", () => {
    ada.shootsDown(BOB, "Bob", 0, 0);
    expect(ada.scene.moments).toMatchObject([{ type: "kill", points: 0 }]);
  });

  test("of somebody else's is none", () => {
    ada.hear({ events: [{ type: "kill", killer: BOB, killerName: "Bob", victim: 12, victimName: "Eve", weapon: Kind.Bullet }] });
    expect(ada.scene.moments).toEqual([]);
    expect(ada.scene.kills).toHaveLength(1);
  });
});

describe("who has shot the pilot down", () => {
  test("is owed one until it is shot down, which is revenge", () => {
    ada.isShotBy(BOB, "Bob");
    expect(ada.scene.grudge).toMatchObject({ player: BOB, name: "Bob" });
    ada.spawn();
    ada.shootsDown(12, "Eve", 100, 1);
    expect(ada.scene.grudge).not.toBeNull();
    ada.shootsDown(BOB, "Bob", 100, 2);
    expect(ada.scene.grudge).toBeNull();
    expect(ada.scene.moments).toMatchObject([{ revenge: false }, { revenge: true }]);
  });

  test("is forgotten after a while, or for whoever does it next", () => {
    ada.isShotBy(BOB, "Bob");
    ada.spawn();
    ada.isShotBy(12, "Eve");
    expect(ada.scene.grudge?.player).toBe(12);
    ada.tick += 32 * 200;
    ada.hear({});
    expect(ada.scene.grudge).toBeNull();
  });

  test("is nobody where a saucer or a rock did it", () => {
    ada.isShotBy(0, "");
    expect(ada.scene.grudge).toBeNull();
  });
});

describe("a blow is felt from where it came", () => {
  test("by a bullet, against its flight", () => {
    ada.hearOfBullet(50);
    ada.hear({ vanished: [{ entity: 50, reason: Reason.Destroyed }], events: [{ type: "hit", ship: OWN_SHIP }] });
    const [blow] = ada.effects("blow") as Extract<Effect, { type: "blow" }>[];
    expect(blow?.cos).toBeCloseTo(0, 5);
    expect(blow?.sin).toBeCloseTo(-1, 5);
  });

  test("by a rock, across the seam too", () => {
    ada.hear({ anchors: [{ entity: OWN_SHIP, tick: ada.tick, controls: 0, motion: motion({ x: -99.5 }) }] });
    ada.hear({ arrivals: [arrival(60, Kind.RockLarge, { motion: motion({ x: 95.5 }) })] });
    ada.hear({ events: [{ type: "hit", ship: OWN_SHIP }] });
    const [blow] = ada.effects("blow") as Extract<Effect, { type: "blow" }>[];
    expect(blow?.cos).toBeCloseTo(-1, 3);
  });

  test("that ends the ship too", () => {
    ada.isShotBy(BOB, "Bob");
    expect(ada.effects("blow")).toMatchObject([{ sin: -1 }]);
  });

  test("and not by somebody else's ship", () => {
    ada.hear({ events: [{ type: "hit", ship: BOBS_SHIP }] });
    expect(ada.effects("blow")).toEqual([]);
  });
});

describe("a life that has ended", () => {
  test("brought points, kills, rocks and hits, and has its place", () => {
    const people = [900, 300, 60].map((score, index) => ({ player: 20 + index, name: `pilot ${index}`, score, bot: false, team: null }));
    ada.scene.leaderboard = [...people, { player: 40, name: "bot", score: 5000, bot: true, team: null }];
    Object.assign(ada.scene.radar, { rank: 5, players: 4, bots: 18 });
    const shots = [0, 1, 2, 3].map((index) => ({ ship: OWN_SHIP, tick: ada.tick + 1, bullet: 70 + index, spread: 0 }));
    ada.hear({ shots });
    ada.hear({ vanished: [{ entity: 70, reason: Reason.Destroyed }], events: [{ type: "score", points: 20, kind: Kind.RockLarge }] }, { score: 20 });
    ada.shootsDown(BOB, "Bob", 100, 1);
    ada.isShotBy(BOB, "Bob");
    expect(ada.scene.obituary).toMatchObject({ points: 120, kills: 1, rocks: 1, accuracy: 0.25, bestBefore: null, place: 3, of: 4 });
    expect(ada.scene.obituary?.ageTicks).toBeGreaterThan(0);
  });

  test("is compared with the best before, which it may become", () => {
    ada.hear({}, { score: 300 });
    ada.isShotBy(BOB, "Bob");
    ada.spawn();
    ada.hear({}, { score: 340 });
    ada.isShotBy(BOB, "Bob");
    expect(ada.scene.obituary).toMatchObject({ points: 40, bestBefore: 300 });
    expect(new BestLife().points).toBe(300);
  });

  test("of a new run counts from its first point", () => {
    ada.hear({}, { score: 300, lives: 1 });
    ada.isShotBy(BOB, "Bob");
    ada.hear({}, { score: 0, lives: 3 });
    ada.spawn();
    ada.hear({}, { score: 20 });
    ada.isShotBy(BOB, "Bob");
    expect(ada.scene.obituary).toMatchObject({ points: 20, bestBefore: 300 });
  });

  test("without a shot has no accuracy", () => {
    ada.isShotBy(BOB, "Bob");
    expect(ada.scene.obituary?.accuracy).toBeNull();
  });

  test("is told in words", () => {
    const life = { points: 1480, kills: 3, rocks: 21, accuracy: 0.416, ageTicks: 3210, bestBefore: 2310, place: 23, of: 53 };
    const facts = new Map(lifeFacts(life, 32).flat().map(({ what, value }) => [what, value]));
    expect(facts.get("this life")).toBe("1,480 points");
    expect(facts.get("your best")).toBe("2,310");
    expect(facts.get("accuracy")).toBe("42 %");
    expect(facts.get("time")).toBe("1 min 40 s");
    expect(facts.get("on the board")).toBe("#23 of 53");
    const best = lifeFacts({ ...life, points: 2311 }, 32).flat();
    expect(best.filter(({ proud }) => proud).map(({ value }) => value)).toEqual(["2,311 points", "new, was 2,310"]);
  });
});

describe("the best life", () => {
  test("is what the server knows, unless a later one was better", () => {
    const best = new BestLife();
    best.meet("Ada", 900);
    best.lived(1000);
    best.meet("Ada", 900);
    expect(best.points).toBe(1000);
  });

  test("is that of whoever plays now", () => {
    new BestLife().meet("Ada", 900);
    const best = new BestLife();
    best.meet("Bob", 50);
    expect(best.points).toBe(50);
  });
});

test("a price on the own head is told when it rises", () => {
  const wear = (bounty: number) => ada.hear({ badges: [{ ship: OWN_SHIP, flags: 0, bounty, gear: 0, look: 0 }] });
  wear(50);
  wear(50);
  wear(100);
  expect(ada.scene.moments).toMatchObject([{ type: "bounty", points: 50 }, { type: "bounty", points: 100 }]);
});

test("a life that is stored and a pickup that is taken are told", () => {
  ada.hear({}, { lives: 4 });
  ada.hear({ events: [{ type: "pickup", ship: OWN_SHIP, gives: 1 }, { type: "pickup", ship: BOBS_SHIP, gives: 0 }] });
  expect(ada.scene.moments).toMatchObject([{ type: "extraLife", lives: 4 }, { type: "pickup", gives: 1 }]);
});

describe("a near miss", () => {
  /** Lets a bullet fly by at so many metres from the ship's middle, and says what is felt. */
  function passes(asideM: number, parts: { player?: number; flags?: number } = {}): readonly Effect[] {
    const felt: Effect[] = [];
    const misses = new NearMisses((effect) => felt.push(effect));
    const own = ada.picture.own;
    if (own === null) throw new Error("there is no ship");
    own.flags = parts.flags ?? 0;
    const bullet = arrival(50, Kind.Bullet, { player: parts.player ?? 0, motion: motion({ x: -10, y: asideM, vx: 45 }) });
    ada.hear({ arrivals: [bullet] });
    for (let frames = 0; frames < 40; frames++) {
      ada.scene.tick = ada.picture.show(ada.tick + frames / 2, 16);
      misses.look(ada.scene, own, TICK_MS / 2000);
    }
    return felt;
  }

  test.each([1, -1])("is a bullet that passes close by, once, on that side (%d)", (side) => {
    expect(passes(2.2 * side)).toMatchObject([{ type: "nearMiss", sin: side }]);
  });

  test.each([
    ["far away", 6, {}],
    ["that hits", 0.3, {}],
    ["of one's own", 2.2, { player: OWN_PLAYER }],
    ["that a shield would take", 2.2, { flags: Flag.Shield }],
  ])("is none %s", (_, asideM, parts) => {
    expect(passes(asideM, parts)).toEqual([]);
  });
});

test("a run in which an autopilot flew is none of the pilot's own, until the next one begins", () => {
  const wear = (flags: number): void => ada.hear({ badges: [{ ship: OWN_SHIP, flags, bounty: 0, gear: 0, look: 0 }] });
  expect(ada.scene.you.helped).toBe(false);
  wear(Flag.Autopilot);
  wear(0);
  expect(ada.scene.you.helped).toBe(true);
  for (let lives = 3; lives > 0; lives--) {
    ada.isShotBy(BOB, "Bob");
    expect(ada.scene.you.helped).toBe(true);
    if (lives > 1) ada.spawn();
  }
  ada.hear({ arrivals: [arrival(OWN_SHIP, Kind.Ship, { player: OWN_PLAYER })] }, { shipId: OWN_SHIP, lives: 3, score: 0 });
  expect(ada.scene.you.helped).toBe(false);
});
