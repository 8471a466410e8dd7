import { afterEach, describe, expect, test } from "vitest";
import { Control, Kind, type Scene } from "../src/state/scene";
import { inputMethod } from "./ime";
import { meetings } from "./layout";
import { FLIGHT_MS } from "./patience";
import { PHONE, type Player } from "./player";
import { PEACE, setStage, type Stage } from "./stage";

/** Fingers on a player's screen, each on the pad of this name. */
class Fingers {
  private constructor(
    private readonly player: Player,
    private readonly touch: (type: "touchStart" | "touchMove" | "touchEnd", points: readonly { x: number; y: number; id: number }[]) => Promise<void>,
  ) {}

  static async of(player: Player): Promise<Fingers> {
    const devtools = await player.page.context().newCDPSession(player.page);
    return new Fingers(player, async (type, points) => {
      await devtools.send("Input.dispatchTouchEvent", { type, touchPoints: [...points] });
    });
  }

  async press(...pads: string[]): Promise<void> {
    await this.touch("touchStart", await this.points(pads));
  }

  async slide(...pads: string[]): Promise<void> {
    await this.touch("touchMove", await this.points(pads));
  }

  async lift(): Promise<void> {
    await this.touch("touchEnd", []);
  }

  private points(pads: readonly string[]): Promise<{ x: number; y: number; id: number }[]> {
    return Promise.all(
      pads.map(async (name, id) => {
        const box = await this.player.page.getByRole("button", { name, exact: true }).boundingBox();
        if (box === null) throw new Error(`no pad says ${name}`);
        return { x: box.x + box.width / 2, y: box.y + box.height / 2, id };
      }),
    );
  }
}

async function flyByTouch(stage: Stage): Promise<Player> {
  const player = await stage.open("", PHONE);
  await player.phase("start");
  await player.page.getByRole("button", { name: "Fly", exact: true }).tap();
  await player.phase("flying");
  await player.until("the own ship", own);
  return player;
}

const own = ({ entities, you }: Scene) => entities.find(({ id }) => id === you.shipId);
const steers = (controls: number) => (scene: Scene) => own(scene)?.controls === controls;

const HELD_EITHER_WAY = [{ width: 390, height: 844 }, { width: 844, height: 390 }];

/** Which of these lie over one another. */
async function overlaps(player: Player, selector: string, screenshot: string, viewports = HELD_EITHER_WAY): Promise<string[][]> {
  const found: string[][] = [];
  for (const viewport of viewports) {
    await player.page.setViewportSize(viewport);
    found.push(...(await meetings(player, selector)));
    await player.screenshot(`${screenshot}-${viewport.width}`);
  }
  return found;
}

describe("on a phone", () => {
  const stage = setStage(...PEACE);
  let player: Player;

  afterEach(() => expect(player.faults).toEqual([]));

  test("two thumbs steer and fire, and the server agrees", async () => {
    player = await flyByTouch(stage);
    const fingers = await Fingers.of(player);
    await fingers.press("turn left", "thrust");
    await player.until("both obeyed", steers(Control.Left | Control.Thrust));
    await player.screenshot("phone");
    await fingers.slide("turn right", "fire");
    await player.until("a confirmed bullet of its own", ({ entities, ownPlayer }) =>
      entities.some(({ kind, player: owner, id }) => kind === Kind.Bullet && owner === ownPlayer && id > 0),
    );
    await player.until("the other turn", steers(Control.Right));
    await fingers.lift();
    await player.until("hands off", steers(0));
  });

  test("what was held is let go of when nobody looks", async () => {
    player = await flyByTouch(stage);
    const fingers = await Fingers.of(player);
    await fingers.press("thrust");
    await player.until("thrust", steers(Control.Thrust));
    await player.lookAway(true);
    await expect.poll(() => player.said).toContainEqual([1, 2, expect.any(Number), 0]);
    await player.lookAway(false);
    await fingers.lift();
  });

  test("a line is sent by the keyboard's own key while it composes, and by the button", async () => {
    player = await flyByTouch(stage);
    const field = player.page.getByLabel("Say to everybody");
    await player.page.getByRole("button", { name: "Chat", exact: true }).tap();
    const keyboard = await inputMethod(player);
    await keyboard.compose("hello");
    await keyboard.send();
    await expect.poll(() => player.said).toContainEqual([7, "hello"]);
    await field.waitFor({ state: "hidden" });
    await player.page.getByRole("button", { name: "Chat", exact: true }).tap();
    expect(await field.inputValue()).toBe("");
    await field.pressSequentially("again");
    await player.screenshot("phone-chat");
    await player.page.getByRole("button", { name: "Send" }).tap();
    await field.waitFor({ state: "hidden" });
    await expect.poll(() => player.said).toContainEqual([7, "again"]);
  });

  test("no panel lies over another, held either way", async () => {
    player = await flyByTouch(stage);
    expect(await overlaps(player, "#ui .status, #ui .board, #ui .tools, #ui .pad, #ui .hint-bar", "phone")).toEqual([]);
  });
});

