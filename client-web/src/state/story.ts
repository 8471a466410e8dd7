// What frames tell besides where things are: hits, scores, kills, and how the
// pilot stands.

import type { Frame, GameEvent, OwnState } from "../protocol/frame";
import type { Picture } from "./picture";
import type { Scene } from "./scene";

/** Older lines than these have left the screen. */
const KILL_LINES_MAX = 8;

/** What ended the own ship. */
export interface Death {
  readonly killer: string;
  readonly weapon: number;
}

export class Story {
  /** How the own ship ended last. */
  lastDeath: Death = { killer: "", weapon: 0 };
  /** Whether the pilot is known to have no ship. */
  dead = false;
  private begun = false;

  constructor(
    private readonly scene: Scene,
    private readonly picture: Picture,
    private readonly spawnShieldTicks: number,
  ) {}

  /** Tells what a frame says, after the picture has applied it. */
  tell(frame: Frame, nowMs: number): void {
    for (const event of frame.events) this.happen(event, nowMs);
    if (frame.you !== null) this.stand(frame.you, frame.tick);
  }

  private happen(event: GameEvent, nowMs: number): void {
    switch (event.type) {
      case "hit":
        return this.hit(event.ship);
      case "score":
        return this.picture.addEffect(event);
      case "kill":
        return this.kill(event, nowMs);
      case "pickup":
        return this.take(event);
      case "jump":
        return this.jump(event);
    }
  }

  private hit(shipId: number): void {
    const ship = this.picture.find(shipId);
    if (ship === undefined) return;
    this.picture.addEffect({ type: "hit", x: ship.x, y: ship.y, own: ship === this.picture.own });
  }

  private kill(event: Extract<GameEvent, { type: "kill" }>, nowMs: number): void {
    const { killer, victim, victimName, weapon } = event;
    const killerName = event.killerName || this.picture.nameOf(killer);
    const { kills, ownPlayer } = this.scene;
    const own = ownPlayer !== 0 && (killer === ownPlayer || victim === ownPlayer);
    kills.push({ killer: killerName, victim: victimName, weapon, own, atMs: nowMs });
    if (kills.length > KILL_LINES_MAX) kills.shift();
    if (victim === ownPlayer) this.lastDeath = { killer: killerName, weapon };
  }

  private take({ ship: shipId, gives }: Extract<GameEvent, { type: "pickup" }>): void {
    const ship = this.picture.find(shipId);
    if (ship === undefined) return;
    this.picture.addEffect({ type: "pickup", x: ship.x, y: ship.y, gives, own: ship === this.picture.own });
  }

  private jump({ ship: shipId, fromX, fromY }: Extract<GameEvent, { type: "jump" }>): void {
    const ship = this.picture.find(shipId);
    const own = ship !== undefined && ship === this.picture.own;
    this.picture.addEffect({ type: "jump", fromX, fromY, toX: ship?.now.x ?? fromX, toY: ship?.now.y ?? fromY, own });
  }

  private stand(state: OwnState, tick: number): void {
    const { you } = this.scene;
    const spawned = state.shipId !== 0 && state.shipId !== you.shipId;
    if (spawned) you.spawnShieldUntil = tick + this.spawnShieldTicks;
    const grown = this.begun && you.lives > 0 && state.lives > you.lives;
    if (grown) this.picture.addEffect({ type: "extraLife" });
    Object.assign(you, state);
    this.dead = state.shipId === 0;
    this.begun = true;
  }
}
