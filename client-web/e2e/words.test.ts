import { describe, expect, test } from "vitest";
import { ar } from "../src/words/ar/index";
import { ja } from "../src/words/ja/index";
import type { Translation } from "../src/words/translations";
import { beyond, overflows } from "./layout";
import { DESKTOP, PHONE, type Player } from "./player";
import { setStage } from "./stage";

const TOKEN = "a token for this test";
const { open } = setStage("--bots", "12", "--capacity", "40", "--admin-token", TOKEN);

async function expectRoom(player: Player, name: string): Promise<void> {
  await player.screenshot(name);
  expect([...(await overflows(player)), ...(await beyond(player))], name).toEqual([]);
}

describe.each([["ja", ja], ["ar", ar]] as const)("who speaks %s", (locale, words: Translation) => {
  const { watch = {}, admin = {} } = words;

  test.each([["desktop", DESKTOP], ["phone", PHONE]] as const)("watches in it on a %s", async (name, device) => {
    const eve = await open("watch", { ...device, locale });
    await eve.phase("watching");
    await eve.page.getByRole("button", { name: watch.director ?? "", exact: true }).waitFor();
    await eve.until("a ship", ({ entities }) => entities.some(({ kind }) => kind === 0));
    await expectRoom(eve, `watch-${locale}-${name}`);
    expect(eve.faults).toEqual([]);
  });

  test("keeps order in it", async () => {
    const host = await open("admin", { ...DESKTOP, locale });
    await host.page.getByLabel(admin.token ?? "").fill(TOKEN);
    await host.page.getByRole("button", { name: admin.enter ?? "", exact: true }).click();
    await host.page.getByRole("button", { name: admin.announce ?? "", exact: true }).waitFor();
    await host.screenshot(`admin-${locale}`);
    expect(await host.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(host.faults).toEqual([]);
  });
});
