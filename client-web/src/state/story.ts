// What frames tell besides where things are: hits, scores, kills, and how the
// pilot stands.

import type { Frame, GameEvent, OwnState } from "../protocol/frame";
import type { BestLife } from "./best_life";
import type { Body } from "./body";
import { directionOfBlow } from "./blow";
import { Life } from "./life";
import type { Picture } from "./picture";
import { Flag, Kind, type Death, type Moment, type Scene } from "./scene";
import { contenderOf, standings } from "./standings";

/** Older lines than these have left the screen. */
const KILL_LINES_MAX = 8;
const MOMENTS_MAX = 8;
/** A grudge is forgotten after this time. */
const GRUDGE_S = 180;

type KillEvent = Extract<GameEvent, { type: "kill" }>;

export class Story {
  /** How the own ship ended, if it has and that is known. */
  death: Death | null;
  /** Whether the pilot is known to have no ship. */
  dead = false;
  #begun = false;
  /** The life that is being flown. */
  #life: Life | null;
  /** The own ship as of the last frame, so that it is known where it was when it ended. */
  #ship: Body | null = null;
  #bounty = 0;
  /** What the kills of this frame have paid and who fell, until the streak is known. */
  readonly #paid: number[] = [];
  readonly #felled: { victim: string; revenge: boolean }[] = [];

  readonly #scene: Scene;
  readonly #picture: Picture;
  readonly #spawnShieldTicks: number;
  readonly #best: BestLife;

  constructor(
    scene: Scene,
    picture: Picture,
    spawnShieldTicks: number,
    best: BestLife,
    /** The story of the same pilot before its line broke. */
    before: Story | null,
  ) {
    this.#scene = scene;
    this.#picture = picture;
    this.#spawnShieldTicks = spawnShieldTicks;
    this.#best = best;
    this.#life = before === null ? null : before.#life;
    this.death = before?.death ?? null;
  }

  /** Tells what a frame says, after the picture has applied it. */
  tell(frame: Frame, nowMs: number): void {
    this.#countShots(frame);
    for (const event of frame.events) this.#happen(event, nowMs);
    if (((this.#picture.own?.flags ?? 0) & Flag.Autopilot) !== 0) this.#scene.you.helped = true;
    if (frame.you !== null) this.#stand(frame.you, frame.tick, nowMs);
    this.#tellKills(nowMs);
    this.#watchBounty(nowMs);
    if (this.#scene.grudge !== null && this.#scene.grudge.untilTick <= frame.tick) this.#scene.grudge = null;
    this.#ship = this.#picture.own;
  }

  #countShots({ shots }: Frame): void {
    const life = this.#life;
    if (life === null) return;
    for (const { ship } of shots) if (ship === this.#scene.you.shipId) life.shots += 1;
    for (const body of this.#picture.destroyed) {
      if (body.kind !== Kind.Bullet || body.player !== this.#scene.ownPlayer) continue;
      life.hits += 1;
      if (body.id < 0) life.shots += 1;
    }
  }

  #happen(event: GameEvent, nowMs: number): void {
    switch (event.type) {
      case "hit":
        return this.#hit(event.ship);
      case "score":
        this.#life?.destroyed(event.kind);
        if (event.kind === Kind.Ship) this.#paid.push(event.points);
        return this.#picture.addEffect(event);
      case "kill":
        return this.#kill(event, nowMs);
      case "pickup":
        return this.#take(event, nowMs);
      case "jump":
        return this.#jump(event);
    }
  }

  #hit(shipId: number): void {
    const ship = this.#picture.find(shipId);
    if (ship === undefined) return;
    const own = ship === this.#picture.own;
    this.#picture.addEffect({ type: "hit", x: ship.x, y: ship.y, own });
    if (own) this.#feelBlow(ship, null);
  }

  #kill(event: KillEvent, nowMs: number): void {
    const { killer, victim, victimName, weapon } = event;
    const killerName = event.killerName || this.#picture.nameOf(killer);
    const { kills, ownPlayer } = this.#scene;
    const own = ownPlayer !== 0 && (killer === ownPlayer || victim === ownPlayer);
    kills.push({ killer: killerName, victim: victimName, weapon, own, atMs: nowMs });
    if (kills.length > KILL_LINES_MAX) kills.shift();
    if (!own) return;
    if (victim === ownPlayer) this.#fall(event, killerName);
    else if (weapon !== Kind.Ship) this.#fell(victim, victimName);
  }

  /** The own ship ends. */
  #fall({ killer, victim, weapon }: KillEvent, killerName: string): void {
    this.death = { killer: killerName, weapon };
    if (this.#ship !== null) this.#feelBlow(this.#ship, weapon);
    if (killer === 0 || killer === victim || weapon !== Kind.Bullet) return;
    const untilTick = this.#picture.frameTick + GRUDGE_S * this.#scene.tickRateHz;
    this.#scene.grudge = { player: killer, name: killerName, untilTick };
  }

  /** The pilot has shot somebody down, or caught it with a mine. */
  #fell(victim: number, name: string): void {
    const revenge = this.#scene.grudge?.player === victim;
    if (revenge) this.#scene.grudge = null;
    if (this.#life !== null) this.#life.kills += 1;
    this.#felled.push({ victim: name, revenge });
    this.#picture.addEffect({ type: "kill" });
  }

  #take({ ship: shipId, gives }: Extract<GameEvent, { type: "pickup" }>, nowMs: number): void {
    const ship = this.#picture.find(shipId);
    if (ship === undefined) return;
    const own = ship === this.#picture.own;
    this.#picture.addEffect({ type: "pickup", x: ship.x, y: ship.y, gives, own });
    if (own) this.#remark({ type: "pickup", gives, atMs: nowMs });
  }

  #jump({ ship: shipId, fromX, fromY }: Extract<GameEvent, { type: "jump" }>): void {
    const ship = this.#picture.find(shipId);
    const own = ship !== undefined && ship === this.#picture.own;
    this.#picture.addEffect({ type: "jump", fromX, fromY, toX: ship?.now.x ?? fromX, toY: ship?.now.y ?? fromY, own });
  }

