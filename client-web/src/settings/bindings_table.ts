// By what each action is done, and how to have it done by something else.

import { ACTIONS, type Action } from "../input/actions";
import { DEFAULTS, ONE_HANDED, bind, conflicts, rivals, unbind, type Bindings, type Source } from "../input/bindings";
import { findKey, learnLayout, sourceName } from "../input/source_names";
import { add } from "../ui/dom";
import { captureSource } from "./capture";
import { kept } from "./kept";

const NAMES: Readonly<Record<Action, string>> = {
  thrust: "thrust",
  left: "turn left",
  right: "turn right",
  brake: "brake",
  fire: "fire",
  hyperspace: "hyperspace",
  respawn: "fly again",
  autoFire: "fire by itself",
  chat: "talk",
  roll: "who is here",
  clip: "save the last seconds",
  sound: "sound",
  network: "network",
  help: "help",
  settings: "settings",
  panels: "walk through the buttons",
  leave: "leave",
};

const MOUSE = ["left click", "middle click", "right click", "back click", "forward click"];

/** The keys and buttons that one hand reaches are bound beside those of both. */
const HANDS = [
  ["Both hands", {}],
  ["Left hand alone", ONE_HANDED.left],
  ["Right hand alone", ONE_HANDED.right],
] as const;

/** What a key, a button or a stick is called among those of other devices. */
function nameOf(source: Source): string {
  if (source.startsWith("mouse ")) return MOUSE[Number(source.slice(6))] ?? source;
  const name = sourceName(source);
  return /^(?:button|axis) /.test(source) ? `pad ${name}` : name;
}

export class BindingsTable {
  private readonly table: HTMLElement;
  private readonly word: HTMLElement;

  constructor(parent: Element) {
    this.word = add(parent, "p", "hint word");
    this.word.setAttribute("role", "status");
    this.table = add(parent, "div", "bindings");
    const hands = add(parent, "div", "tabs");
    for (const [label, some] of HANDS) {
      addButton(hands, label, label, () => this.change({ ...DEFAULTS, ...some }));
    }
    this.draw();
    void learnLayout().then(() => this.draw());
  }

  /** Draws it anew. The focus stays with the action that had it, or goes to this one. */
  private draw(focused: Action | null = this.focused): void {
    const { bindings } = kept.now;
    const clashes = conflicts(bindings, findKey);
    this.table.replaceChildren();
    for (const action of ACTIONS) {
      this.addRow(action, bindings[action], clashes.some(({ actions }) => actions.includes(action)));
    }
    const [clash] = clashes;
    this.word.textContent = clash === undefined ? "" : `${nameOf(clash.source)} does two things: ${namesOf(clash.actions)}. Take it from one of them.`;
    if (focused !== null) this.table.querySelector<HTMLElement>(`[data-action="${focused}"] .more`)?.focus();
  }

  /** The action in whose row the focus is. */
  private get focused(): Action | null {
    const row = document.activeElement?.closest<HTMLElement>(".binding");
    return ACTIONS.find((action) => action === row?.dataset["action"]) ?? null;
  }

  private change(bindings: Bindings, focused: Action | null = this.focused): void {
    kept.change({ bindings });
    this.draw(focused);
  }

  private addRow(action: Action, sources: readonly Source[], clashes: boolean): void {
    const row = add(this.table, "div", clashes ? "binding clash" : "binding");
    row.dataset["action"] = action;
    add(row, "span", "", NAMES[action]);
    const chips = add(row, "span", "sources");
    for (const source of sources) {
      const name = nameOf(source);
      addButton(chips, `${name} ✕`, `${NAMES[action]}: not by ${name}`, () => this.change(unbind(kept.now.bindings, action, source)));
    }
    const more = addButton(chips, "+", `${NAMES[action]}: add a key or a button`, () => this.listen(action, more));
    more.classList.add("more");
  }

  private listen(action: Action, button: HTMLButtonElement): void {
    button.textContent = "press…";
    this.word.textContent = "Press a key, a mouse button or a button of a gamepad. Escape leaves it as it is.";
    captureSource(button, (source) => {
      if (source === null) return this.draw(action);
      const bound = bind(kept.now.bindings, action, source, findKey);
      const taken = rivals(kept.now.bindings, action, source, findKey);
      if (taken.length === 0) return this.change(bound, action);
      this.draw(action);
      this.word.textContent = `${nameOf(source)} is for ${namesOf(taken)}. `;
      const label = `Use it for ${NAMES[action]}`;
      addButton(this.word, label, label, () => this.change(bound, action)).focus();
    });
  }
}

function namesOf(actions: readonly Action[]): string {
  return actions.map((action) => NAMES[action]).join(" · ");
}

function addButton(parent: Element, text: string, label: string, onClick: () => void): HTMLButtonElement {
  const button = add(parent, "button", "small", text);
  button.type = "button";
  button.ariaLabel = label;
  button.addEventListener("click", onClick);
  return button;
}
