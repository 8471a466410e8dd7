// A small server for tests: one world of free-flying entities, by the rules of
// PROTOCOL.md and with this client's own dead reckoning.

import { advance, copyMotion, makeMotion, type Motion } from "../src/motion";
import type { Anchor, Arrival, ControlChange, Frame, Shot } from "../src/protocol/frame";
import type { Welcome } from "../src/protocol/welcome";
import type { Input } from "../src/state/inputs";
import { Inputs } from "../src/state/inputs";
import { makeYou } from "../src/state/make_scene";
import { Picture } from "../src/state/picture";
import { makeRules } from "../src/state/rules";
import { Control, Kind, type Effect, type You } from "../src/state/scene";
import { goldenWelcome } from "./golden";

export const OWN_PLAYER = 7;
export const OWN_SHIP = 1;
export const TICK_MS = 1000 / 32;
const SEND_EVERY_TICKS = 2;
const STEERING = Control.Thrust | Control.Left | Control.Right | Control.Brake;

/** The rules that the server tells, and a world of this test's own. */
export const WELCOME: Welcome = {
  ...goldenWelcome(),
  player: OWN_PLAYER,
  name: "Ada",
  tick: 1000,
  sendEveryTicks: SEND_EVERY_TICKS,
  torus: { widthM: 200, heightM: 200 },
};

export const RULES = makeRules(WELCOME);

export function motion(parts: Partial<Motion>): Motion {
  const whole = { ...makeMotion(), ...parts };
  for (const key of Object.keys(whole) as (keyof Motion)[]) whole[key] = Math.fround(whole[key]);
  return whole;
}

export function frame(tick: number, parts: Partial<Frame> = {}): Frame {
  const moves = { controls: [], shots: [], anchors: [] };
  const rest = { arrivals: [], left: [], vanished: [], events: [], badges: [] };
  return { type: "frame", tick, paceTicks: 3, ack: 0, ...moves, ...rest, you: null, pong: null, ...parts };
}

export function arrival(entity: number, kind: Kind, parts: Partial<Arrival> = {}): Arrival {
  const ofShip = { controls: 0, player: 0, name: "", flags: 0, bounty: 0, gear: 0, look: 0 };
  return { entity, kind, motion: motion({}), ...ofShip, seed: 0, gives: 0, ageTicks: 0, leftTicks: 0, ...parts };
}

/** Where a motion is some ticks later. */
export function later(from: Readonly<Motion>, kind: Kind, ticks: number, controls = 0): Motion {
  const to = makeMotion();
  copyMotion(to, from);
  const rules = RULES.kinds[kind];
  if (rules === undefined) throw new Error(`no kind ${kind}`);
  for (let i = 0; i < ticks; i++) advance(to, controls, rules.dynamics, RULES.space);
  return to;
}

/** A client's picture with what it reports. */
export class Client {
  readonly inputs = new Inputs();
  readonly you: You = makeYou();
  readonly effects: Effect[] = [];
  readonly corrections: number[] = [];
  readonly picture = new Picture(RULES, OWN_PLAYER, this.inputs, this.you, this.effects, (errorM) =>
    this.corrections.push(errorM),
  );

  /** The drawn entity. */
  see(id: number) {
    const body = this.picture.entities.find((entity) => entity.id === id);
    if (body === undefined) throw new Error(`entity ${id} is not in the picture`);
    return body;
  }
}

/** One ship that takes inputs as the server does: when they are due, one a tick, late ones at once. */
export class Server {
  tick = WELCOME.tick;
  readonly ship = motion({ x: -99, vx: -4, vy: 2 });
  controls = 0;
  private readonly waiting: Input[] = [];
  private ack = 0;
  private gunReady = 0;
  private nextBullet = 100;
  private changes: ControlChange[] = [];
  private shots: Shot[] = [];
  private known = false;

  take(input: Input): void {
    const last = this.waiting.at(-1)?.tick ?? 0;
    this.waiting.push({ ...input, tick: Math.max(input.tick, this.tick, last) });
  }

  /** One tick. Returns the frame that leaves as it ends, if one is due. */
  step(): Frame | null {
    const due = this.waiting[0];
    if (due !== undefined && due.tick <= this.tick) {
      this.waiting.shift();
      this.ack = due.seq;
      if ((due.controls & STEERING) !== (this.controls & STEERING)) {
        this.changes.push({ ship: OWN_SHIP, tick: this.tick, controls: due.controls & STEERING });
      }
      this.controls = due.controls;
    }
    if ((this.controls & Control.Fire) !== 0 && this.tick >= this.gunReady) {
      this.shots.push({ ship: OWN_SHIP, tick: this.tick, bullet: this.nextBullet++, spread: 0 });
      this.gunReady = this.tick + WELCOME.gun.cooldownTicks;
    }
    copyMotion(this.ship, later(this.ship, Kind.Ship, 1, this.controls));
    this.tick += 1;
    return this.tick % SEND_EVERY_TICKS === 0 ? this.frame() : null;
  }

  private frame(): Frame {
    const arrivals = this.known
      ? []
      : [
          arrival(OWN_SHIP, Kind.Ship, {
            motion: motion(this.ship),
            controls: this.controls & STEERING,
            player: OWN_PLAYER,
          }),
        ];
    const told = frame(this.tick, {
      ack: this.ack,
      arrivals,
      controls: this.known ? this.changes : [],
      shots: this.known ? this.shots : [],
    });
    this.known = true;
    this.changes = [];
    this.shots = [];
    return told;
  }
}

export function anchor(entity: number, tick: number, at: Motion, controls = 0): Anchor {
  return { entity, tick, controls, motion: at };
}
