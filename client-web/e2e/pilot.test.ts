import { describe, expect, test } from "vitest";
import { Control, Flag, Kind, type Scene } from "../src/state/scene";
import { FLIGHT_MS } from "./patience";
import { DESKTOP, PHONE, type Player } from "./player";
import { PEACE, setStage, type Stage } from "./stage";

/** Keeps an example on the bench, and goes to the game by the bench's own button. */
async function comeWith(stage: Stage, example: string, device = DESKTOP): Promise<Player> {
  const player = await stage.open("autopilot", device);
  const { page } = player;
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("button", { name: example, exact: true }).click();
  await page.locator("#bar .said", { hasText: new RegExp(`“${example}” is open`, "i") }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Fly this in the game" }).click();
  await player.screenshot("pilot-how");
  await page.getByRole("button", { name: "To the game" }).click();
  await player.phase("start");
  return player;
}

const label = ({ page }: Player) => page.locator(".status .autopilot");
const says = ({ page }: Player, text: string) => page.getByRole("status").getByText(text).waitFor();
/** Who the player has said flies, as long as it has said so. */
const handed = ({ said }: Player) => (said as unknown[][]).filter(([kind]) => kind === 8).map(([, flies]) => flies);
const own = ({ entities, you }: Scene) => entities.find(({ id }) => id === you.shipId);
const isFlown = (scene: Scene) => ((own(scene)?.flags ?? 0) & Flag.Autopilot) !== 0;

/** What the button that hands over the stick lies over. */
function beneathTheButton({ page }: Player): Promise<string[]> {
  return page.evaluate(() => {
    const own = document.querySelector(".hand-over")?.getBoundingClientRect() ?? new DOMRect();
    const others = document.querySelectorAll("#ui .pad, #ui .stick, #ui .hint-bar, #ui .status, #ui .board, #ui .announcement, #ui .tool:not(.hand-over)");
    const meets = (box: DOMRect): boolean => own.left < box.right && box.left < own.right && own.top < box.bottom && box.top < own.bottom;
    return [...others].filter((other) => meets(other.getBoundingClientRect())).map((other) => other.className);
  });
}

/** The same look, which has a ship that is lost followed by another one. A key might come when that is there, and fire. */
function revived<T>(player: Player, see: (scene: Scene) => T | Promise<T>): (scene: Scene) => Promise<T> {
  return async (scene) => {
    await player.page.evaluate(() => document.querySelector<HTMLButtonElement>("#ui.dead .death .fly:enabled")?.click());
    return see(scene);
  };
}

/** Watches a ship until it has moved, turned, thrust and shot. */
async function untilItFights(player: Player): Promise<void> {
  let first: ReturnType<typeof own>;
  let held = 0;
  const hasShot = ({ entities, ownPlayer }: Scene): boolean => entities.some(({ kind, player: whose }) => kind === Kind.Bullet && whose === ownPlayer);
  const seen = { shot: false, turned: false, moved: false };
  await player.until(
    "a ship that moves, turns and shoots",
    revived(player, (scene) => {
      const ship = own(scene);
      if (ship === undefined) return false;
      first ??= ship;
      held |= ship.controls;
      seen.shot ||= hasShot(scene);
      seen.turned ||= Math.abs(ship.cos * first.sin - ship.sin * first.cos) > 0.2;
      seen.moved ||= Math.hypot(ship.x - first.x, ship.y - first.y) > 3;
      const steers = (held & Control.Thrust) !== 0 && (held & (Control.Left | Control.Right)) !== 0;
      return steers && seen.shot && seen.turned && seen.moved;
    }),
    FLIGHT_MS,
  );
}

describe("the stick", () => {
  const stage = setStage("--bots", "0");

  test("goes to the bench's autopilot at a key, which others see, and comes back at a key", async () => {
    const ada = await comeWith(stage, "hunter");
    await ada.fly("Ada");
    expect(await label(ada).count()).toBe(0);
    await ada.page.keyboard.press("g");
    await label(ada).waitFor();
    await says(ada, "Hunter flies for you. From now on nothing of this run enters the boards.");
    const bob = await stage.open("?with=Ada");
    await bob.fly("Bob");
    await bob.until("Ada's ship, which an autopilot flies", ({ entities }) => entities.some(({ name, flags }) => name === "Ada" && (flags & Flag.Autopilot) !== 0));
    await ada.until("the flag of an autopilot", isFlown);
    await bob.screenshot("pilot-seen");
    // The hunter may have shot its watcher by now.
    await bob.until("a ship of his own", revived(bob, (scene) => scene.phase.type === "flying" && own(scene) !== undefined));
    await bob.page.keyboard.press("Tab");
    await bob.page.getByLabel("Who is here").getByText("Ada (autopilot)").waitFor();
    await bob.screenshot("pilot-roll");
    await untilItFights(ada);
    await ada.screenshot("pilot-flies");

    await ada.page.keyboard.press("g");
    await label(ada).waitFor({ state: "hidden" });
    await says(ada, "The stick is yours.");
    expect(handed(ada)).toEqual([true, false]);
    await ada.until("a ship without the flag", revived(ada, (scene) => own(scene) !== undefined && !isFlown(scene)));
    await bob.page.getByLabel("Who is here").getByText("Ada", { exact: true }).waitFor();
    await expect.poll(() => ada.page.locator(".board .own").textContent()).toContain("bot");

    await ada.page.keyboard.press("g");
    await label(ada).waitFor();
    await ada.until("a ship that an autopilot flies", revived(ada, isFlown));
    await ada.until("the stick in its pilot's hand", revived(ada, async () => {
      // Whoever has no ship takes nothing back.
      await ada.release("ArrowLeft");
      await ada.press("ArrowLeft");
      return !(await label(ada).isVisible());
    }));
    await ada.until("a ship that turns left, as its pilot does", revived(ada, (scene) => own(scene)?.controls === Control.Left));
    await ada.release("ArrowLeft");
    expect(handed(ada)).toEqual([true, false, true, false]);
    expect([...ada.faults, ...bob.faults]).toEqual([]);
  });

});

describe("the stick, where nobody dies,", () => {
  const stage = setStage(...PEACE);

  test("goes to an example that was chosen, and the key for it may be another", async () => {
    const ada = await stage.open();
    const loaded: string[] = [];
    ada.page.on("request", (request) => loaded.push(...(/(?:pilot|engine)-[^/]*$/.exec(request.url()) ?? [])));
    await ada.phase("start");
    await ada.page.getByRole("button", { name: "Settings" }).click();
    await ada.page.getByRole("button", { name: "Steering" }).click();
    await ada.page.getByLabel("Your autopilot, which flies when you hand it the stick").selectOption("dodger");
    await ada.screenshot("pilot-settings");
    await ada.page.getByRole("button", { name: "Keys", exact: true }).click();
    await ada.page.getByRole("button", { name: "autopilot: add a key or a button" }).click();
    await ada.page.keyboard.press("k");
    await ada.page.getByRole("button", { name: "autopilot: not by K" }).waitFor();
    await ada.screenshot("pilot-keys");
    await ada.page.getByRole("button", { name: "Done" }).click();
    await ada.fly("Grace");
    // Who flies without one loads nothing of it.
    expect(loaded).toEqual([]);
    await ada.page.keyboard.press("k");
    await says(ada, "Dodger flies for you.");
    expect(loaded.length).toBeGreaterThan(1);
    await ada.until("the flag of an autopilot", isFlown);
    expect(ada.faults).toEqual([]);
  });

  test("goes to it at a touch too, where there is one", async () => {
    const bob = await stage.open("", PHONE);
    await bob.phase("start");
    await bob.page.getByRole("button", { name: "Fly", exact: true }).tap();
    await bob.phase("flying");
    expect(await bob.page.getByRole("button", { name: "Autopilot" }).isVisible()).toBe(false);

    const eve = await comeWith(stage, "miner", PHONE);
    await eve.page.getByRole("button", { name: "Fly", exact: true }).tap();
    await eve.phase("flying");
    await eve.page.getByRole("button", { name: "Autopilot" }).tap();
    await label(eve).waitFor();
    await eve.until("the flag of an autopilot", isFlown);
    for (const [name, width, height] of [["small", 320, 568], ["upright", 390, 844], ["small-sideways", 667, 375], ["sideways", 844, 390]] as const) {
      await eve.page.setViewportSize({ width, height });
      await eve.screenshot(`pilot-phone-${name}`);
      expect(await beneathTheButton(eve)).toEqual([]);
    }
    await eve.page.getByRole("button", { name: "Autopilot" }).tap();
    await label(eve).waitFor({ state: "hidden" });
    expect([...bob.faults, ...eve.faults]).toEqual([]);
  });
});

describe("where no autopilot may fly", () => {
  const stage = setStage(...PEACE, "--no-autopilots");

  test("the stick stays with the person, who is told so", async () => {
    const ada = await comeWith(stage, "hunter");
    await ada.fly("Ada");
    await ada.page.keyboard.press("g");
    await says(ada, "This server lets no autopilots fly: the stick stays with you.");
    await ada.screenshot("pilot-refused");
    await ada.press("ArrowLeft");
    await ada.until("a ship that turns left, as its pilot does", (scene) => own(scene)?.controls === Control.Left);
    expect(handed(ada)).toEqual([]);
    expect(ada.faults).toEqual([]);
  });
});
