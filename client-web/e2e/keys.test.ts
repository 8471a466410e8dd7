import { describe, expect, test } from "vitest";
import { Control, Kind, type Scene } from "../src/state/scene";
import { inputMethod } from "./ime";
import type { Player } from "./player";
import { PEACE, setStage } from "./stage";

const stage = setStage(...PEACE);
const { open, fly } = stage;

const holds = (controls: number) => ({ entities, you }: Scene) =>
  entities.some((entity) => entity.id === you.shipId && entity.controls === controls);

const field = (player: Player) => player.page.getByLabel("Say to everybody");

/** Has the browser believe that another window is used, or that this one is again. The field keeps its place. */
function lookAtAnotherWindow(player: Player): Promise<void> {
  return player.page.evaluate(() => {
    document.activeElement?.dispatchEvent(new FocusEvent("blur"));
    window.dispatchEvent(new FocusEvent("blur"));
  });
}

describe("in flight", () => {
  test("the keys belong to the ship, whatever was clicked", async () => {
    const [ada] = [await fly("Ada"), await fly("Mallory")];
    const { page } = ada;
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: "Mute Mallory" }).click();
    await page.getByRole("button", { name: "Unmute Mallory" }).waitFor();
    await ada.press("w");
    await ada.until("thrust", holds(Control.Thrust));
    await ada.release("w");
    await ada.press("Space");
    await ada.until("a bullet", ({ entities, ownPlayer }) =>
      entities.some(({ kind, player }) => kind === Kind.Bullet && player === ownPlayer),
    );
    await ada.release("Space");
    expect(await page.getByRole("button", { name: "Unmute Mallory" }).isVisible()).toBe(true);
    await ada.screenshot("focus");
    await page.keyboard.press("Tab");
    await page.getByLabel("Who is here", { exact: true }).and(page.locator("section")).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Sound" }).click();
    const pressed = await page.getByRole("button", { name: "Sound" }).getAttribute("aria-pressed");
    await page.keyboard.press("Space");
    expect(await page.getByRole("button", { name: "Sound" }).getAttribute("aria-pressed")).toBe(pressed);
    expect(ada.faults).toEqual([]);
  });

  test("nothing stays held under Command, whose other keys are let go of unheard", async () => {
    const ada = await fly("Ada");
    await ada.press("w");
    await ada.until("thrust", holds(Control.Thrust));
    await ada.press("Meta");
    await ada.until("the key let go", holds(0));
    await ada.release("Meta");
    await ada.release("w");
    await ada.press("w");
    await ada.until("thrust again", holds(Control.Thrust));
    await ada.page.evaluate(() => window.dispatchEvent(new Event("contextmenu")));
    await ada.until("the key let go", holds(0));
  });

  test("leaving the page is asked about, and not at the start", async () => {
    const ada = await fly("Ada");
    const asked = ada.page.waitForEvent("dialog");
    await ada.page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe("beforeunload");
    await dialog.dismiss();
    await ada.phase("flying");
    await ada.page.keyboard.press("Escape");
    await ada.page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await ada.phase("start");
    const closed = ada.page.waitForEvent("close");
    await ada.page.close({ runBeforeUnload: true });
    await closed;
  });
});

describe("a dialog over the flight", () => {
  test("has its buttons pressed by the space bar, and lets go of what was held", async () => {
    const ada = await fly("Ada");
    await ada.press("w");
    await ada.until("thrust", holds(Control.Thrust));
    await ada.page.keyboard.press("Escape");
    const dialog = ada.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Stay" }).focus();
    await ada.release("w");
    await ada.page.keyboard.press("Space");
    await dialog.waitFor({ state: "detached" });
    await ada.phase("flying");
    await ada.page.keyboard.press("Escape");
    await dialog.getByRole("button", { name: "Leave" }).focus();
    await ada.page.keyboard.press("Space");
    await ada.phase("start");
    expect(ada.faults).toEqual([]);
  });
});

