import { expect, test } from "vitest";
import { languages } from "../src/words/languages";
import { de } from "../src/words/de/index";
import { DESKTOP, PHONE, type Player } from "./player";
import { PEACE, setStage } from "./stage";

const stage = setStage(...PEACE);
const { fly, open } = stage;

/** Waits until the player reads this line. */
async function reads(player: Player, text: string): Promise<void> {
  await player.page.getByRole("log").getByText(text, { exact: false }).waitFor();
}

/** Opens the list of who is here. */
async function list(player: Player): Promise<void> {
  await player.page.keyboard.press("Tab");
  await player.page.locator("section.roll").waitFor();
}

test("a quick word is one key, and each reads it in its own language", async () => {
  expect(languages.map(({ code }) => code)).toContain("de");
  const ada = await fly("Ada");
  const eve = await open("", { ...DESKTOP, locale: "de-AT" });
  await eve.phase("start");
  await eve.page.locator("#ui .start input").fill("Eve");
  await eve.page.keyboard.press("Enter");
  await eve.phase("flying");
  await ada.page.keyboard.press("7");
  await reads(ada, "Ada Nice shot!");
  await reads(eve, `Ada ${de.flight?.quickShot ?? ""}`);
  await eve.page.keyboard.press("2");
  await reads(ada, "Eve Thanks!");
  expect([...ada.faults, ...eve.faults]).toEqual([]);
});

test("a quick word is one tap on a phone, once the chat is open", async () => {
  const ada = await open("", PHONE);
  await ada.fly("Ada");
  await ada.page.getByRole("button", { name: "Chat", exact: true }).tap();
  const word = ada.page.getByRole("button", { name: "Good game!" });
  await word.waitFor();
  await ada.screenshot("quick-words-phone");
  await word.tap();
  await reads(ada, "Ada Good game!");
  await word.waitFor({ state: "hidden" });
  await ada.screenshot("quick-word-said");
});

test("a friend is kept, comes first in the list, and is a link when it flies elsewhere", async () => {
  const [ada, bob] = [await fly("Ada"), await fly("Bob")];
  await list(ada);
  const star = ada.page.getByRole("button", { name: "Bob is a friend" });
  await star.click();
  expect(await star.getAttribute("aria-pressed")).toBe("true");
  await ada.screenshot("friends");
  await ada.page.reload();
  await ada.fly("Ada");
  await list(ada);
  await star.waitFor();
  expect(await star.getAttribute("aria-pressed")).toBe("true");
  await bob.leave();
  const link = ada.page.locator("section.roll").getByRole("link", { name: "Bob" });
  await link.waitFor();
  await ada.screenshot("friends-elsewhere");
  expect(new URL((await link.getAttribute("href")) ?? "").searchParams.get("with")).toBe("Bob");
  await star.waitFor({ state: "detached" });
  expect(ada.faults).toEqual([]);
});
