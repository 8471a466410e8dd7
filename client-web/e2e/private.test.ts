import { expect, test } from "vitest";
import { PHONE, type Player } from "./player";
import { PEACE, setStage } from "./stage";

const TOKEN = "a token for this test";
const stage = setStage(...PEACE, "--private-rooms", "4", "--private-capacity", "6", "--admin-token", TOKEN);
const { open } = stage;

/** Opens a room by the button, and goes there. Gives what its link has after the address of the page. */
async function openRoom(player: Player): Promise<string> {
  const { page } = player;
  await player.phase("start");
  await page.getByRole("button", { name: "Private room" }).click();
  await page.getByLabel("Places to fly").fill("4");
  await page.getByRole("button", { name: "Open it" }).click();
  const link = await page.getByRole("link", { name: "?room=" }).getAttribute("href");
  await page.getByRole("button", { name: "Go there" }).click();
  await page.waitForURL(link ?? "");
  await player.phase("start");
  return new URL(link ?? "").search;
}

/** Waits for the line to the first room: one that is left before it is there is a warning of the browser's. */
const seesOpenWorld = (player: Player): Promise<boolean> => player.until("the open world", ({ room }) => room === 1);
const roomOf = async (player: Player): Promise<number> => (await player.scene()).room;

test("who opens a room gets a link, by which another one comes, and keeps others out", async () => {
  const ada = await open();
  const link = await openRoom(ada);
  await ada.page.getByText("Points in a private room are kept nowhere.").waitFor();
  await ada.fly("Ada");
  const bob = await open(link);
  await bob.fly("Bob");
  expect(await roomOf(bob)).toBe(await roomOf(ada));
  expect(await roomOf(bob)).toBeGreaterThan(64);

  await ada.page.keyboard.press("Tab");
  await ada.page.getByRole("button", { name: "Copy a link to this room" }).waitFor();
  await ada.page.getByRole("button", { name: "Kick Bob" }).waitFor();
  await ada.screenshot("private-roll");
  await ada.page.getByRole("button", { name: "Lock the room" }).click();
  await ada.page.getByRole("button", { name: "Unlock the room" }).waitFor();

  const eve = await open(link);
  await eve.page.getByText("That room has ended, lets nobody in, or never was.").waitFor();
  await seesOpenWorld(eve);
  await eve.fly("Eve");
  expect(await roomOf(eve)).toBe(1);
  expect(new URL(eve.page.url()).search).toBe("");

  await bob.page.keyboard.press("Tab");
  await bob.page.getByRole("row").filter({ hasText: "Ada" }).waitFor();
  expect(await bob.page.getByRole("button", { name: "Kick Ada" }).isVisible()).toBe(false);
  expect(await bob.page.getByRole("button", { name: "Lock the room" }).isVisible()).toBe(false);
  await bob.page.keyboard.press("Escape");

  await ada.page.getByRole("button", { name: "Kick Bob" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Kick", exact: true }).click();
  await bob.page.getByText("Removed by who opened the room").waitFor();
  await bob.page.getByRole("button", { name: "Come back" }).click();
  await seesOpenWorld(bob);
  await bob.fly("Bob");
  expect(await roomOf(bob)).toBe(1);
  expect([...ada.faults, ...bob.faults, ...eve.faults]).toEqual([]);
});

test("a run in a private room goes on after a reload, and leaving it leads to its start screen", async () => {
  const ada = await open();
  const link = await openRoom(ada);
  await ada.fly("Ada");
  const room = await roomOf(ada);
  await ada.page.evaluate(() => window.asteroids.connection.drop());
  await ada.phase("connecting");
  await ada.phase("flying");
  await ada.page.getByRole("button", { name: "Leave" }).click();
  await ada.page.getByText("Points in a private room are kept nowhere.").last().waitFor();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await ada.phase("start");
  await ada.fly("Ada");
  expect(await roomOf(ada)).toBe(room);
  const carol = await open(`watch${link}`);
  await carol.phase("watching");
  expect(await roomOf(carol)).toBe(room);
  expect([...ada.faults, ...carol.faults]).toEqual([]);
});

test("moderators see the rooms, and what one is told fits a screen and a phone", async () => {
  const ada = await open();
  await ada.phase("start");
  await ada.page.getByRole("button", { name: "Private room" }).waitFor();
  await ada.screenshot("private-start");
  await ada.page.getByRole("button", { name: "Private room" }).click();
  await ada.page.getByLabel("Places to fly").waitFor();
  await ada.screenshot("private-open");
  await ada.page.keyboard.press("Escape");
  const link = await openRoom(ada);
  await ada.page.getByRole("button", { name: "Private room" }).click();
  await ada.page.getByRole("button", { name: "Lock the room" }).waitFor();
  await ada.screenshot("private-link");
  await ada.page.setViewportSize({ width: 390, height: 844 });
  await ada.screenshot("private-link-phone");
  await ada.page.keyboard.press("Escape");
  await ada.screenshot("private-start-phone");
  await ada.fly("Ada");
  const bob = await open(link, PHONE);
  await bob.fly("Bob");
  await ada.page.keyboard.press("Tab");
  await ada.page.getByRole("button", { name: "Kick Bob" }).waitFor();
  await ada.screenshot("private-roll-phone");
  const eve = await open("", PHONE);
  await eve.phase("start");
  await eve.page.getByRole("button", { name: "Private room" }).click();
  await eve.page.getByLabel("Places to fly").waitFor();
  await eve.screenshot("private-open-phone");

  const host = await open("admin");
  await host.page.getByLabel("Admin token").fill(TOKEN);
  await host.page.getByRole("button", { name: "Enter" }).click();
  await host.page.getByText(new RegExp(`^Private rooms, with their people: .*\\b${await roomOf(ada)} \\(2\\)`)).waitFor();
  await host.screenshot("private-admin");
});