  #stand(state: OwnState, tick: number, nowMs: number): void {
    const { you } = this.#scene;
    const spawned = state.shipId !== 0 && state.shipId !== you.shipId;
    if (spawned) {
      you.spawnShieldUntil = tick + this.#spawnShieldTicks;
      this.death = null;
    }
    const grown = this.#begun && you.lives > 0 && state.lives > you.lives;
    if (grown) {
      this.#picture.addEffect({ type: "extraLife" });
      this.#remark({ type: "extraLife", lives: state.lives, atMs: nowMs });
    }
    if (you.lives === 0 && state.lives > 0) you.helped = false;
    Object.assign(you, state);
    this.dead = state.shipId === 0;
    if (state.shipId !== 0) this.#life ??= new Life(tick, state.score);
    this.#life?.stand(state.score);
    if (this.dead) this.#endLife(tick);
    this.#begun = true;
  }

  #endLife(tick: number): void {
    const life = this.#life;
    const best = this.#best;
    const scene = this.#scene;
    if (life === null) return;
    const { points, kills, rocks, accuracy } = life;
    const place = this.#place();
    scene.obituary = {
      ...{ points, kills, rocks, accuracy },
      ageTicks: life.ageTicks(tick),
      bestBefore: best.points,
      place,
      of: Math.max(place, scene.radar.players),
    };
    best.lived(points);
    this.#life = null;
  }

  /** Where the board has the pilot. */
  #place(): number {
    return standings(this.#scene.leaderboard, contenderOf(this.#scene)).find((row) => row.own)?.rank ?? 0;
  }

  /** Says whom the pilot has shot down, now that the streak is known. */
  #tellKills(nowMs: number): void {
    this.#felled.forEach(({ victim, revenge }, index) => {
      const streak = this.#scene.you.streak;
      this.#remark({ type: "kill", victim, points: this.#paid[index] ?? 0, streak, revenge, atMs: nowMs });
    });
    this.#felled.length = 0;
    this.#paid.length = 0;
  }

  #watchBounty(nowMs: number): void {
    const bounty = this.#picture.own?.bounty ?? 0;
    if (bounty > this.#bounty && this.#ship !== null) {
      this.#remark({ type: "bounty", points: bounty, atMs: nowMs });
      this.#picture.addEffect({ type: "bounty" });
    }
    this.#bounty = bounty;
  }

  #feelBlow(ship: Body, weapon: number | null): void {
    const picture = this.#picture;
    const scene = this.#scene;
    const from = directionOfBlow(ship, weapon, picture.destroyed, picture.entities, scene);
    if (from !== null) picture.addEffect({ type: "blow", ...from });
  }

  #remark(moment: Moment): void {
    const { moments } = this.#scene;
    moments.push(moment);
    if (moments.length > MOMENTS_MAX) moments.shift();
  }
}
