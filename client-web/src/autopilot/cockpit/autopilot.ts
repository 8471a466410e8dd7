// A person's own autopilot at the stick of the ship: it takes it, flies by what the client shows, and gives it back.

import type { Held } from "../../input/held";
import type { Session } from "../../session";
import type { Picture } from "../../state/picture";
import type { Scene } from "../../state/scene";
import { tPilot } from "../../words/pilot";
import { Cockpit } from "./cockpit";
import { getReady } from "./ready";
import type { Seen, Sight } from "./sight";

/** What of the game it has to do with. */
export interface Ship {
  readonly session: Session;
  readonly scene: Scene;
  readonly held: Held;
  /** Hears whether it flies from now on. */
  readonly onFly: (flies: boolean) => void;
}

/** Of ticks for which no frame was drawn so many are made up for, so that time goes on in it as on the screen. */
const STEPS_MOST = 4;

export class Autopilot {
  #cockpit: Cockpit | null = null;
  /** Where it flies. One that comes after it is of another line, on which nobody has said so yet. */
  #picture: Picture | null = null;
  #sight: Sight | null = null;
  #holds = 0;
  #tick = 0;
  #isAsked = false;
  #hasWarned = false;
  readonly #ship: Ship;

  constructor(ship: Ship) {
    this.#ship = ship;
  }

  /** Hands it the stick, or takes it back. */
  toggle(): void {
    if (this.flies) this.#giveBack();
    else if (this.#isAsked) this.#isAsked = false;
    else void this.#take();
  }

  get flies(): boolean {
    return this.#cockpit !== null;
  }

  /** The person has pressed something that steers. Without a ship that takes nothing: keys have it fly again. */
  feel(): void {
    if (this.flies && this.#own !== null) this.#giveBack();
  }

  /** Holds nothing, until it flies on. */
  letGo(): void {
    if (this.flies) this.#hold(0);
  }

  /** Flies on to the tick that is shown. */
  update(): void {
    const picture = this.#ship.session.flown;
    if (this.#cockpit === null) return;
    if (picture !== this.#picture) {
      this.#end();
      if (picture !== null) void this.#take();
      return;
    }
    const own = this.#own;
    if (picture === null || own === null) return this.letGo();
    const steps = Math.min(STEPS_MOST, picture.tick - this.#tick);
    if (steps <= 0) return;
    this.#tick = picture.tick;
    const sight = this.#look(picture, own);
    for (let step = 0; step < steps; step++) sight.held = this.#cockpit.decide(sight);
    this.#hold(sight.held);
  }

  /** The ship that is flown, if there is one. */
  get #own(): Seen | null {
    return this.#ship.scene.you.shipId === 0 ? null : (this.#picture?.own ?? null);
  }

  #look({ tick, entities }: Picture, own: Seen): Sight {
    const { camera, you, worldWidthM, worldHeightM } = this.#ship.scene;
    const sight = (this.#sight ??= {
      ...{ tick, own, entities, you, held: 0, friend: null, halfWidthM: 0, halfHeightM: 0 },
      torus: { widthM: worldWidthM, heightM: worldHeightM },
    });
    sight.tick = tick;
    sight.own = own;
    sight.held = this.#holds;
    sight.halfWidthM = Math.fround(camera.halfWidthM);
    sight.halfHeightM = Math.fround(camera.halfHeightM);
    return sight;
  }

  #hold(controls: number): void {
    this.#holds = controls;
    this.#ship.session.steer(controls);
  }

  async #take(): Promise<void> {
    const { session, held } = this.#ship;
    const picture = session.flown;
    this.#isAsked = true;
    const ready = await getReady();
    if (!this.#isAsked) return;
    this.#isAsked = false;
    if (picture === null || session.flown !== picture) return;
    if ("whyNot" in ready) return this.#say(ready.whyNot);
    this.#picture = picture;
    this.#tick = picture.tick;
    this.#cockpit = ready.cockpit;
    this.#sight = null;
    this.#holds = held.now;
    session.connection.send({ type: "autopilot", flies: true });
    this.#ship.onFly(true);
    const flies = tPilot.flies({ title: ready.title });
    this.#say(this.#hasWarned ? flies : `${flies} ${tPilot.noBoards}`);
    this.#hasWarned = true;
  }

  #giveBack(): void {
    this.#end();
    this.#ship.session.connection.send({ type: "autopilot", flies: false });
    this.#say(tPilot.yours);
  }

  /** What is held by hand counts from now on. */
  #end(): void {
    this.#cockpit = null;
    this.#ship.onFly(false);
    this.#ship.session.steer(this.#ship.held.now);
  }

  #say(text: string): void {
    this.#ship.scene.announcement = { text, atMs: performance.now() };
  }
}
