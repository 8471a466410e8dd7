// The windows of accounts.

import { Refused, changePassword, claim, forget, logIn, profileOf, type Profile } from "../account/api";
import { NAME_CHARS_MAX } from "../protocol/table";
import { Dialog, messageOf } from "../ui/dialog";
import { add } from "../ui/dom";
import { limitText } from "../ui/limit";
import { speaksEnglish, t } from "../words";
import { tProfile } from "../words/profile";
import { facts } from "./facts";

/** Shows what everybody may know of whoever plays under this name. */
export async function showProfileOf(root: Element, name: string): Promise<void> {
  try {
    addFacts(root, await profileOf(name)).open();
  } catch (error) {
    const isGone = error instanceof Refused && error.isNobody;
    const dialog = new Dialog(root, name);
    add(dialog.body, "p", "", isGone ? tProfile.nobodyNamed : messageOf(inWords(error)));
    dialog.addButton(t.close, () => dialog.close());
    dialog.open();
  }
}

/** Shows the player its own profile, and what may be done with it. */
export function showOwnProfile(root: Element, own: Profile, onForgotten: () => void): void {
  const dialog = addFacts(root, own);
  const data = add(dialog.body, "a", "", tProfile.takeData);
  data.href = "api/me/export";
  data.download = "";
  if (own.claimed) dialog.addButton(tProfile.changePassword, () => askForNewPassword(root));
  dialog.addButton(tProfile.forgetMe, () => askToForget(root, own, () => [dialog.close(), onForgotten()]));
  dialog.open();
}

function addFacts(root: Element, { name, claimed, career, ranks }: Profile): Dialog {
  const dialog = new Dialog(root, name ?? tProfile.nobodyYet);
  if (claimed) add(dialog.body, "p", "hint", tProfile.claimedName);
  const table = add(dialog.body, "dl", "facts");
  for (const [what, value] of facts(career, ranks)) {
    add(table, "dt", "", what);
    add(table, "dd", "", value);
  }
  dialog.addButton(t.close, () => dialog.close());
  return dialog;
}

function askForNewPassword(root: Element): void {
  const dialog = new Dialog(root, tProfile.changePassword);
  const before = dialog.addField(tProfile.passwordBefore, "password", "current-password");
  const after = dialog.addField(tProfile.passwordAfter, "password", "new-password");
  add(dialog.body, "p", "hint", tProfile.othersLoggedOut);
  dialog.addForm(tProfile.changeIt, told(() => changePassword(before.value, after.value)));
  dialog.addButton(tProfile.cancel, () => dialog.close());
  dialog.open();
}

function askToForget(root: Element, own: Profile, onForgotten: () => void): void {
  const dialog = new Dialog(root, tProfile.forgetMe);
  add(dialog.body, "p", "", tProfile.forgetHint);
  const password = own.claimed ? dialog.addField(tProfile.password, "password", "current-password") : null;
  dialog.addDeed(
    tProfile.forgetAll,
    told(async () => {
      await forget(password?.value ?? null);
      onForgotten();
    }),
  );
  dialog.addButton(tProfile.cancel, () => dialog.close());
  dialog.open();
}

/** Asks for the name to keep, which is `wished` so far, and for a password. */
export function askToClaim(root: Element, wished: string, onClaimed: (own: Profile) => void): void {
  const dialog = new Dialog(root, t.keepName);
  const name = dialog.addField(t.name, "text", "username", wished);
  limitText(name, NAME_CHARS_MAX);
  const password = dialog.addField(tProfile.passwordRule, "password", "new-password");
  add(dialog.body, "p", "hint", tProfile.keepNameHint);
  dialog.addForm(tProfile.keepIt, told(async () => onClaimed(await claim(name.value, password.value))));
  dialog.addButton(tProfile.cancel, () => dialog.close());
  dialog.open();
}

export function askToLogIn(root: Element, wished: string, onLoggedIn: (own: Profile) => void): void {
  const dialog = new Dialog(root, t.logIn);
  const name = dialog.addField(t.name, "text", "username", wished);
  limitText(name, NAME_CHARS_MAX);
  const password = dialog.addField(tProfile.password, "password", "current-password");
  dialog.addForm(t.logIn, told(async () => onLoggedIn(await logIn(name.value, password.value))));
  dialog.addButton(tProfile.cancel, () => dialog.close());
  dialog.open();
}

const REFUSED: Readonly<Record<number, string>> = {
  400: tProfile.refusedField,
  401: tProfile.refusedWho,
  409: tProfile.refusedTaken,
  429: tProfile.refusedTries,
};

/** Why something failed, in the player's language. The server tells it in English, and more exactly. */
function inWords(error: unknown): unknown {
  if (speaksEnglish || !(error instanceof Refused)) return error;
  return new Error(error.isBusy ? tProfile.refusedBusy : (REFUSED[error.status] ?? t.answersStatus({ status: error.status })));
}

/** A deed that says so when it fails. */
export function told(deed: () => Promise<unknown>): () => Promise<unknown> {
  return () => deed().catch((error: unknown) => Promise.reject(inWords(error)));
}
