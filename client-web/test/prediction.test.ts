import { describe, expect, test } from "vitest";
import { Clock } from "../src/clock";
import { copyMotion, makeMotion } from "../src/motion";
import { Reason, type Frame } from "../src/protocol/frame";
import type { Input } from "../src/state/inputs";
import { Control, Kind } from "../src/state/scene";
import { delta } from "../src/torus";
import { Client, OWN_PLAYER, OWN_SHIP, Server, TICK_MS, WELCOME, arrival, frame, later } from "./world";

const FRAME_MS = 1000 / 60;

/** A pilot and a server with a line between them whose delays the test chooses. */
class Flight {
  readonly client = new Client();
  readonly server = new Server();
  readonly clock = new Clock(WELCOME.tickRateHz, WELCOME.timing.inputLeadTicksMax);
  nowMs = 0;
  /** How often a frame changed what is shown of the own ship, and how far at most. */
  corrections = 0;
  /** The furthest that a frame moved the drawn ship at once. */
  drawnJumpM = 0;
  private shown = 0;
  private nextTickMs = TICK_MS;
  private up: { input: Input; atMs: number }[] = [];
  private down: { frame: Frame; atMs: number }[] = [];

  constructor(
    private readonly upMs: (seq: number) => number,
    private readonly downMs: (tick: number) => number,
    roundTripMs: number,
  ) {
    for (let i = 0; i < 4; i++) this.clock.pong(roundTripMs);
  }

  get own() {
    return this.client.see(OWN_SHIP);
  }

  hold(controls: number): void {
    const input = this.client.inputs.hold(this.client.picture.tick, controls);
    this.up.push({ input, atMs: this.nowMs + this.upMs(input.seq) });
    this.client.picture.steer();
  }

  fly(ms: number): void {
    for (const endMs = this.nowMs + ms; this.nowMs < endMs; this.nowMs += FRAME_MS) {
      for (; this.nextTickMs <= this.nowMs; this.nextTickMs += TICK_MS) this.serve();
      this.down = this.down.filter(({ frame, atMs }) => {
        if (atMs > this.nowMs) return true;
        this.hear(frame, atMs);
        return false;
      });
      this.shown = this.client.picture.show(this.clock.advance(this.nowMs), FRAME_MS);
    }
  }

  private serve(): void {
    this.up = this.up.filter(({ input, atMs }) => {
      if (atMs > this.nextTickMs) return true;
      this.server.take(input);
      return false;
    });
    const frame = this.server.step();
    if (frame !== null) this.down.push({ frame, atMs: this.nextTickMs + this.downMs(frame.tick) });
  }

  private hear(frame: Frame, atMs: number): void {
    this.clock.frame(frame.tick, atMs);
    const { picture } = this.client;
    const before = makeMotion();
    const { own, tick } = picture;
    if (own !== null) copyMotion(before, own.now);
    const drawn = own === null ? null : { x: own.x, y: own.y };
    picture.apply(frame);
    if (own === null || drawn === null || picture.tick !== tick) return;
    if (!Object.keys(before).every((key) => Object.is(before[key as "x"], own.now[key as "x"]))) this.corrections += 1;
    picture.show(this.shown, 0);
    const { widthM, heightM } = WELCOME.torus;
    const jumpM = Math.hypot(delta(drawn.x, own.x, widthM), delta(drawn.y, own.y, heightM));
    this.drawnJumpM = Math.max(this.drawnJumpM, jumpM);
  }
}

/** Keys as a person presses them: all kinds, some of them shorter than a tick. */
function flyLikeAPerson(flight: Flight): void {
  const { Thrust, Left, Right, Brake } = Control;
  const keys = [Thrust, Thrust | Left, Left, 0, Right, Right | Thrust, Brake, Brake | Left, 0, Thrust];
  for (let round = 0; round < 6; round++) {
    for (const [index, controls] of keys.entries()) {
      flight.hold(controls);
      flight.fly(index % 4 === 0 ? 12 : 90 + 37 * index);
    }
  }
}

describe("the own ship", () => {
  test("answers the key in the very frame that it is pressed", () => {
    const flight = new Flight(() => 60, () => 60, 120);
    flight.fly(2000);
    const before = flight.own.next.spin;
    flight.hold(Control.Left);
    expect(flight.own.next.spin).toBeGreaterThan(before);
    expect(flight.own.controls).toBe(Control.Left);
  });

  test.each([5, 40, 120])("is never corrected on a steady line of %i ms each way", (ms) => {
    const flight = new Flight(() => ms, () => ms, 2 * ms);
    flight.fly(3000);
    flight.corrections = 0;
    flyLikeAPerson(flight);
    expect(flight.corrections).toBe(0);
  });

  test("is never corrected when jitter stays within the lead", () => {
    const flight = new Flight((seq) => 35 + ((seq * 7) % 11), (tick) => 30 + ((tick * 13) % 21), 80);
    flight.fly(3000);
    flight.corrections = 0;
    flyLikeAPerson(flight);
    expect(flight.corrections).toBe(0);
  });

  test("is corrected after a late input, but does not jump on the screen", () => {
    const flight = new Flight((seq) => (seq === 3 ? 260 : 40), () => 40, 80);
    flight.fly(3000);
    flight.hold(Control.Thrust);
    flight.fly(300);
    flight.hold(Control.Thrust | Control.Left);
    flight.fly(300);
    flight.hold(Control.Thrust);
    flight.fly(1500);
    expect(flight.corrections).toBeGreaterThan(0);
    expect(flight.drawnJumpM).toBeLessThan(0.02);
    const { picture } = flight.client;
    const truth = later(flight.server.ship, Kind.Ship, picture.tick - flight.server.tick, Control.Thrust);
    expect(flight.own.now).toEqual(truth);
  });

  test("flies on when the server has lost an input, as the server says", () => {
    const flight = new Flight((seq) => (seq === 1 ? Number.POSITIVE_INFINITY : 40), () => 40, 80);
    flight.fly(2000);
    flight.hold(Control.Thrust);
    flight.fly(8000);
    const { picture } = flight.client;
    const truth = later(flight.server.ship, Kind.Ship, picture.tick - flight.server.tick);
    expect(flight.own.now).toEqual(truth);
  });
});

