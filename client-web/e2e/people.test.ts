import { expect, test } from "vitest";
import { landedScore, shootUntil } from "./gunner";
import type { Player } from "./player";
import { setStage } from "./stage";

const PASSWORD = "correct horse";

const stage = setStage("--bots", "0");

async function open(): Promise<Player> {
  const player = await stage.open();
  await player.phase("start");
  return player;
}

/** Flies until a score is stored, and comes back to the start screen. Gives the score. */
async function score(player: Player, name: string): Promise<number> {
  await player.fly(name);
  await shootUntil(player, "a score", ({ you }) => you.score > 0);
  const scored = await landedScore(player);
  await expect.poll(() => player.storedScore()).toBe(scored);
  await player.page.reload();
  await player.phase("start");
  return scored;
}

async function fill(player: Player, values: Readonly<Record<string, string>>, button: string): Promise<void> {
  const dialog = player.page.getByRole("dialog").last();
  for (const [label, value] of Object.entries(values)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole("button", { name: button }).click();
}

async function says(player: Player, text: RegExp | string): Promise<void> {
  await player.page.getByLabel("Account").getByText(text).waitFor();
}

const points = (value: number): string => value.toLocaleString("en");

test("a player keeps its name and its score, over a reload and a restart of the server", async () => {
  const ada = await open();
  const scored = await score(ada, "Ada");
  await says(ada, `Ada · ${points(scored)} points in this browser`);
  await stage.server.restart();
  await ada.page.reload();
  await ada.phase("start");
  await says(ada, `Ada · ${points(scored)} points in this browser`);
  expect(await ada.page.getByLabel("Your name").inputValue()).toBe("Ada");
});

test("a board shows the score made, and the profile behind it", async () => {
  const grace = await open();
  const scored = await score(grace, "Grace");
  const boards = grace.page.getByLabel("Boards");
  for (const period of ["Today", "This week", "All time"]) {
    await boards.getByRole("button", { name: period }).click();
    const row = boards.getByRole("listitem").filter({ hasText: "Grace" });
    await row.getByText(points(scored), { exact: true }).waitFor();
  }
  await grace.screenshot("boards");
  await grace.page.setViewportSize({ width: 390, height: 844 });
  await grace.screenshot("boards-phone");
  const stranger = await open();
  await stranger.page.getByLabel("Boards").getByRole("button", { name: "Grace" }).click();
  await stranger.page.getByRole("dialog").getByText(points(scored), { exact: true }).first().waitFor();
  await stranger.screenshot("profile");
  expect(stranger.faults).toEqual([]);
});

test("a claimed name is logged into from a second browser, whose password then logs the first one out", async () => {
  const home = await open();
  const scored = await score(home, "Claimant");
  await home.page.getByRole("button", { name: "Keep this name" }).click();
  await fill(home, { Name: "Claimant", Password: PASSWORD }, "Keep it");
  await says(home, `Claimant · ${points(scored)} points`);
  await home.page.getByRole("button", { name: "Log out" }).click();
  await says(home, "Your scores are kept for this browser.");

  const away = await open();
  await away.page.getByRole("button", { name: "Log in" }).click();
  await fill(away, { Name: "claimant", Password: "wrong horse" }, "Log in");
  await away.page.getByRole("alert").filter({ hasText: /password/ }).waitFor();
  await fill(away, { Name: "claimant", Password: PASSWORD }, "Log in");
  await says(away, `Claimant · ${points(scored)} points`);
  await home.page.getByRole("button", { name: "Log in" }).click();
  await fill(home, { Name: "Claimant", Password: PASSWORD }, "Log in");
  await says(home, "Claimant");

  await away.page.getByRole("button", { name: "My profile" }).click();
  await away.page.getByRole("button", { name: "Change the password" }).click();
  await fill(away, { "Password until now": PASSWORD, "New password": "battery staple" }, "Change it");
  await expect.poll(() => away.page.getByRole("dialog").count()).toBe(1);
  await home.page.reload();
  await home.phase("start");
  await says(home, "Your scores are kept for this browser.");
});

test("who wants it is forgotten", async () => {
  const eve = await open();
  await score(eve, "Eve");
  await eve.page.getByRole("button", { name: "My profile" }).click();
  await eve.page.getByRole("button", { name: "Forget me" }).click();
  await fill(eve, {}, "Forget everything");
  await says(eve, "Your scores are kept for this browser.");
  const boards = eve.page.getByLabel("Boards");
  await boards.getByRole("button", { name: "All time" }).click();
  await expect.poll(() => boards.getByText("Eve", { exact: true }).count()).toBe(0);
});