describe("what is announced on a phone", () => {
  const stage = setStage(...PEACE);

  test("lies over neither the ship nor a button, held either way", async () => {
    const player = await flyByTouch(stage);
    await player.page.evaluate(() => {
      const text = "Your run is lost. The server ended without keeping it, or the line was down for too long";
      window.asteroids.scene.announcement = { text, atMs: performance.now() };
    });
    const box = player.page.locator(".announcement");
    await box.waitFor();
    expect(await overlaps(player, "#ui .status, #ui .board, #ui .tools, #ui .pad, #ui .announcement", "announced")).toEqual([]);
    for (const viewport of HELD_EITHER_WAY) {
      await player.page.setViewportSize(viewport);
      const { y, height } = (await box.boundingBox()) ?? { y: 0, height: Infinity };
      expect(y + height).toBeLessThan(viewport.height / 2 - 30);
    }
  });
});

describe("on a phone in a crowd", () => {
  const stage = setStage("--bots", "40");

  test("who is dead may talk and see who is here, held either way", async () => {
    const player = await flyByTouch(stage);
    // It runs into what is there.
    for (const key of ["ArrowUp", "Space"]) await player.press(key);
    await player.page.waitForFunction(() => window.asteroids.scene.phase.type === "dead", null, { timeout: FLIGHT_MS });
    for (const key of ["ArrowUp", "Space"]) await player.release(key);
    for (const viewport of HELD_EITHER_WAY) {
      await player.page.setViewportSize(viewport);
      await player.page.getByRole("button", { name: "Chat", exact: true }).tap();
      await player.page.getByLabel("Say to everybody").pressSequentially(`well shot ${viewport.width}`);
      await player.screenshot(`dead-chat-${viewport.width}`);
      await player.page.getByRole("button", { name: "Send" }).tap();
      await player.page.getByRole("log").getByText(`well shot ${viewport.width}`).waitFor();
      const parts = "#ui .status, #ui .board, #ui .tools, #ui .feed, #ui .chat .lines, #ui .death > *";
      expect(await overlaps(player, parts, "dead", [viewport])).toEqual([]);
    }
    await player.page.getByRole("button", { name: "Who is here" }).tap();
    await player.page.getByRole("row").nth(1).waitFor();
    expect(player.faults).toEqual([]);
  });

  test("the list of who is here leaves buttons and pads free", async () => {
    const player = await flyByTouch(stage);
    await player.page.getByRole("button", { name: "Who is here" }).tap();
    await player.page.getByRole("row").nth(30).waitFor();
    expect(await overlaps(player, "#ui .roll, #ui .tools, #ui .pad", "roll")).toEqual([]);
    expect(player.faults).toEqual([]);
  });

  test("the help leaves the buttons free, and a small screen has all pads", async () => {
    const player = await flyByTouch(stage);
    await player.page.setViewportSize({ width: 320, height: 568 });
    expect(await overlaps(player, "#ui .status, #ui .board, #ui .tools, #ui .pad", "small", [{ width: 320, height: 568 }])).toEqual([]);
    const edges = await player.page.locator(".pad").evaluateAll((pads) => pads.map((pad) => pad.getBoundingClientRect().right));
    expect(Math.max(...edges)).toBeLessThan(320);
    await player.page.getByRole("button", { name: "Help" }).tap();
    expect(await overlaps(player, "#ui .help, #ui .tools", "help")).toEqual([]);
    expect(player.faults).toEqual([]);
  });
});
