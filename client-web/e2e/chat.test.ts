import { expect, test } from "vitest";
import type { Player } from "./player";
import { setStage } from "./stage";

const stage = setStage("--bots", "5");
const { fly } = stage;

async function say(player: Player, text: string): Promise<void> {
  await player.talk();
  await player.page.getByLabel("Say to everybody").fill(text);
  await player.page.keyboard.press("Enter");
}

/** Waits until the player reads this line. */
async function reads(player: Player, text: string): Promise<void> {
  await player.page.getByRole("log").getByText(text, { exact: false }).waitFor();
}

test("two people talk", async () => {
  const [ada, bob] = [await fly("Ada"), await fly("Bob")];
  await say(ada, "Who shot me?");
  await reads(bob, "Ada Who shot me?");
  await say(bob, "I did");
  await reads(ada, "Bob I did");
  await ada.talk();
  await ada.screenshot("chat");
  expect([...ada.faults, ...bob.faults]).toEqual([]);
});

test("markup in a line is text", async () => {
  const [ada, eve] = [await fly("Ada"), await fly("Eve")];
  const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  await say(eve, markup);
  await reads(ada, markup);
  expect(await ada.page.locator(".chat img, .chat script").count()).toBe(0);
  expect(ada.faults).toEqual([]);
});

test("who is muted is not heard, after a reload too", async () => {
  const [ada, eve] = [await fly("Ada"), await fly("Mallory")];
  await ada.page.keyboard.press("Tab");
  await ada.page.getByRole("button", { name: "Mute Mallory" }).click();
  await ada.page.keyboard.press("Escape");
  await say(eve, "spam");
  await say(ada, "peace");
  await reads(ada, "peace");
  expect(await ada.page.getByRole("log").textContent()).not.toContain("spam");
  await ada.page.reload();
  await ada.fly("Ada");
  await say(ada, "still peace");
  await reads(ada, "still peace");
  await ada.talk();
  expect(await ada.page.getByRole("log").textContent()).not.toContain("spam");
});

test("everybody who is here is listed, with score, ping and bots marked", async () => {
  const [ada] = [await fly("Ada"), await fly("Bob")];
  await ada.page.keyboard.press("Tab");
  const row = (name: string) => ada.page.getByRole("row").filter({ hasText: name });
  await row("Bob").getByText(/\d+ ms/).waitFor();
  await row("Ada").getByText(/\d+ ms/).waitFor();
  await row("(bot)").first().waitFor();
  await ada.screenshot("roll");
  await ada.page.setViewportSize({ width: 390, height: 844 });
  await ada.screenshot("roll-phone");
  expect(ada.faults).toEqual([]);
});

test("a click on Mute that an update comes into mutes, and rows that move stay the same", async () => {
  const [ada, eve] = [await fly("Ada"), await fly("Mallory")];
  const player = (await eve.scene()).ownPlayer;
  let newcomers = 1;
  // The newest is at the top, Mallory at the foot.
  await ada.page.route("**/api/rooms/*/players", (route) => {
    const row = (id: number, name: string) => ({ player: id, name, score: id, bot: false, talks: true, ping_ms: 20 });
    const rows = Array.from({ length: newcomers }, (_, index) => row(9000 + index, `New ${index}`)).reverse();
    return route.fulfill({ json: { players: [...rows, row(player, "Mallory")], more: 0, spectators: newcomers } });
  });
  const updated = () => ada.page.locator(".roll .hint").getByText(`${newcomers} watching`).waitFor();
  await ada.page.keyboard.press("Tab");
  await updated();
  const line = await ada.page.getByRole("row").filter({ hasText: "Mallory" }).elementHandle();
  const button = await ada.page.getByRole("button", { name: "Mute Mallory" }).boundingBox();
  if (line === null || button === null) throw new Error("Mallory is not in the list");
  await ada.page.mouse.move(button.x + button.width / 2, button.y + button.height / 2);
  await ada.page.mouse.down();
  newcomers = 3;
  await updated();
  await ada.page.mouse.up();
  await ada.page.getByRole("button", { name: "Unmute Mallory" }).waitFor();
  newcomers = 5;
  await updated();
  const names = await ada.page.locator(".roll tbody .name").allTextContents();
  expect(names).toEqual(["New 4", "New 3", "New 2", "New 1", "New 0", "Mallory"]);
  expect(await line.evaluate((row) => row.isConnected && row.parentElement?.lastElementChild === row)).toBe(true);
  expect(ada.faults).toEqual([]);
});

test("what is typed does not steer", async () => {
  const ada = await fly("Ada");
  const said = (): number => ada.said.filter((message) => Array.isArray(message) && message[0] === 1).length;
  await ada.page.keyboard.down("ArrowUp");
  await ada.until("thrust", ({ entities, you }) => entities.some(({ id, controls }) => id === you.shipId && controls === 1));
  await ada.page.keyboard.press("Enter");
  await ada.until("the key let go", ({ entities, you }) => entities.some(({ id, controls }) => id === you.shipId && controls === 0));
  await ada.page.keyboard.up("ArrowUp");
  const before = said();
  await ada.page.keyboard.type("wasd wasd");
  await ada.page.keyboard.press("Enter");
  await reads(ada, "wasd wasd");
  expect(said()).toBe(before);
});
