import { describe, expect, test } from "vitest";
import { fireFrom, makeMotion } from "../src/motion";
import { Reason } from "../src/protocol/frame";
import { Control, Kind } from "../src/state/scene";
import { Client, RULES, anchor, arrival, frame, later, motion } from "./world";

const ROCK = 5;
const SHIP = 9;
const drifting = motion({ x: 10, y: 5, vx: 3, vy: -2, spin: 0.5 });

function seeingARock(): Client {
  const client = new Client();
  const rock = arrival(ROCK, Kind.RockLarge, { motion: drifting, seed: 77 });
  client.picture.apply(frame(1000, { arrivals: [rock] }));
  return client;
}

function seeingAShip(): Client {
  const client = new Client();
  const ship = arrival(SHIP, Kind.Ship, { motion: drifting, player: 3, name: "Bob" });
  client.picture.apply(frame(1000, { arrivals: [ship] }));
  return client;
}

describe("an arrival", () => {
  test("is where it has flown since the tick of its frame", () => {
    const client = seeingARock();
    client.picture.show(1004, 16);
    expect(client.see(ROCK).now).toEqual(later(drifting, Kind.RockLarge, 4));
    expect(client.see(ROCK).seed).toBe(77);
  });

  test("is somewhere before anybody draws it: what hits it at once flashes there", () => {
    const { x, y } = seeingARock().see(ROCK);
    expect({ x, y }).toEqual({ x: drifting.x, y: drifting.y });
  });

  test("of a known entity replaces it without a second one", () => {
    const client = seeingARock();
    client.picture.apply(frame(1010, { arrivals: [arrival(ROCK, Kind.RockLarge, { motion: drifting })] }));
    expect(client.picture.entities).toHaveLength(1);
    expect(client.see(ROCK).now).toEqual(drifting);
  });

  test("of another kind under a known number is another entity", () => {
    const client = seeingARock();
    client.picture.apply(frame(1010, { arrivals: [arrival(ROCK, Kind.Pickup, { leftTicks: 90, gives: 2 })] }));
    expect(client.picture.entities.map(({ kind, gives }) => ({ kind, gives }))).toEqual([{ kind: Kind.Pickup, gives: 2 }]);
  });

  test("after a departure of the same number in one frame stays", () => {
    const client = seeingARock();
    const vanished = [{ entity: ROCK, reason: Reason.Gone }];
    client.picture.apply(frame(1010, { vanished, arrivals: [arrival(ROCK, Kind.RockSmall)] }));
    expect(client.see(ROCK).kind).toBe(Kind.RockSmall);
  });
});

describe("a departure", () => {
  test("of what was destroyed explodes where it was drawn", () => {
    const client = seeingARock();
    client.picture.show(1002.5, 16);
    const { x, y } = client.see(ROCK);
    client.picture.apply(frame(1002, { vanished: [{ entity: ROCK, reason: Reason.Destroyed }] }));
    expect(client.picture.entities).toEqual([]);
    expect(client.effects).toMatchObject([{ type: "explosion", kind: Kind.RockLarge, x, y, own: false }]);
  });

  test.each([Reason.Gone, Reason.Taken])("for reason %i is quiet", (reason) => {
    const client = seeingARock();
    client.picture.apply(frame(1002, { vanished: [{ entity: ROCK, reason }] }));
    expect(client.picture.entities).toEqual([]);
    expect(client.effects).toEqual([]);
  });

  test("that only leaves the view is quiet", () => {
    const client = seeingARock();
    client.picture.apply(frame(1002, { left: [ROCK] }));
    expect(client.picture.entities).toEqual([]);
    expect(client.effects).toEqual([]);
  });

  test("of something unknown changes nothing", () => {
    const client = seeingARock();
    client.picture.apply(frame(1002, { vanished: [{ entity: 4242, reason: Reason.Destroyed }] }));
    expect(client.picture.entities).toHaveLength(1);
  });
});