describe("what is typed", () => {
  test("outlives a look at another window", async () => {
    const ada = await fly("Ada");
    await ada.talk();
    await ada.page.keyboard.type("half a li");
    await lookAtAnotherWindow(ada);
    await ada.page.keyboard.type("ne");
    expect(await field(ada).inputValue()).toBe("half a line");
    await ada.page.mouse.click(640, 200);
    await field(ada).waitFor({ state: "hidden" });
    await ada.talk();
    expect(await field(ada).inputValue()).toBe("half a line");
    await ada.page.keyboard.press("Escape");
    await ada.talk();
    expect(await field(ada).inputValue()).toBe("");
  });

  test("stays open while Enter is held", async () => {
    const ada = await fly("Ada");
    await ada.press("Enter");
    await field(ada).waitFor();
    for (let repeat = 0; repeat < 4; repeat += 1) await ada.press("Enter");
    expect(await field(ada).isVisible()).toBe(true);
    await ada.release("Enter");
    await ada.page.keyboard.press("Enter");
    await field(ada).waitFor({ state: "hidden" });
  });

  test("by an input method is neither sent nor left by the keys that it takes", async () => {
    const ada = await fly("Ada");
    await ada.talk();
    const ime = await inputMethod(ada);
    await ime.compose("にほん");
    for (const code of ["Enter", "Escape", "Tab", "Space"]) await ime.take(code);
    await ada.page.keyboard.press("Enter");
    await ada.page.keyboard.press("Escape");
    expect(await field(ada).inputValue()).toBe("にほん");
    await ime.commit("日本");
    await ada.screenshot("composed");
    await ada.page.keyboard.press("Enter");
    await ada.page.getByRole("log").getByText("日本").waitFor();
    await ada.phase("flying");
  });

  test("as a name by an input method flies at the Enter after it", async () => {
    const ada = await open();
    await ada.phase("start");
    await ada.page.getByLabel("Your name").fill("");
    const ime = await inputMethod(ada);
    await ime.compose("えいだ");
    await ime.take("Enter");
    await ada.page.keyboard.press("Enter");
    await ada.phase("start");
    await ime.commit("英田");
    await ada.page.keyboard.press("Enter");
    await ada.phase("flying");
    expect((await ada.scene()).ownName).toBe("英田");
  });
});

describe("a name", () => {
  test("of pictures and marks is flown under as it was written", async () => {
    const ada = await fly("I ❤️ U");
    expect((await ada.scene()).ownName).toBe("I ❤️ U");
    await ada.screenshot("heart");
    expect(await ada.page.getByText("belongs to somebody").count()).toBe(0);
  });

  test("that is claimed, or looks so, is flown under by nobody else, who is told why", async () => {
    const ada = await open();
    await ada.phase("start");
    await ada.page.evaluate(async () => {
      const body = JSON.stringify({ name: "Paula", password: "a good password" });
      await fetch("api/claim", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    });
    const eve = await fly("PAULA");
    await eve.page.getByText(/“PAULA” belongs to somebody: you fly as Pilot-/).waitFor();
    const mallory = await fly("P\u0430u1a");
    await mallory.page.getByText(/looks like a name that belongs to somebody: you fly as Pilot-/).waitFor();
    await mallory.screenshot("lookalike");
  });
});

describe("a display that changes", () => {
  test("is drawn sharp at once", async () => {
    const ada = await fly("Ada");
    const devtools = await ada.page.context().newCDPSession(ada.page);
    for (const [width, height, deviceScaleFactor] of [[1280, 720, 2], [700, 900, 1.5], [1280, 720, 1]] as const) {
      await devtools.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile: false });
      await ada.page.waitForFunction(([w, h]) => {
        const canvas = document.querySelector<HTMLCanvasElement>("#canvas");
        return canvas?.width === w && canvas?.height === h;
      }, [width * deviceScaleFactor, height * deviceScaleFactor] as const);
    }
  });
});
