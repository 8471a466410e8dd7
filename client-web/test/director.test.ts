import { describe, expect, test } from "vitest";
import { Mark, type Notable } from "../src/protocol/overview";
import { Director, HOLD_S, type Shot } from "../src/watch/director/director";
import type { Coming } from "../src/watch/director/plan";
import { Framing } from "../src/watch/director/framing";

const ROOM = { worldWidthM: 800, worldHeightM: 800 };
const NAMES = ["", "Ada", "Bob", "Cyd", "Dot", "Eve", "Fay", "Gus"];

function notable(player: number, x: number, y: number, marks = 0, rival = 0, worth = 0): Notable {
  return { player, name: NAMES[player] ?? `P${player}`, x, y, vx: 0, vy: 0, marks, rival, worth };
}

/** A director who has looked at this for so long, twice a second. */
function direct(director: Director, fromS: number, forS: number, notables: readonly Notable[], coming: readonly Coming[] = []): Shot {
  let shot = director.shot;
  for (let nowS = fromS; nowS < fromS + forS; nowS += 0.5) shot = director.look(notables, nowS, coming);
  return shot;
}

function show(...notables: Notable[]): Shot {
  return new Director(ROOM).look(notables, 0);
}

const LONER = notable(7, -300, -300);
const DUEL = [notable(1, 100, 0, Mark.Fired, 2), notable(2, 115, 5, Mark.Fired | Mark.Hit, 1)];

describe("a director shows", () => {
  test("a fight rather than a ship alone", () => {
    expect(show(LONER, ...DUEL).cast.slice(0, 2).sort()).toEqual([1, 2]);
  });

  test("a fight of people rather than one of bots", () => {
    const people = [notable(3, -200, 0, Mark.Fired | Mark.Person, 4), notable(4, -190, 0, Mark.Fired, 3)];
    expect(show(...DUEL, ...people).cast[0]).toBe(3);
  });

  test("the leader in danger rather than a fight of others", () => {
    const leader = notable(5, 0, 300, Mark.Leader | Mark.Hunted | Mark.Hit);
    expect(show(leader, ...DUEL, notable(6, 10, 310, Mark.Fired, 5)).cast[0]).toBe(5);
  });

  test("a bounty that two hunt, and says so", () => {
    const wanted = notable(1, 0, 0, Mark.Bounty | Mark.Streak | Mark.Company, 0, 450);
    const shot = show(wanted, notable(2, 15, 0, Mark.Fired, 1), notable(3, 0, 15, Mark.Fired, 1), LONER);
    expect(shot.cast[0]).toBe(1);
    expect(shot.caption).toBe("Ada · bounty 450, hunted by two");
  });

  test("a crowd rather than a ship that shoots at rocks", () => {
    const crowd = [1, 2, 3, 4].map((player) => notable(player, player * 4, 0, Mark.Company));
    expect(show(notable(7, 300, 300, Mark.Fired), ...crowd).cast).toHaveLength(4);
  });

  test("a saucer on somebody", () => {
    const shot = show(LONER, notable(1, 0, 0, Mark.Hunted));
    expect(shot.cast[0]).toBe(1);
    expect(shot.caption).toBe("Ada · hunted by a saucer");
  });

  test("a fight across the seam as one", () => {
    expect(show(notable(1, 395, 0, Mark.Fired, 2), notable(2, -395, 0, Mark.Fired, 1)).cast).toHaveLength(2);
  });

  test("nothing where nobody is", () => {
    expect(show()).toMatchObject({ cast: [], caption: "" });
  });
});

