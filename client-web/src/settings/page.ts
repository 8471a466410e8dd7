// The page of settings, over the start screen or the flight.

import "./page.css";
import { Dialog } from "../ui/dialog";
import { add } from "../ui/dom";
import { FINGERS } from "../ui/pointer";
import { addAutopilot } from "./autopilot";
import { BindingsTable } from "./bindings_table";
import { addField } from "./field_row";
import { kept } from "./kept";
import { addLanguage } from "./language";
import { addLooks } from "./looks";
import { namesOf, read, type FieldName } from "./settings";
import { tSettings } from "../words/settings";

const SECTIONS: readonly (readonly [title: string, fields: readonly FieldName[]])[] = [
  [tSettings.keys, []],
  [tSettings.steering, ["autoFire", "stickyThrust", "stickyFire", "stickyTurn", "mouse", "padStick", "deadZonePercent", "rumble"]],
  [tSettings.touch, ["touch", "leftHanded", "padPercent", "haptics"]],
  [tSettings.ship, []],
  [tSettings.picture, ["colours", "minimap"]],
  [tSettings.sound, ["sound", "volumePercent"]],
  [tSettings.network, ["netgraph"]],
  [tSettings.language, []],
];

export class SettingsPage {
  readonly #dialog: Dialog;
  readonly #panel: HTMLElement;
  readonly #tabs: readonly HTMLButtonElement[];
  #section = 0;

  constructor(root: Element) {
    this.#dialog = new Dialog(root, tSettings.settings);
    this.#dialog.body.classList.add("settings");
    const tabs = add(this.#dialog.body, "div", "tabs");
    this.#tabs = [...SECTIONS.map(([title]) => title), tSettings.asText].map((title, index) => {
      const tab = add(tabs, "button", "small", title);
      tab.type = "button";
      tab.addEventListener("click", () => this.#show(index));
      return tab;
    });
    this.#panel = add(this.#dialog.body, "div", "section");
    this.#addReset();
    this.#dialog.addButton(tSettings.done, () => this.#dialog.close());
    // Who flies by fingers has no use for keys.
    this.#show(FINGERS.matches ? SECTIONS.findIndex(([title]) => title === tSettings.touch) : 0);
  }

  open(): void {
    this.#dialog.open();
  }

  /** Takes two presses: what is reset is gone. */
  #addReset(): void {
    const reset = this.#dialog.addButton(tSettings.resetAll, () => {
      const isSure = reset.textContent === tSettings.resetSure;
      reset.textContent = isSure ? tSettings.resetAll : tSettings.resetSure;
      if (!isSure) return;
      kept.reset();
      this.#show(this.#section);
    });
    reset.addEventListener("blur", () => (reset.textContent = tSettings.resetAll));
  }

  #show(index: number): void {
    this.#section = index;
    this.#tabs.forEach((tab, at) => (tab.ariaPressed = String(at === index)));
    this.#panel.replaceChildren();
    const [title, fields] = SECTIONS[index] ?? ["", null];
    if (fields === null) return addText(this.#panel);
    for (const name of fields) addField(this.#panel, name);
    if (title === tSettings.steering) addAutopilot(this.#panel);
    if (title === tSettings.ship) addLooks(this.#panel);
    if (title === tSettings.keys) new BindingsTable(this.#panel);
    if (title === tSettings.language) addLanguage(this.#panel);
  }
}

/** Settings to take along to another browser, and those that were brought from one. */
function addText(panel: Element): void {
  const label = add(panel, "label", "text", tSettings.textHint);
  const area = add(label, "textarea");
  area.rows = 12;
  area.spellcheck = false;
  area.value = kept.asText();
  const use = add(panel, "button", "small", tSettings.useText);
  use.type = "button";
  const word = add(panel, "p", "hint");
  word.setAttribute("role", "status");
  use.addEventListener("click", () => {
    const found = read(area.value);
    if (found === null) return void (word.textContent = tSettings.noText);
    kept.keep(found);
    area.value = kept.asText();
    const unread = namesOf(found.unread);
    word.textContent = unread.length === 0 ? tSettings.textUsed : tSettings.textUsedBut({ names: unread.join(", ") });
  });
}
