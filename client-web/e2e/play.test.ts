import { describe, expect, test } from "vitest";
import { Kind, type Entity } from "../src/state/scene";
import { hasSplit, isRock, shootUntil } from "./gunner";
import { FLIGHT_MS } from "./patience";
import { setStage } from "./stage";

const stage = setStage("--bots", "0");
const { open, fly } = stage;

describe("the page", () => {
  test("shows the live room behind the start screen, without a fault", async () => {
    const player = await open();
    await player.phase("start");
    await player.until("rocks", ({ entities }) => entities.some(isRock));
    await player.screenshot("start");
    expect(player.faults).toEqual([]);
  });

  test("remembers the name", async () => {
    const player = await fly("Ada");
    await player.page.reload();
    await player.phase("start");
    expect(await player.page.getByLabel("Your name").inputValue()).toBe("Ada");
  });
});

describe("a browser", () => {
  test("is known again, by a cookie that no script sees", async () => {
    const player = await fly("Ada");
    const cookies = await player.page.context().cookies();
    expect(cookies).toMatchObject([{ name: expect.stringMatching(/^player-[0-9a-f]{8}$/) as string, httpOnly: true, sameSite: "Lax" }]);
    await player.page.reload();
    await player.phase("start");
    expect((await player.page.context().cookies()).map(({ value }) => value)).toEqual(cookies.map(({ value }) => value));
  });
});

describe("a pilot", () => {
  test("flies under the name that was entered", async () => {
    const player = await fly("Ada");
    expect((await player.ship())?.name).toBe("Ada");
    await player.screenshot("flight");
    expect(player.faults).toEqual([]);
  });

  test("turns left while the key is down", async () => {
    const player = await fly("Ada");
    const before = await player.ship();
    await player.press("ArrowLeft");
    await player.until("the nose elsewhere", ({ entities, you }) => {
      const ship = entities.find(({ id }) => id === you.shipId);
      return ship !== undefined && before !== undefined && ship.cos * before.cos + ship.sin * before.sin < 0.5;
    });
    await player.release("ArrowLeft");
  });

  test("gains speed along the nose while thrusting", async () => {
    const player = await fly("Ada");
    await player.press("KeyW");
    await player.until("speed along the nose", ({ entities, you }) => {
      const ship = entities.find(({ id }) => id === you.shipId);
      return ship !== undefined && ship.vx * ship.cos + ship.vy * ship.sin > 5;
    });
    await player.release("KeyW");
  });

  test("fires bullets that the server confirms", async () => {
    const player = await fly("Ada");
    await player.press("Space");
    const bullet = await player.until("a confirmed bullet of its own", ({ entities, ownPlayer }) =>
      entities.find(({ kind, player: owner, id }) => kind === Kind.Bullet && owner === ownPlayer && id > 0),
    );
    await player.release("Space");
    expect(Math.hypot(bullet.vx, bullet.vy)).toBeGreaterThan(20);
  });

  test("splits a rock, scores, and finds the score kept", async () => {
    const player = await fly("Gunner");
    let before: readonly Entity[] = [];
    await shootUntil(player, "a score, and two splinters where a rock was", ({ entities, you }) => {
      const split = hasSplit(before, entities);
      before = entities;
      return split && you.score > 0;
    });
    expect(player.faults).toEqual([]);
    await expect.poll(() => player.storedScore()).toBeGreaterThan(0);
  });

  test("sees who destroyed it, and flies again at the press of a key", async () => {
    const player = await fly("Icarus");
    // A beginner's guard comes back, but not while it fires.
    await player.press("ArrowUp");
    await player.press("Space");
    await player.page.waitForFunction(() => window.asteroids.scene.phase.type === "dead", null, { timeout: FLIGHT_MS });
    await player.release("Space");
    await player.release("ArrowUp");
    const facts = player.page.getByLabel("This life");
    for (const fact of ["this life", "your best", "accuracy", "time", "on the board"]) await facts.getByText(fact).waitFor();
    await player.screenshot("death");
    await player.talk();
    await player.page.keyboard.type("ham");
    await player.page.keyboard.press("Enter");
    await player.page.getByRole("log").getByText("Icarus ham").waitFor();
    await player.page.keyboard.press("Tab");
    await player.page.getByRole("heading", { name: "DESTROYED" }).waitFor({ state: "hidden" });
    await player.page.keyboard.press("Tab");
    await player.page.keyboard.press("Escape");
    const question = player.page.getByRole("dialog");
    await question.getByText("What you have scored stays").waitFor();
    expect(await question.getByText("ship").count()).toBe(0);
    await player.page.keyboard.press("Escape");
    await player.until("the end of the pause", ({ tick, you }) => tick > you.respawnReady + 4);
    await player.page.keyboard.press("Space");
    await player.phase("flying");
    expect(player.faults).toEqual([]);
  });

  test("has let go of the keys and told the server when its tab was hidden, and flies on when it is back", async () => {
    const player = await fly("Ada");
    await player.press("ArrowUp");
    await player.until("thrust", ({ entities, you }) => entities.some(({ id, controls }) => id === you.shipId && controls !== 0));
    await player.lookAway(true);
    await expect.poll(() => player.said.slice(-2)).toEqual(expect.arrayContaining([[1, 2, expect.any(Number), 0], [6, true]]));
    const { tick } = await player.scene();
    await player.lookAway(false);
    await expect.poll(() => player.said).toContainEqual([6, false]);
    await player.until("its ship a second later", (scene) => {
      return scene.tick > tick + scene.tickRateHz && scene.entities.some(({ id }) => id === scene.you.shipId);
    });
    expect(player.faults).toEqual([]);
  });

  test("is back in the air after the line was dropped", async () => {
    const player = await fly("Ada");
    await player.page.evaluate(() => window.asteroids.connection.drop());
    await player.phase("connecting");
    await player.phase("flying");
    await player.until("its ship", ({ entities, you }) => entities.some(({ id }) => id === you.shipId));
  });
});

