import { Dialog } from "./dialog";
import { add } from "./dom";

/** Asks whether the run is to end, which nothing brings back. */
export function askToLeave(root: Element, hasShip: boolean, onLeave: () => void): void {
  const dialog = new Dialog(root, "Leave the game?");
  const lost = hasShip ? "Your ship goes with you, and so do the points of this run." : "The points of this run go with you, and so do the lives that it has left.";
  add(dialog.body, "p", "", lost);
  dialog.addButton("Stay", () => dialog.close());
  dialog.addButton("Leave", () => {
    dialog.close();
    onLeave();
  });
  dialog.open();
}
