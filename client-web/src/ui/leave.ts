import { codeHere } from "../room/here";
import { Dialog } from "./dialog";
import { add } from "./dom";
import { t } from "../words";

/** Asks whether the run is to end, which nothing brings back. */
export function askToLeave(root: Element, hasShip: boolean, onSettings: () => void, onLeave: () => void): void {
  const dialog = new Dialog(root, t.leaveQuestion);
  const lost = hasShip ? t.leaveShip : t.leaveLives;
  add(dialog.body, "p", "", lost);
  add(dialog.body, "p", "hint", codeHere() ? t.roomPoints : t.leaveHint);
  dialog.addButton(t.stay, () => dialog.close());
  dialog.addButton(t.settings, () => {
    dialog.close();
    onSettings();
  });
  dialog.addButton(t.leave, () => {
    dialog.close();
    onLeave();
  });
  dialog.open();
}
