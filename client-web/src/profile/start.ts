// Loaded when somebody asks for a profile, or for another one: the windows of accounts.

import { Refused, changePassword, claim, forget, logIn, profileOf, type Profile } from "../account/api";
import { NAME_CHARS_MAX } from "../protocol/table";
import { Dialog, messageOf } from "../ui/dialog";
import { add } from "../ui/dom";
import { limitText } from "../ui/limit";
import { facts } from "./facts";

/** Shows what everybody may know of whoever plays under this name. */
export async function showProfileOf(root: Element, name: string): Promise<void> {
  try {
    addFacts(root, await profileOf(name)).open();
  } catch (error) {
    const isGone = error instanceof Refused && error.isNobody;
    const dialog = new Dialog(root, name);
    add(dialog.body, "p", "", isGone ? "Nobody has this name any more." : messageOf(error));
    dialog.addButton("Close", () => dialog.close());
    dialog.open();
  }
}

/** Shows the player its own profile, and what may be done with it. */
export function showOwnProfile(root: Element, own: Profile, onForgotten: () => void): void {
  const dialog = addFacts(root, own);
  const data = add(dialog.body, "a", "", "Take my data along");
  data.href = "api/me/export";
  data.download = "";
  if (own.claimed) dialog.addButton("Change the password", () => askForNewPassword(root));
  dialog.addButton("Forget me", () => askToForget(root, own, () => [dialog.close(), onForgotten()]));
  dialog.open();
}

function addFacts(root: Element, { name, claimed, career, ranks }: Profile): Dialog {
  const dialog = new Dialog(root, name ?? "Nobody yet");
  if (claimed) add(dialog.body, "p", "hint", "a claimed name");
  const table = add(dialog.body, "dl", "facts");
  for (const [what, value] of facts(career, ranks)) {
    add(table, "dt", "", what);
    add(table, "dd", "", value);
  }
  dialog.addButton("Close", () => dialog.close());
  return dialog;
}

function askForNewPassword(root: Element): void {
  const dialog = new Dialog(root, "Change the password");
  const before = dialog.addField("Password until now", "password", "current-password");
  const after = dialog.addField("New password, 8 characters or more", "password", "new-password");
  add(dialog.body, "p", "hint", "Every other browser is logged out.");
  dialog.addForm("Change it", () => changePassword(before.value, after.value));
  dialog.addButton("Cancel", () => dialog.close());
  dialog.open();
}

function askToForget(root: Element, own: Profile, onForgotten: () => void): void {
  const dialog = new Dialog(root, "Forget me");
  add(dialog.body, "p", "", "Name, scores and places on the boards are gone for good.");
  const password = own.claimed ? dialog.addField("Password", "password", "current-password") : null;
  dialog.addDeed("Forget everything", async () => {
    await forget(password?.value ?? null);
    onForgotten();
  });
  dialog.addButton("Cancel", () => dialog.close());
  dialog.open();
}

/** Asks for the name to keep, which is `wished` so far, and for a password. */
export function askToClaim(root: Element, wished: string, onClaimed: (own: Profile) => void): void {
  const dialog = new Dialog(root, "Keep this name");
  const name = dialog.addField("Name", "text", "username", wished);
  limitText(name, NAME_CHARS_MAX);
  const password = dialog.addField("Password, 8 characters or more", "password", "new-password");
  add(dialog.body, "p", "hint", "Nobody else flies under it then, and you can log in elsewhere.");
  dialog.addForm("Keep it", async () => onClaimed(await claim(name.value, password.value)));
  dialog.addButton("Cancel", () => dialog.close());
  dialog.open();
}

export function askToLogIn(root: Element, wished: string, onLoggedIn: (own: Profile) => void): void {
  const dialog = new Dialog(root, "Log in");
  const name = dialog.addField("Name", "text", "username", wished);
  limitText(name, NAME_CHARS_MAX);
  const password = dialog.addField("Password", "password", "current-password");
  dialog.addForm("Log in", async () => onLoggedIn(await logIn(name.value, password.value)));
  dialog.addButton("Cancel", () => dialog.close());
  dialog.open();
}