describe("a director", () => {
  test("stays with a fight that is about as good as another", () => {
    const director = new Director(ROOM);
    direct(director, 0, 6, DUEL);
    const other = [notable(3, -200, 0, Mark.Fired, 4), notable(4, -190, 0, Mark.Fired | Mark.Hit, 3)];
    expect(direct(director, 6, 3, [...other, ...DUEL]).cast[0]).toBeLessThan(3);
  });

  test("leaves for what is clearly better, but not within four seconds", () => {
    const director = new Director(ROOM);
    director.look([notable(7, -300, 0, Mark.Fired)], 0);
    const all = [notable(7, -300, 0, Mark.Fired), ...DUEL];
    expect(direct(director, 0.5, HOLD_S - 1, all).cast[0]).toBe(7);
    expect(direct(director, HOLD_S, 1, all).cast).not.toContain(7);
  });

  test("never shows anything for less than four seconds, whatever goes on", () => {
    const director = new Director(ROOM);
    let state = 7;
    const random = (below: number): number => {
      state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
      return state % below;
    };
    let leadBefore = 0;
    let cutS = -Infinity;
    for (let nowS = 0; nowS < 600; nowS += 0.5) {
      const far = (player: number): Notable => notable(player, player * 110 - 400, 0, random(128), random(8), random(500));
      const shot = director.look([1, 2, 3, 4, 5, 6].filter(() => random(3) > 0).map(far), nowS);
      const lead = shot.cast[0] ?? 0;
      if (lead === leadBefore) continue;
      expect(nowS - cutS).toBeGreaterThanOrEqual(HOLD_S);
      leadBefore = lead;
      cutS = nowS;
    }
    expect(cutS).toBeGreaterThan(0);
  });

  test("stays for a moment where the ship ended that it showed", () => {
    const director = new Director(ROOM);
    direct(director, 0, 10, DUEL);
    const left = [LONER, notable(6, -290, -300, Mark.Fired, 7)];
    expect(director.look(left, 10)).toMatchObject({ x: 107.5, y: 2.5 });
    expect(director.look(left, 10.5)).toMatchObject({ x: 107.5, y: 2.5 });
    expect(direct(director, 11, 2, left).cast[0]).toBeGreaterThan(5);
  });

  test("goes with the one who survives a fight", () => {
    const director = new Director(ROOM);
    direct(director, 0, 6, DUEL);
    expect(direct(director, 6, 2, [notable(2, 120, 5), LONER]).cast[0]).toBe(2);
  });

  test("tires of what goes on and on", () => {
    const director = new Director(ROOM);
    const other = [notable(3, -200, 0, Mark.Fired, 4), notable(4, -190, 0, Mark.Fired | Mark.Hit, 3)];
    direct(director, 0, 6, DUEL);
    const leads = new Set<number | undefined>();
    for (let nowS = 6; nowS < 66; nowS += 0.5) leads.add(director.look([...DUEL, ...other], nowS).cast[0]);
    expect([...leads].some((lead) => lead !== undefined && lead > 2)).toBe(true);
  });

  test("notices who strikes back, and says so", () => {
    const director = new Director(ROOM);
    const hunter = notable(2, 10, 0, Mark.Fired, 1);
    direct(director, 0, 4, [notable(1, 0, 0, Mark.Hit | Mark.Person), hunter]);
    const shot = direct(director, 4, 1, [notable(1, 0, 0, Mark.Hit | Mark.Fired | Mark.Person, 2), hunter]);
    expect(shot.caption).toBe("Ada · turns on Bob, hunted by Bob");
  });

  test("says how many there are, and for how long", () => {
    const trio = [1, 2, 3].map((player) => notable(player, player * 4, 0, Mark.Company));
    expect(direct(new Director(ROOM), 0, 13, trio).caption).toBe("3 ships, 12 s");
  });
});

