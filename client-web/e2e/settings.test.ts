import { describe, expect, test } from "vitest";
import { Control, type Scene } from "../src/state/scene";
import { PHONE, PHONE_SIDEWAYS, type Player } from "./player";
import { PEACE, setStage } from "./stage";

const { open, fly } = setStage(...PEACE);

const holds = (controls: number) => ({ entities, you }: Scene) =>
  entities.some((entity) => entity.id === you.shipId && entity.controls === controls);

const dialog = (player: Player) => player.page.getByRole("dialog", { name: "Settings" });

async function openSettings(player: Player): Promise<void> {
  await player.page.getByRole("button", { name: "Settings", exact: true }).click();
  await dialog(player).waitFor();
}

async function bind(player: Player, action: string, key: string): Promise<void> {
  await dialog(player).getByRole("button", { name: `${action}: add a key or a button` }).click();
  await player.page.keyboard.press(key);
}

describe("a key that is bound anew", () => {
  test("flies the ship after a reload, and is what the help names", async () => {
    const ada = await open();
    await ada.phase("start");
    await openSettings(ada);
    await bind(ada, "thrust", "x");
    await dialog(ada).getByRole("button", { name: "thrust: not by X" }).waitFor();
    await ada.screenshot("settings");
    await dialog(ada).getByRole("button", { name: "Done" }).click();
    await ada.page.reload();
    await ada.fly("Ada");
    await ada.press("x");
    await ada.until("thrust", holds(Control.Thrust));
    await ada.release("x");
    await ada.until("hands off", holds(0));
    await ada.page.keyboard.press("F1");
    const help = ada.page.getByLabel("Help", { exact: true }).and(ada.page.locator("section"));
    expect(await help.locator("kbd").first().textContent()).toBe("X");
    expect(ada.faults).toEqual([]);
  });

  test("is taken from what it did if the person says so, and all is as before after a reset", async () => {
    const ada = await fly("Ada");
    await ada.page.keyboard.press("o");
    await dialog(ada).waitFor();
    await bind(ada, "fire", "m");
    await dialog(ada).getByText("M is for sound").waitFor();
    await ada.screenshot("settings-conflict");
    await dialog(ada).getByRole("button", { name: "Use it for fire" }).press("Enter");
    await dialog(ada).getByRole("button", { name: "fire: not by M" }).waitFor();
    expect(await dialog(ada).getByRole("button", { name: "sound: not by M" }).count()).toBe(0);
    await dialog(ada).getByRole("button", { name: "Reset everything" }).click();
    await dialog(ada).getByRole("button", { name: "Press again to reset" }).click();
    await dialog(ada).getByRole("button", { name: "sound: not by M" }).waitFor();
    await bind(ada, "fire", "Escape");
    await dialog(ada).getByRole("button", { name: "Done" }).click();
    await dialog(ada).waitFor({ state: "detached" });
    await ada.press("w");
    await ada.until("thrust", holds(Control.Thrust));
    expect(ada.faults).toEqual([]);
  });
});

describe("for whoever cannot hold a key down", () => {
  test("one press begins, and the next one ends", async () => {
    const ada = await fly("Ada");
    await ada.page.keyboard.press("Escape");
    await ada.page.getByRole("dialog").getByRole("button", { name: "Settings" }).click();
    await dialog(ada).getByRole("button", { name: "Steering" }).click();
    await dialog(ada).getByLabel("Thrust and brake").check();
    await ada.screenshot("settings-steering");
    await ada.page.keyboard.press("Escape");
    await dialog(ada).waitFor({ state: "detached" });
    await ada.page.keyboard.press("w");
    await ada.until("thrust that stays", holds(Control.Thrust));
    await ada.page.keyboard.press("w");
    await ada.until("hands off", holds(0));
    expect(ada.faults).toEqual([]);
  });
});

