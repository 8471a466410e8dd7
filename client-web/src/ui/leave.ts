import { Dialog } from "./dialog";
import { add } from "./dom";

/** Asks whether the flight is to end, which nothing brings back. */
export function askToLeave(root: Element, onLeave: () => void): void {
  const dialog = new Dialog(root, "Leave the game?");
  add(dialog.body, "p", "", "Your ship goes with you, and so do the points of this run.");
  dialog.addButton("Stay", () => dialog.close());
  dialog.addButton("Leave", () => {
    dialog.close();
    onLeave();
  });
  dialog.open();
}
