// Windows of the bench.

import { add } from "../ui/dom";
import { KEYS } from "./editor/keys";
import { addButton } from "./editor/inspector";
import { tBench } from "../words/bench";

export function openDialog(title: string, fill: (dialog: HTMLDialogElement) => void): HTMLDialogElement {
  const dialog = add(document.body, "dialog");
  add(dialog, "h2", "", title);
  fill(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  return dialog;
}

export function openHelp(): void {
  openDialog(tBench.keys, (dialog) => {
    const list = add(dialog, "dl");
    for (const [keys, does] of KEYS) {
      add(list, "dt", "", keys);
      add(list, "dd", "", does);
    }
    addButton(add(dialog, "div", "buttons"), tBench.close, () => dialog.close()).focus();
  });
}

/** Says how to fly it in the game, and leads there. */
export function openFly(go: () => void): void {
  openDialog(tBench.flyInGame, (dialog) => {
    add(dialog, "p", "", tBench.flyHow);
    add(dialog, "p", "dim", tBench.flyOthers);
    const buttons = add(dialog, "div", "buttons");
    addButton(buttons, tBench.toGame, go).focus();
    addButton(buttons, tBench.close, () => dialog.close());
  });
}

export function openExamples(names: Iterable<string>, choose: (name: string) => void): void {
  openDialog(tBench.startFrom, (dialog) => {
    const buttons = add(dialog, "div", "buttons");
    for (const name of names) {
      addButton(buttons, name, () => {
        dialog.close();
        choose(name);
      });
    }
    addButton(add(dialog, "div", "buttons"), tBench.close, () => dialog.close());
  });
}

/** Shows a link to be copied. */
export function openLink(link: string): void {
  openDialog(tBench.linkTitle, (dialog) => {
    add(dialog, "p", "dim", tBench.linkAbout);
    const input = add(dialog, "input");
    input.readOnly = true;
    input.value = link;
    input.setAttribute("aria-label", tBench.link);
    input.style.width = "100%";
    const buttons = add(dialog, "div", "buttons");
    const copy = addButton(buttons, tBench.copy, () => {
      navigator.clipboard.writeText(link).then(
        () => (copy.textContent = tBench.copied),
        () => input.select(),
      );
    });
    addButton(buttons, tBench.close, () => dialog.close());
    input.select();
  });
}
