import { describe, expect, test } from "vitest";
import { languages } from "../src/words/languages";
import { ja } from "../src/words/ja/index";
import { de } from "../src/words/de/index";
import { beyond, overflows } from "./layout";
import { DESKTOP, PHONE, type Player } from "./player";
import { PEACE, setStage } from "./stage";

const stage = setStage(...PEACE);

const speaking = (locale: string, device = DESKTOP) => stage.open("", { ...device, locale });

async function enter(player: Player): Promise<void> {
  await player.phase("start");
  await player.page.locator("#ui .start input").fill("Ada");
  await player.page.keyboard.press("Enter");
  await player.phase("flying");
  await player.until("the own ship", ({ entities, you }) => entities.some(({ id }) => id === you.shipId));
}

test("who flies chooses another language, reads it after that, and flies on", async () => {
  const ada = await speaking("de-AT");
  await ada.phase("start");
  await ada.page.getByRole("button", { name: de.flight?.fly ?? "", exact: true }).waitFor();
  await enter(ada);
  const { player } = (await ada.ship()) ?? {};
  await ada.page.keyboard.press("o");
  await ada.page.getByRole("button", { name: de.settings?.language ?? "", exact: true }).click();
  await ada.screenshot("settings-language");
  const renewed = ada.page.waitForEvent("load");
  await ada.page.getByRole("dialog").getByRole("combobox").selectOption("ja");
  await renewed;
  await ada.phase("flying");
  expect(await ada.page.locator("html").getAttribute("lang")).toBe("ja");
  await ada.page.getByLabel(ja.flight?.yourShip ?? "", { exact: true }).waitFor();
  expect((await ada.ship())?.player).toBe(player);
  expect(ada.faults).toEqual([]);
});

describe.each(languages)("in $tag", ({ code, tag }) => {
  test.each([["desktop", DESKTOP], ["phone", PHONE]] as const)("all that is said on a %s has room", async (name, device) => {
    const ada = await speaking(tag, device);
    await ada.phase("start");
    expect(await ada.page.locator("html").getAttribute("lang")).toBe(tag);
    await ada.screenshot(`start-${code}-${name}`);
    expect([...(await overflows(ada)), ...(await beyond(ada))]).toEqual([]);
    await enter(ada);
    await ada.screenshot(`flight-${code}-${name}`);
    expect([...(await overflows(ada)), ...(await beyond(ada))]).toEqual([]);
    await ada.page.keyboard.press("F1");
    await ada.page.locator("section.help").waitFor();
    await ada.screenshot(`help-${code}-${name}`);
    expect([...(await overflows(ada)), ...(await beyond(ada))]).toEqual([]);
    await ada.page.keyboard.press("o");
    await ada.page.locator("dialog").waitFor();
    await ada.screenshot(`settings-${code}-${name}`);
    for (const tab of await ada.page.locator(".settings > .tabs button").all()) {
      await tab.click();
      expect([...(await overflows(ada)), ...(await beyond(ada))]).toEqual([]);
    }
    expect(ada.faults).toEqual([]);
  });
});

test("what is written from the right has its panels mirrored, and its pads where the hands are", async () => {
  const ada = await speaking("ar", PHONE);
  await enter(ada);
  expect(await ada.page.locator("html").getAttribute("dir")).toBe("rtl");
  const middle = async (selector: string): Promise<number> => {
    const box = await ada.page.locator(selector).first().boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0) / 2;
  };
  expect(await middle(".status")).toBeGreaterThan(await middle(".board"));
  expect(await middle('.pad[data-control="2"]')).toBeLessThan(await middle('.pad[data-control="1"]'));
});