describe("who has had enough", () => {
  test("stays at the second thought, or leaves the flight for the start screen, and its ship is gone", async () => {
    const player = await fly("Hadenough");
    expect(await player.whoIsHere()).toContain("Hadenough");
    const question = player.page.getByRole("dialog");
    await player.page.keyboard.press("Escape");
    await question.waitFor();
    await player.page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
    await player.phase("flying");
    await player.page.keyboard.press("Escape");
    await question.getByRole("button", { name: "Leave" }).click();
    await player.phase("start");
    await player.until("itself a spectator", ({ ownPlayer }) => ownPlayer === 0);
    await expect.poll(() => player.whoIsHere()).not.toContain("Hadenough");
    expect(player.faults).toEqual([]);
  });

  test("leaves the spectators' view for the start screen", async () => {
    const player = await open("watch");
    await player.phase("watching");
    await player.page.getByLabel("Watching").getByRole("button", { name: "Leave" }).click();
    await player.phase("start");
  });
});

describe("a second browser", () => {
  test("sees the first one move", async () => {
    const first = await fly("Ada");
    const second = await open("watch");
    await second.phase("watching");
    await second.until("Ada on the leaderboard", ({ leaderboard }) => leaderboard.some(({ name }) => name === "Ada"));
    await second.page.keyboard.press("ArrowRight");
    const before = await second.until("Ada's ship", ({ entities }) => entities.find(({ name }) => name === "Ada"));
    await first.press("ArrowUp");
    await second.until("Ada moving", ({ entities }) => {
      const ship = entities.find(({ id }) => id === before.id);
      return ship !== undefined && Math.hypot(ship.x - before.x, ship.y - before.y) > 3;
    });
    await second.screenshot("watch");
    await first.release("ArrowUp");
    expect(second.faults).toEqual([]);
  });
});