/** Plugs a gamepad in, of which the test says what is pressed. */
async function plugIn(player: Player): Promise<(button: number, value: number) => Promise<void>> {
  await player.page.evaluate(() => {
    const buttons = Array.from({ length: 17 }, () => ({ pressed: false, touched: false, value: 0 }));
    const pad = { id: "Pad", index: 0, connected: true, mapping: "standard", timestamp: 1, axes: [0, 0, 0, 0], buttons };
    Object.assign(window, { padButtons: buttons });
    Object.defineProperty(navigator, "getGamepads", { value: () => [pad] });
    window.dispatchEvent(new Event("gamepadconnected"));
  });
  return (button, value) =>
    player.page.evaluate(
      async ([index, to]) => {
        const { padButtons } = window as unknown as { readonly padButtons: { value: number }[] };
        Object.assign(padButtons[index] ?? {}, { value: to });
        // It is looked at once a frame.
        for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      },
      [button, value] as const,
    );
}

describe("a gamepad", () => {
  test("takes off, flies, has its buttons named, and walks through the settings", async () => {
    const ada = await open();
    await ada.phase("start");
    const press = await plugIn(ada);
    const tap = async (button: number): Promise<void> => {
      await press(button, 1);
      await press(button, 0);
    };
    await expect.poll(async () => {
      await tap(0);
      return (await ada.scene()).phase.type;
    }).toBe("flying");
    await press(7, 1);
    await ada.until("thrust", holds(Control.Thrust));
    await expect.poll(() => ada.page.locator(".hint-bar kbd").allTextContents()).toEqual(["L ←", "L →", "RT"]);
    await ada.screenshot("gamepad");
    await ada.page.keyboard.press("o");
    await dialog(ada).waitFor();
    await ada.until("hands off under the dialog", holds(0));
    await press(7, 0);
    await tap(13);
    await tap(0);
    await dialog(ada).getByLabel("Fire by itself").waitFor();
    await ada.screenshot("gamepad-settings");
    await tap(1);
    await dialog(ada).waitFor({ state: "detached" });
    await press(7, 1);
    await ada.until("thrust again", holds(Control.Thrust));
    expect(ada.faults).toEqual([]);
  });
});

describe("on a phone", () => {
  test.each([
    ["upright", PHONE],
    ["sideways", PHONE_SIDEWAYS],
  ])("held %s all settings are there, and a stick steers", async (way, device) => {
    const ada = await open("", device);
    await ada.phase("start");
    await ada.page.getByRole("button", { name: "Fly", exact: true }).tap();
    await ada.phase("flying");
    await openSettings(ada);
    await ada.screenshot(`settings-${way}`);
    const box = await dialog(ada).boundingBox();
    const { width = 0, height = 0 } = device.viewport ?? {};
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? Infinity)).toBeLessThanOrEqual(height);
    await dialog(ada).getByLabel("Steer by touch with").selectOption("stick");
    await dialog(ada).getByLabel("Left-handed").check();
    await dialog(ada).getByRole("button", { name: "Keys", exact: true }).tap();
    await ada.screenshot(`settings-${way}-keys`);
    await dialog(ada).getByRole("button", { name: "As text" }).tap();
    await ada.screenshot(`settings-${way}-text`);
    await dialog(ada).getByRole("button", { name: "Done" }).tap();
    const stick = ada.page.locator(".stick");
    await stick.waitFor();
    await ada.screenshot(`stick-${way}`);
    const at = await stick.boundingBox();
    if (at === null) throw new Error("no stick is shown");
    expect(at.x).toBeGreaterThan(width / 2);
    const devtools = await ada.page.context().newCDPSession(ada.page);
    await devtools.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: at.x + at.width / 2, y: at.y + 4 }] });
    await ada.until("a ship that heads up and thrusts", ({ entities, you }) =>
      entities.some(({ id, sin, controls }) => id === you.shipId && sin > 0.95 && controls === Control.Thrust),
    );
    await ada.screenshot(`stick-${way}-pushed`);
    await devtools.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await ada.until("hands off", holds(0));
    expect(ada.faults).toEqual([]);
  });
});
