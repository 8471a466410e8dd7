import { describe, expect, test } from "vitest";
import { flawsOf } from "./axe";
import { FLIGHT_MS } from "./patience";
import type { Player } from "./player";
import { setStage } from "./stage";

const TOKEN = "a token for this test";
const stage = setStage("--bots", "40", "--capacity", "60", "--private-rooms", "1", "--admin-token", TOKEN);
const { open, fly } = stage;

async function expectNoFlaw(player: Player, name: string): Promise<void> {
  await player.screenshot(`access-${name}`);
  expect(await flawsOf(player.page), name).toEqual([]);
}

describe("axe finds nothing serious", () => {
  test("on the start screen and over it", async () => {
    const ada = await open();
    await ada.phase("start");
    await ada.page.locator(".boards p").first().waitFor();
    await expectNoFlaw(ada, "start");
    await ada.page.getByRole("button", { name: "Help" }).click();
    await ada.page.locator(".help").waitFor();
    await expectNoFlaw(ada, "help");
    await ada.page.getByRole("button", { name: "Help" }).click();
    for (const name of ["Log in", "Keep this name", "Private room"]) {
      await ada.page.getByRole("button", { name, exact: true }).click();
      await ada.page.getByRole("dialog").waitFor();
      await expectNoFlaw(ada, name);
      await ada.page.keyboard.press("Escape");
    }
  });

  test("in the settings", async () => {
    const ada = await fly("Ada");
    await ada.page.keyboard.press("o");
    const tabs = ada.page.locator(".settings > .tabs button");
    await tabs.first().waitFor();
    for (const tab of await tabs.all()) {
      await tab.click();
      await expectNoFlaw(ada, `settings-${await tab.textContent()}`);
    }
  });

  test("in flight, on the panels over it, and after a death", async () => {
    const ada = await fly("Ada");
    await expectNoFlaw(ada, "flight");
    await ada.page.keyboard.press("Tab");
    await ada.page.locator(".roll td").first().waitFor();
    await expectNoFlaw(ada, "roll");
    await ada.page.keyboard.press("Escape");
    await ada.page.keyboard.press("F3");
    await ada.page.locator(".netgraph").waitFor();
    await ada.talk();
    await ada.page.keyboard.type("hello");
    await expectNoFlaw(ada, "talking");
    await ada.page.keyboard.press("Enter");
    await ada.page.getByRole("log").getByText("hello").waitFor();
    await expectNoFlaw(ada, "chat");
    // It runs into what is there.
    for (const key of ["ArrowUp", "Space"]) await ada.press(key);
    await ada.page.waitForFunction(() => window.asteroids.scene.phase.type === "dead", null, { timeout: FLIGHT_MS });
    await expectNoFlaw(ada, "death");
  });

  test.each(["watch", "watch?wall=1"])("on /%s", async (path) => {
    const eve = await open(path);
    await eve.phase("watching");
    await eve.page.getByLabel("Watching").waitFor();
    await expectNoFlaw(eve, path.replace("?", "-"));
  });

  test("on the page of moderators", async () => {
    const ada = await fly("Ada");
    const host = await open("admin");
    await host.page.getByLabel("Admin token").waitFor();
    await expectNoFlaw(host, "admin-token");
    await host.page.getByLabel("Admin token").fill(TOKEN);
    await host.page.getByRole("button", { name: "Enter" }).click();
    await host.page.getByRole("button", { name: "Kick" }).first().waitFor();
    await expectNoFlaw(host, "admin");
    await host.page.getByRole("button", { name: "Ban" }).first().click();
    await host.page.getByRole("dialog").waitFor();
    await expectNoFlaw(host, "admin-ban");
    await ada.leave();
  });

  test("on the bench of autopilots", async () => {
    const eve = await open("autopilot");
    await eve.page.getByLabel("Search blocks").waitFor();
    await expectNoFlaw(eve, "autopilot");
  });
});

test("a dialog keeps the focus and gives it back", async () => {
  const ada = await open();
  await ada.phase("start");
  const opener = ada.page.getByRole("button", { name: "Settings", exact: true });
  await opener.focus();
  await ada.page.keyboard.press("Enter");
  const dialog = ada.page.getByRole("dialog");
  await dialog.waitFor();
  const seen = new Set<string>();
  for (let step = 0; step < 200 && !seen.has("Done"); step++) {
    await ada.page.keyboard.press("Tab");
    const at = await ada.page.evaluate(() => {
      const { activeElement } = document;
      const isInside = activeElement === document.body || activeElement?.closest("dialog") !== null;
      return { isInside, text: activeElement?.textContent ?? "" };
    });
    expect(at.isInside, at.text).toBe(true);
    seen.add(at.text);
  }
  // It has been all around.
  expect(seen.has("Done")).toBe(true);
  await ada.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);
});

test("who does not see the screen is told of take-off, of talk and of death", async () => {
  const bob = await fly("Bob");
  const ada = await fly("Ada");
  await ada.page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const region = document.querySelector(".spoken[role=status]");
    if (region === null) throw new Error("nothing is spoken");
    new MutationObserver(() => said.push(region.textContent)).observe(region, { childList: true });
  });
  const hears = (what: RegExp) =>
    ada.page.waitForFunction((pattern) => (window as unknown as { said: string[] }).said.some((text) => new RegExp(pattern).test(text)), what.source, { timeout: FLIGHT_MS });
  await bob.talk();
  await bob.page.keyboard.type("well met");
  await bob.page.keyboard.press("Enter");
  await hears(/^Bob: well met$/);
  for (const key of ["ArrowUp", "Space"]) await ada.press(key);
  await hears(/you\.|Destroyed by/);
  for (const key of ["ArrowUp", "Space"]) await ada.release(key);
  await ada.page.waitForFunction(() => document.querySelector<HTMLButtonElement>(".death .fly")?.disabled === false);
  const sign = ada.page.locator("link[rel=icon]");
  await expect.poll(() => sign.getAttribute("href")).toBe("./favicon-dead.svg");
  // It was said at the first take-off too.
  await ada.page.evaluate(() => (window as unknown as { said: string[] }).said.splice(0));
  await ada.page.keyboard.press("Space");
  await hears(/^You fly\.$/);
  expect(await sign.getAttribute("href")).toBe("./favicon.svg");
});
