import { Dialog } from "./dialog";
import { add } from "./dom";

/** Asks whether the run is to end, which nothing brings back. */
export function askToLeave(root: Element, hasShip: boolean, onSettings: () => void, onLeave: () => void): void {
  const dialog = new Dialog(root, "Leave the game?");
  const lost = hasShip ? "Your run ends: the ship and the lives that are left are gone." : "Your run ends: the lives that are left are gone.";
  add(dialog.body, "p", "", lost);
  add(dialog.body, "p", "hint", "What you have scored stays on the boards.");
  dialog.addButton("Stay", () => dialog.close());
  dialog.addButton("Settings", () => {
    dialog.close();
    onSettings();
  });
  dialog.addButton("Leave", () => {
    dialog.close();
    onLeave();
  });
  dialog.open();
}