describe("own shots", () => {
  function bullets(flight: Flight) {
    return flight.client.picture.entities.filter(({ kind }) => kind === Kind.Bullet);
  }

  test("appear in the frame in which fire is pressed", () => {
    const flight = new Flight(() => 80, () => 80, 160);
    flight.fly(2000);
    flight.hold(Control.Fire);
    expect(bullets(flight)).toHaveLength(1);
    expect(flight.client.effects).toMatchObject([{ type: "shot", own: true }]);
  });

  test("become the server's shots: one bullet, one sound, no correction", () => {
    const flight = new Flight(() => 80, () => 80, 160);
    flight.fly(2000);
    flight.hold(Control.Fire | Control.Left);
    flight.fly(40);
    flight.hold(0);
    const [bullet] = bullets(flight);
    flight.fly(400);
    expect(bullets(flight)).toEqual([bullet]);
    expect(bullet?.id).toBeGreaterThan(0);
    expect(flight.client.effects.filter(({ type }) => type === "shot")).toHaveLength(1);
  });

  test("come as fast as the gun allows, on both sides alike", () => {
    const flight = new Flight(() => 40, () => 40, 80);
    flight.fly(2000);
    flight.hold(Control.Fire);
    flight.fly(700);
    expect(bullets(flight).every(({ id }, index, all) => index === 0 || id !== all[index - 1]?.id)).toBe(true);
    const ticks = bullets(flight).map(({ expiresTick }) => expiresTick);
    ticks.sort((a, b) => a - b);
    for (let i = 1; i < ticks.length; i++) expect((ticks[i] ?? 0) - (ticks[i - 1] ?? 0)).toBe(7);
  });

  test("come from a new ship only once fire has been released", () => {
    const client = new Client();
    const spawned = (entity: number) => arrival(entity, Kind.Ship, { player: OWN_PLAYER });
    const died = { entity: OWN_SHIP, reason: Reason.Destroyed };
    const shots = () => client.effects.filter(({ type }) => type === "shot").length;
    client.picture.apply(frame(1000, { arrivals: [spawned(OWN_SHIP)] }));
    client.inputs.hold(client.picture.tick, Control.Fire);
    client.picture.steer();
    expect(shots()).toBe(1);
    client.picture.apply(frame(1002, { ack: 1, vanished: [died] }));
    client.picture.apply(frame(1070, { ack: 1, arrivals: [spawned(2)] }));
    client.picture.show(1090, 16);
    expect(shots()).toBe(1);
    for (const controls of [0, Control.Fire]) {
      client.inputs.hold(client.picture.tick, controls);
      client.picture.steer();
    }
    client.picture.show(1092, 16);
    expect(shots()).toBe(2);
  });

  test("that the server never fired vanish", () => {
    const flight = new Flight(() => Number.POSITIVE_INFINITY, () => 40, 80);
    flight.fly(2000);
    flight.hold(Control.Fire);
    flight.fly(30);
    flight.hold(0);
    expect(bullets(flight)).toHaveLength(1);
    flight.fly(600);
    expect(bullets(flight)).toEqual([]);
  });

  test("that hit at the muzzle, and so are never told, end in a spark there", () => {
    const client = new Client();
    const own = arrival(OWN_SHIP, Kind.Ship, { player: OWN_PLAYER });
    client.picture.apply(frame(1000, { arrivals: [own] }));
    client.picture.show(1003, 16);
    client.inputs.hold(1003, Control.Fire);
    client.picture.steer();
    client.inputs.hold(1004, 0);
    const bulletsSeen = () => client.picture.entities.filter(({ kind }) => kind === Kind.Bullet);
    const { x, y } = { ...bulletsSeen()[0]?.base };
    client.picture.show(1008, 16);
    client.picture.apply(frame(1006, { ack: 2 }));
    expect(bulletsSeen()).toHaveLength(1);
    client.picture.apply(frame(1008, { ack: 2 }));
    expect(bulletsSeen()).toEqual([]);
    expect(client.effects.filter(({ type }) => type === "spark")).toEqual([{ type: "spark", x, y }]);
  });

  test("that it did not foresee appear all the same", () => {
    const flight = new Flight(() => 40, () => 40, 80);
    flight.fly(2000);
    flight.server.take({ seq: 1, tick: 0, controls: Control.Fire });
    flight.fly(150);
    expect(bullets(flight).length).toBeGreaterThan(0);
  });
});
