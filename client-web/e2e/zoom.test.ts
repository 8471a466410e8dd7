import { describe, expect, test } from "vitest";
import { beyond, meetings, offScreen, overflows } from "./layout";
import { DESKTOP, type Player } from "./player";
import { setStage } from "./stage";

const { open } = setStage("--bots", "12", "--capacity", "40");

const PANELS = "#ui > :is(.status, .board, .tools, .feed, .pilot-map, .netgraph)";

/** A window of 1280 by 1024 with all of it four times as large. */
async function zoomed(): Promise<Player> {
  return open("", { ...DESKTOP, viewport: { width: 320, height: 256 }, deviceScaleFactor: 2 });
}

/** A browser whose texts are twice as large as usual. */
async function withLargeTexts(): Promise<Player> {
  const player = await open("");
  const devtools = await player.page.context().newCDPSession(player.page);
  await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await player.page.reload();
  return player;
}

async function expectRoom(player: Player, name: string): Promise<void> {
  await player.screenshot(name);
  expect([...(await overflows(player)), ...(await beyond(player))], name).toEqual([]);
}

describe.each([
  ["zoomed to 400 %", zoomed],
  ["with texts of 200 %", withLargeTexts],
])("%s", (name, arrive) => {
  test("nothing is cut and nothing lies over anything else", async () => {
    const ada = await arrive();
    await ada.phase("start");
    await expectRoom(ada, `${name}-start`);
    const fly = ada.page.getByRole("button", { name: "Fly", exact: true });
    await fly.scrollIntoViewIfNeeded();
    await fly.click();
    await ada.phase("flying");
    await ada.page.keyboard.press("F3");
    await ada.page.locator(".netgraph").waitFor();
    await expectRoom(ada, `${name}-netgraph`);
    await ada.page.keyboard.press("F3");
    await ada.page.locator(".netgraph").waitFor({ state: "hidden" });
    await expectRoom(ada, `${name}-flight`);
    expect(await meetings(ada, PANELS)).toEqual([]);
    expect(await offScreen(ada, PANELS)).toEqual([]);
    await ada.page.keyboard.press("F1");
    await ada.page.locator(".help").waitFor();
    await expectRoom(ada, `${name}-help`);
    expect(await offScreen(ada, ".help")).toEqual([]);
    await ada.page.keyboard.press("F1");
    await ada.page.keyboard.press("Tab");
    await ada.page.locator(".roll td").first().waitFor();
    await expectRoom(ada, `${name}-roll`);
    expect(await offScreen(ada, ".roll")).toEqual([]);
    await ada.page.keyboard.press("Escape");
    await ada.page.keyboard.press("o");
    const tabs = ada.page.locator(".settings > .tabs button");
    await tabs.first().waitFor();
    expect(await offScreen(ada, "dialog")).toEqual([]);
    for (const tab of await tabs.all()) {
      await tab.click();
      await expectRoom(ada, `${name}-settings-${await tab.textContent()}`);
    }
  });
});