describe("a director who knows what is to come", () => {
  const kill = (atS: number, x: number, players: number[], worth = 5): Coming => ({ atS, x, y: 0, players, worth });

  test("is on the spot before it happens, and stays until it has", () => {
    const director = new Director(ROOM);
    direct(director, 0, 5, DUEL);
    const coming = [kill(11, -300, [3, 4])];
    const shown = new Map<number, Shot>();
    for (let nowS = 5; nowS < 13; nowS += 0.5) shown.set(nowS, director.look(DUEL, nowS, coming));
    for (let nowS = 8; nowS <= 11.5; nowS += 0.5) expect(shown.get(nowS)).toMatchObject({ cast: [3, 4], x: -300 });
    expect(shown.get(5.5)?.cast[0]).toBeLessThan(3);
  });

  test("does not begin something else that it could not leave in time", () => {
    const director = new Director(ROOM);
    director.look([LONER], 0);
    direct(director, 0.5, 4, [LONER]);
    const coming = [kill(9, -100, [3, 4])];
    direct(director, 4.5, 4.5, [LONER, ...DUEL], coming);
    expect(director.shot.cast).toEqual([3, 4]);
  });

  test("gives up the lesser of two that it cannot both see", () => {
    const director = new Director(ROOM);
    direct(director, 0, 5, DUEL);
    const coming = [kill(7, -300, [3], 1), kill(8, 300, [4], 9)];
    const shot = direct(director, 5, 3, DUEL, coming);
    expect(shot.cast).toEqual([4]);
  });

  test("sees two that are in one picture", () => {
    const director = new Director(ROOM);
    direct(director, 0, 5, DUEL);
    const coming = [kill(8, -300, [3]), kill(8.5, -290, [4]), kill(9, 300, [5])];
    direct(director, 5, 3.5, DUEL, coming);
    expect(director.shot.x).toBeLessThan(-280);
  });

  test("sees nine of ten kills at fifty ships, which come every few seconds", () => {
    const director = new Director(ROOM);
    let state = 11;
    const random = (): number => {
      state = (Math.imul(state, 48271) >>> 0) % 0x7fffffff;
      return state / 0x7fffffff;
    };
    const kills: Coming[] = [];
    for (let atS = 10; atS < 1000; atS += 3 + 8 * random()) {
      kills.push({ atS, x: 800 * random() - 400, y: 800 * random() - 400, players: [1 + Math.floor(50 * random())], worth: 1 + 2 * random() });
    }
    let seen = 0;
    for (let nowS = 0; nowS < 1010; nowS += 0.5) {
      const shot = director.look(DUEL, nowS, kills.filter(({ atS }) => atS > nowS && atS < nowS + 8));
      for (const { atS, x, y } of kills) {
        if (atS > nowS && atS <= nowS + 0.5 && Math.hypot(x - shot.x, y - shot.y) < 26) seen += 1;
      }
    }
    expect(seen / kills.length).toBeGreaterThan(0.85);
  });
});

describe("a framing", () => {
  const at = (x: number, y: number, vx = 0, vy = 0) => ({ x, y, vx, vy });
  const ASPECT = 16 / 9;

  test("has everybody in the picture, with room around, across the seam too", () => {
    const framing = new Framing(ROOM);
    const cast = [at(390, 0), at(-390, 10), at(-380, -12)];
    expect(framing.frame(cast, 3, ASPECT, 45)).toBe(true);
    expect(framing.count).toBe(3);
    const { target, halfHeightM } = framing;
    for (const { x, y } of cast) {
      const dx = Math.abs(((x - target.x + 1200) % 800) - 400);
      expect(dx).toBeLessThan(halfHeightM * ASPECT - 5);
      expect(Math.abs(y - target.y)).toBeLessThan(halfHeightM - 5);
    }
  });

  test("leaves out who is too far from whom it is about", () => {
    const framing = new Framing(ROOM);
    framing.frame([at(0, 0), at(300, 0), at(10, 0)], 3, ASPECT, 45);
    expect(framing.count).toBe(2);
    expect(framing.target.x).toBe(5);
  });

  test("does not zoom for every little step, and not in at once", () => {
    const framing = new Framing(ROOM);
    framing.frame([at(0, 0), at(0, 40)], 2, ASPECT, 45);
    const { halfHeightM } = framing;
    framing.frame([at(0, 0), at(0, 36)], 2, ASPECT, 45);
    expect(framing.halfHeightM).toBe(halfHeightM);
    framing.frame([at(0, 0), at(0, 8)], 2, ASPECT, 45);
    expect(framing.halfHeightM).toBeLessThan(halfHeightM);
  });

  test("looks ahead of ships that are fast", () => {
    const framing = new Framing(ROOM);
    framing.frame([at(0, 0, 30, 0)], 1, ASPECT, 45);
    expect(framing.target.x).toBeGreaterThan(5);
    expect(framing.target.vx).toBe(30);
  });

  test("has nobody to frame where nobody is", () => {
    expect(new Framing(ROOM).frame([], 0, ASPECT, 45)).toBe(false);
  });
});
