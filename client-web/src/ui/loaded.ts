import { Dialog } from "./dialog";
import { add } from "./dom";

/** Opens what is loaded when somebody asks for it. Says so if it cannot be had. */
export async function openLoaded<Part>(root: Element, loading: Promise<Part>, open: (part: Part) => void): Promise<void> {
  const part = await loading.catch(() => null);
  if (part !== null) return open(part);
  const dialog = new Dialog(root, "Not loaded");
  add(dialog.body, "p", "", "This part of the game could not be loaded. Look whether you are online, and try again.");
  dialog.addButton("Close", () => dialog.close());
  dialog.open();
}