describe("changes in the past of what is shown", () => {
  test("are applied at their own ticks, whatever their order in the frame", () => {
    const client = seeingAShip();
    client.picture.show(1012.3, 16);
    const controls = [
      { ship: SHIP, tick: 1006, controls: Control.Left },
      { ship: SHIP, tick: 1002, controls: Control.Thrust },
    ];
    client.picture.apply(frame(1008, { controls }));
    const thrusting = later(later(drifting, Kind.Ship, 2), Kind.Ship, 4, Control.Thrust);
    expect(client.see(SHIP).now).toEqual(later(thrusting, Kind.Ship, 6, Control.Left));
    expect(client.see(SHIP).controls).toBe(Control.Left);
  });

  test("at one tick are an anchor, then a control change, then a shot", () => {
    const client = seeingAShip();
    const elsewhere = motion({ x: 40, y: 40, vx: 1, spin: 1 });
    client.picture.apply(
      frame(1008, {
        shots: [{ ship: SHIP, tick: 1004, bullet: 50, spread: 1 }],
        controls: [{ ship: SHIP, tick: 1004, controls: Control.Thrust }],
        anchors: [anchor(SHIP, 1004, elsewhere, Control.Brake)],
      }),
    );
    expect(client.see(SHIP).now).toEqual(later(elsewhere, Kind.Ship, 4, Control.Thrust));
    const bullet = makeMotion();
    fireFrom(elsewhere, 1, RULES.gun, RULES.space.torus, bullet);
    expect(client.see(50).now).toEqual(later(bullet, Kind.Bullet, 4));
    expect(client.see(50)).toMatchObject({ player: 3, expiresTick: 1034 });
  });

  test("by an anchor count as the error that players see, and a true one as none", () => {
    const client = seeingARock();
    client.picture.show(1010, 16);
    client.picture.apply(frame(1008, { anchors: [anchor(ROCK, 1007, later(drifting, Kind.RockLarge, 7))] }));
    const pushed = later(drifting, Kind.RockLarge, 9);
    pushed.x = Math.fround(pushed.x + 0.25);
    client.picture.apply(frame(1010, { anchors: [anchor(ROCK, 1009, pushed)] }));
    expect(client.corrections[0]).toBe(0);
    expect(client.corrections[1]).toBeCloseTo(0.25, 4);
  });
});

test("a jump through hyperspace is no error, however short", () => {
  const client = seeingAShip();
  client.picture.show(1002, 16);
  const there = motion({ x: 14, y: 5 });
  const jump = { type: "jump", ship: SHIP, fromX: 10, fromY: 5 } as const;
  client.picture.apply(frame(1002, { anchors: [anchor(SHIP, 1002, there)], events: [jump] }));
  client.picture.show(1002, 0);
  expect(client.see(SHIP)).toMatchObject({ x: 14, y: 5 });
  expect(client.corrections).toEqual([]);
});

describe("an error on the screen", () => {
  test("fades instead of jumping", () => {
    const client = seeingARock();
    client.picture.show(1010, 16);
    const drawn = client.see(ROCK).x;
    const pushed = later(drifting, Kind.RockLarge, 10);
    pushed.x = Math.fround(pushed.x + 1);
    client.picture.apply(frame(1010, { anchors: [anchor(ROCK, 1010, pushed)] }));
    client.picture.show(1010, 0);
    expect(client.see(ROCK).x).toBeCloseTo(drawn, 4);
    client.picture.show(1010, 70);
    expect(client.see(ROCK).x).toBeCloseTo(drawn + 0.5, 4);
    for (let i = 0; i < 20; i++) client.picture.show(1010, 70);
    expect(client.see(ROCK).x).toBeCloseTo(pushed.x, 4);
  });

  test("that is a jump is shown at once", () => {
    const client = seeingARock();
    client.picture.show(1010, 16);
    const away = motion({ x: -70, y: 60 });
    client.picture.apply(frame(1010, { anchors: [anchor(ROCK, 1010, away)] }));
    client.picture.show(1010, 0);
    expect(client.see(ROCK)).toMatchObject({ x: -70, y: 60 });
  });

  test("across the seam goes the short way", () => {
    const client = new Client();
    const nearSeam = motion({ x: 99.5, vx: 8 });
    client.picture.apply(frame(1000, { arrivals: [arrival(ROCK, Kind.RockSmall, { motion: nearSeam })] }));
    client.picture.show(1000, 16);
    client.picture.apply(frame(1000, { anchors: [anchor(ROCK, 1000, motion({ x: -99.5, vx: 8 }))] }));
    client.picture.show(1000, 70);
    expect(Math.abs(client.see(ROCK).x)).toBeCloseTo(100, 4);
  });
});

