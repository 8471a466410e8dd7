// Fields, buttons and the one dialog of the page.

import { add } from "../ui/dom";
import { tAdmin } from "../words/admin";
import { tProfile } from "../words/profile";

let fields = 0;

/** A labelled line of text or number. */
export function addInput(parent: Element, label: string, type = "text"): HTMLInputElement {
  const row = add(parent, "label", "", label);
  const input = add(row, "input");
  input.type = type;
  input.id = `field-${(fields += 1)}`;
  input.autocomplete = "off";
  return input;
}

/** A labelled choice between values, each with its text. */
export function addChoice(parent: Element, label: string, choices: readonly (readonly [string, string])[]): HTMLSelectElement {
  const select = add(add(parent, "label", "", label), "select");
  for (const [value, text] of choices) add(select, "option", "", text).value = value;
  return select;
}

/** A box to tick, before what it is for. */
export function addCheck(parent: Element, label: string): HTMLInputElement {
  const row = add(parent, "label", "check");
  const box = add(row, "input");
  box.type = "checkbox";
  row.append(label);
  return box;
}

/** A button that is no form's. */
export function addButton(parent: Element, text: string, onClick: () => void): HTMLButtonElement {
  const button = add(parent, "button", "", text);
  button.type = "button";
  button.addEventListener("click", onClick);
  return button;
}

/** A form that does something instead of being sent, and nothing more until that is done. */
export function addForm(parent: Element, submit: string, onSubmit: () => Promise<unknown>): HTMLFormElement {
  const form = add(parent, "form");
  const button = add(form, "button", "main", submit);
  button.type = "submit";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    void onSubmit().finally(() => (button.disabled = false));
  });
  return form;
}

export const HOUR_MINUTES = 60;

/** How long a ban may last: minutes, or nothing for good. */
const LENGTHS = [
  [String(HOUR_MINUTES), tAdmin.hours({ count: 1 })],
  ["1440", tAdmin.days({ count: 1 })],
  ["10080", tAdmin.days({ count: 7 })],
  ["43200", tAdmin.days({ count: 30 })],
  ["", tAdmin.forGood],
] as const satisfies readonly (readonly [string, string])[];

export function addLength(parent: Element): () => number | null {
  const select = addChoice(parent, tAdmin.forHowLong, LENGTHS);
  return () => (select.value === "" ? null : Number(select.value));
}

/**
 * Asks something in the middle of the page. `fill` adds the fields and says what is done when they are sent. What goes
 * wrong is said there, and nothing that was typed is lost.
 */
export function ask(title: string, submit: string, fill: (fields: Element) => () => Promise<string>): void {
  const dialog = add(document.body, "dialog");
  add(dialog, "h2", "", title);
  const fields = add(dialog, "div", "fields");
  const onSubmit = fill(fields);
  const form = addForm(dialog, submit, async () => {
    const whyNot = await onSubmit();
    if (whyNot === "") dialog.close();
    complaint.textContent = whyNot;
  });
  form.prepend(fields);
  const complaint = add(form, "p", "complaint");
  complaint.setAttribute("role", "alert");
  addButton(form, tProfile.cancel, () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}
