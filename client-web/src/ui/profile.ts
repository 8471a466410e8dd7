import { Refused, changePassword, forget, profileOf, type Profile } from "../account/api";
import { facts } from "../account/facts";
import { Dialog, messageOf } from "./dialog";
import { add } from "./dom";

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