test("between two ticks an entity is drawn between them, across the seam too", () => {
  const client = new Client();
  const crossing = motion({ x: 99.9, vx: 6.4 });
  client.picture.apply(frame(1000, { arrivals: [arrival(ROCK, Kind.RockSmall, { motion: crossing })] }));
  client.picture.show(1000.25, 16);
  expect(client.see(ROCK).x).toBeCloseTo(99.95, 4);
  client.picture.show(1000.75, 16);
  expect(client.see(ROCK).x).toBeCloseTo(-99.95, 4);
});

test("a bullet vanishes by itself when its time is over", () => {
  const client = new Client();
  const bullet = arrival(60, Kind.Bullet, { ageTicks: 22 });
  client.picture.apply(frame(1000, { arrivals: [bullet] }));
  client.picture.show(1007.9, 16);
  expect(client.picture.entities).toHaveLength(1);
  client.picture.show(1008, 16);
  expect(client.picture.entities).toEqual([]);
  expect(client.effects).toEqual([]);
});

test("a bullet from out of sight flies on from where it was fired", () => {
  const client = new Client();
  const muzzle = motion({ x: 99, y: -3, vx: 44, vy: -2.5 });
  client.picture.apply(frame(1000, { arrivals: [arrival(60, Kind.Bullet, { ageTicks: 12, motion: muzzle })] }));
  expect(client.see(60).now).toEqual(later(muzzle, Kind.Bullet, 12));
  expect(client.see(60)).toMatchObject({ player: 0, expiresTick: 1018 });
});

test("a bullet whose time is over on the screen still sparks when its hit is told late, but not after its time", () => {
  for (const [toldTick, sparks] of [[1006, 1], [1008, 1], [1010, 0]] as const) {
    const client = new Client();
    const bullet = arrival(60, Kind.Bullet, { ageTicks: 22 });
    client.picture.apply(frame(1000, { arrivals: [bullet] }));
    client.picture.show(1009, 16);
    expect(client.picture.entities).toEqual([]);
    client.picture.apply(frame(toldTick > 1008 ? 1008 : 1004));
    client.picture.apply(frame(toldTick, { vanished: [{ entity: 60, reason: Reason.Destroyed }] }));
    expect(client.effects).toHaveLength(sparks);
  }
});

test("a bullet that arrives when its time is over on the screen is not drawn", () => {
  const client = seeingAShip();
  client.picture.show(1009, 16);
  client.picture.apply(frame(1004, { arrivals: [arrival(60, Kind.Bullet, { ageTicks: 26 })] }));
  expect(client.picture.entities.map(({ id }) => id)).toEqual([SHIP]);
});

test("a badge changes what shows on a ship", () => {
  const client = seeingAShip();
  client.picture.apply(frame(1002, { badges: [{ ship: SHIP, flags: 5, bounty: 150, gear: 3, look: 9 }] }));
  expect(client.see(SHIP)).toMatchObject({ flags: 5, bounty: 150, gear: 3, look: 9 });
});

test("time stands still when frames stay away for long", () => {
  const client = seeingARock();
  expect(client.picture.show(9999, 16)).toBe(1128);
});

test("what nobody draws is dropped, not kept", () => {
  const client = new Client();
  for (let id = 1; id <= 1000; id++) {
    client.picture.apply(frame(1000, { arrivals: [arrival(id, Kind.RockSmall)] }));
    client.picture.apply(frame(1000, { vanished: [{ entity: id, reason: Reason.Destroyed }] }));
  }
  expect(client.effects.length).toBeLessThanOrEqual(256);
});
