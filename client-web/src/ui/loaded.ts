import { Dialog } from "./dialog";
import { add } from "./dom";
import { t } from "../words";

/** Opens what is loaded when somebody asks for it. Says so if it cannot be had. */
export async function openLoaded<Part>(root: Element, loading: Promise<Part>, open: (part: Part) => void): Promise<void> {
  const part = await loading.catch(() => null);
  if (part !== null) return open(part);
  const dialog = new Dialog(root, t.notLoaded);
  add(dialog.body, "p", "", t.notLoadedHint);
  dialog.addButton(t.close, () => dialog.close());
  dialog.open();
}
