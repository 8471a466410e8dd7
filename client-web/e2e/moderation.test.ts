import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PEACE, setStage } from "./stage";

const TOKEN = "a token for this test";

// Nobody comes by a proxy: an address is the player's own.
const stage = setStage(...PEACE, "--admin-token", TOKEN, "--trusted-proxies", "none");
const { open, fly } = stage;

/** Orders something by the API, as a script of the host does. */
async function order(method: string, path: string, body?: object): Promise<unknown> {
  const headers = { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" };
  const answer = await fetch(`${stage.server.url}api/admin/${path}`, { method, headers, body: JSON.stringify(body) });
  expect(answer.status, path).toBe(200);
  return answer.json();
}

async function clientOf(name: string): Promise<number> {
  const rows = (await order("GET", "players")) as { name: string; client: number }[];
  return rows.find((row) => row.name === name)?.client ?? 0;
}

/** Enters the moderators' page with this token. */
async function enter(page: Page, token: string): Promise<void> {
  await page.getByLabel("Admin token").fill(token);
  await page.getByRole("button", { name: "Enter" }).click();
}

test("a kicked player sees why, stays away, and comes back at the press of a button", async () => {
  const eve = await fly("Eve");
  await order("POST", "kick", { client: await clientOf("Eve"), reason: "language" });
  await eve.page.getByText("Removed by a moderator: language").waitFor();
  await eve.screenshot("kicked");
  await eve.page.getByRole("button", { name: "Come back" }).click();
  await eve.fly("Eve");
  expect(eve.faults).toEqual([]);
});

test("a banned player sees why and until when, however often it reloads, until the ban is lifted", async () => {
  const eve = await fly("Eve");
  await eve.page.evaluate(async () => {
    const body = JSON.stringify({ name: "Eve", password: "a good password" });
    const headers = { "Content-Type": "application/json" };
    await (await fetch("api/claim", { method: "POST", headers, body })).text();
  });
  const ban = (await order("POST", "bans", { name: "Eve", minutes: 60, reason: "spam" })) as { id: number };
  const told = eve.page.getByText(/^Banned until .+ GMT: spam$/);
  await told.waitFor();
  await eve.screenshot("banned");
  expect(await eve.page.getByRole("button", { name: "Come back" }).isVisible()).toBe(false);
  await eve.page.reload();
  await told.waitFor();
  await order("DELETE", `bans/${ban.id}`);
  await eve.page.reload();
  await eve.fly("Eve");
  expect(eve.faults).toEqual([]);
});

test("an announcement is seen by who flies and by who watches", async () => {
  const [ada, watcher] = [await fly("Ada"), await open("watch")];
  await watcher.phase("watching");
  await order("POST", "announce", { text: "<b>Restart</b> in 5 minutes" });
  for (const player of [ada, watcher]) await player.page.getByText("<b>Restart</b> in 5 minutes").waitFor();
  await ada.screenshot("announcement");
});

test("while the server drains a newcomer is told so and may watch", async () => {
  const ada = await open();
  await ada.phase("start");
  await order("POST", "drain", { on: true });
  await ada.page.keyboard.press("Enter");
  await ada.page.getByText("No newcomers for now, come back soon; you can watch").waitFor();
  await order("POST", "drain", { on: false });
  await ada.fly("Ada");
});

test("the moderators' page opens to the token alone", async () => {
  const { page } = await open("admin");
  // Ten wrong ones within a minute keep everybody out.
  for (let typo = 1; typo <= 5; typo += 1) {
    await enter(page, `another token, just as long ${typo}`);
    await page.getByText("This is not the token.").waitFor();
  }
  await enter(page, TOKEN);
  await page.getByText("Nobody is banned.").waitFor();
});

test("the moderators' page kicks, bans and lifts, on a phone too", async () => {
  const eve = await fly("Mallory");
  const moderator = await open("admin");
  const { page } = moderator;
  await page.setViewportSize({ width: 390, height: 844 });
  await enter(page, TOKEN);
  const row = page.getByRole("listitem").filter({ hasText: "Mallory" }).first();
  await row.getByRole("button", { name: "Kick" }).click();
  await page.getByLabel("Reason, shown to the player").fill("language");
  await moderator.screenshot("admin-kick");
  await page.getByRole("dialog").getByRole("button", { name: "Kick" }).click();
  await eve.page.getByText("Removed by a moderator: language").waitFor();

  await page.getByLabel("Address, network such as").fill("203.0.113.0/24");
  // Whoever was here a moment ago may still be listed, with such a button too.
  const form = page.locator("form").filter({ has: page.getByLabel("Address, network such as") });
  await form.getByRole("button", { name: "Ban", exact: true }).click();
  const ban = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: "Lift" }) });
  await ban.getByText("203.0.113.0/24").waitFor();
  await moderator.screenshot("admin");
  await ban.getByRole("button", { name: "Lift" }).click();
  await page.getByText("Nobody is banned.").waitFor();
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflowPx).toBeLessThanOrEqual(0);
  expect(moderator.faults).toEqual([]);
});

test("a moderator bans a player and its address for an hour, and sees who else comes from there", async () => {
  const eve = await fly("Trudy");
  await eve.page.evaluate(async () => {
    const body = JSON.stringify({ name: "Trudy", password: "a good password" });
    const headers = { "Content-Type": "application/json" };
    await (await fetch("api/claim", { method: "POST", headers, body })).text();
  });
  // With the cookie that the claim has brought.
  await eve.page.reload();
  await eve.fly("Trudy");
  const neighbour = await fly("Neighbour");
  const moderator = await open("admin");
  const { page } = moderator;
  await enter(page, TOKEN);
  const row = page.getByRole("listitem").filter({ hasText: "Trudy" }).filter({ hasText: "claimed" }).first();
  await row.getByRole("button", { name: "Ban" }).click();
  const dialog = page.getByRole("dialog");
  const box = dialog.getByLabel(/and 127\.0\.0\.1 for an hour, in case it clears its cookies: \d+ others? comes? from there/);
  await box.check();
  await moderator.screenshot("admin-ban-address");
  await dialog.getByRole("button", { name: "Ban" }).click();
  for (const player of [eve, neighbour]) await player.page.getByText(/^Banned /).first().waitFor();
  const lifts = page.getByRole("button", { name: "Lift" });
  for (const left of [2, 1]) {
    await expect.poll(() => lifts.count()).toBe(left);
    await lifts.first().click();
  }
  await page.getByText("Nobody is banned.").waitFor();
  await neighbour.page.reload();
  await neighbour.fly("Neighbour");
  expect(moderator.faults).toEqual([]);
});
