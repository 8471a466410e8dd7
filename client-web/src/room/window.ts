// The window of private rooms: to open one, or of the one that the page is of.

import { CopyLink } from "../panels/copyLink";
import { told } from "../profile/profile";
import { Dialog } from "../ui/dialog";
import { add } from "../ui/dom";
import { t } from "../words";
import { tPanels } from "../words/panels";
import { codeHere } from "./here";
import { LockButton } from "./lockButton";
import { linkToRoom, openRoom, ownRoomHere } from "./own";

const PEOPLE = 8;

/** Opens it. So many may fly in a room at the most. */
export function showRoom(root: Element, peopleMax: number): void {
  const code = codeHere();
  if (code === "") askToOpen(root, peopleMax);
  else showLink(root, code);
}

function askToOpen(root: Element, peopleMax: number): void {
  const dialog = new Dialog(root, t.privateRoom);
  add(dialog.body, "p", "hint", tPanels.roomHint);
  const people = addCount(dialog, tPanels.roomPeople, 1, peopleMax, PEOPLE);
  const bots = addCount(dialog, tPanels.roomBots, 0, peopleMax, 0);
  const chat = addSwitch(dialog, t.chat, true);
  const teams = addSwitch(dialog, tPanels.roomTeams, false);
  dialog.addForm(
    tPanels.roomOpen,
    told(async () => {
      const most = people();
      showLink(root, await openRoom({ people: most, bots: Math.min(most, bots()), chat: chat.checked, teams: teams.checked }));
    }),
  );
  dialog.addButton(t.close, () => dialog.close());
  dialog.open();
}

/** A field for a number, which is read within these bounds whatever is written. */
function addCount(dialog: Dialog, label: string, least: number, most: number, usual: number): () => number {
  const input = dialog.addField(label, "text", "off", String(Math.min(usual, most)));
  input.type = "number";
  input.min = String(least);
  input.max = String(most);
  return () => Math.min(most, Math.max(least, Math.round(Number(input.value))));
}

function addSwitch(dialog: Dialog, label: string, isOn: boolean): HTMLInputElement {
  const input = add(add(dialog.body, "label", "", `${label} `), "input");
  input.type = "checkbox";
  input.style.width = "auto";
  input.checked = isOn;
  return input;
}

/** What whoever is there, or is about to go, may want to pass on. */
function showLink(root: Element, code: string): void {
  const dialog = new Dialog(root, t.privateRoom);
  const link = linkToRoom(code);
  const isHere = codeHere() === code;
  add(dialog.body, "p", "hint", tPanels.roomHint);
  add(dialog.body, "a", "", link).href = link;
  new CopyLink(dialog.body).showFor(link, tPanels.copyRoomLink);
  if (isHere) {
    new LockButton(add(dialog.body, "div")).showFor(ownRoomHere());
    add(dialog.body, "a", "", tPanels.openWorld).href = "./";
  } else dialog.addButton(tPanels.goThere, () => location.assign(link));
  dialog.addButton(t.close, () => dialog.close());
  dialog.open();
}
