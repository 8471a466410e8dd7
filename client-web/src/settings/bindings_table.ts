// By what each action is done, and how to have it done by something else.

import { ACTIONS, type Action } from "../input/actions";
import { DEFAULTS, type Bindings, type Source } from "../input/bindings";
import { findKey, learnLayout, sourceName } from "../input/source_names";
import { add } from "../ui/dom";
import { captureSource } from "./capture";
import { QUICK_WORDS } from "../state/quick_words";
import { kept } from "./kept";
import { ONE_HANDED, bind, conflicts, rivals, unbind } from "./rebinding";
import { t } from "../words";
import { tSettings } from "../words/settings";

const NAMES: Readonly<Record<Action, string>> = {
  thrust: tSettings.actThrust,
  left: tSettings.actLeft,
  right: tSettings.actRight,
  brake: tSettings.actBrake,
  fire: tSettings.actFire,
  hyperspace: tSettings.actHyperspace,
  respawn: tSettings.actRespawn,
  autoFire: tSettings.actAutoFire,
  autopilot: tSettings.actAutopilot,
  chat: tSettings.actChat,
  sayHello: QUICK_WORDS.sayHello.shown,
  sayThanks: QUICK_WORDS.sayThanks.shown,
  saySorry: QUICK_WORDS.saySorry.shown,
  sayHelp: QUICK_WORDS.sayHelp.shown,
  sayFollow: QUICK_WORDS.sayFollow.shown,
  sayCareful: QUICK_WORDS.sayCareful.shown,
  sayShot: QUICK_WORDS.sayShot.shown,
  sayGame: QUICK_WORDS.sayGame.shown,
  roll: tSettings.actRoll,
  clip: tSettings.actClip,
  sound: tSettings.actSound,
  network: tSettings.actNetwork,
  minimap: t.map,
  help: tSettings.actHelp,
  settings: tSettings.actSettings,
  panels: tSettings.actPanels,
  leave: tSettings.actLeave,
};

const MOUSE = [tSettings.leftClick, tSettings.middleClick, tSettings.rightClick, tSettings.backClick, tSettings.forwardClick];

/** The keys and buttons that one hand reaches are bound beside those of both. */
const HANDS = [
  [tSettings.bothHands, {}],
  [tSettings.leftHand, ONE_HANDED.left],
  [tSettings.rightHand, ONE_HANDED.right],
] as const;

/** What a key, a button or a stick is called among those of other devices. */
function nameOf(source: Source): string {
  if (source.startsWith("mouse ")) return MOUSE[Number(source.slice(6))] ?? source;
  const name = sourceName(source);
  return /^(?:button|axis) /.test(source) ? tSettings.ofPad({ name }) : name;
}

export class BindingsTable {
  readonly #table: HTMLElement;
  readonly #word: HTMLElement;

  constructor(parent: Element) {
    this.#word = add(parent, "p", "hint word");
    this.#word.setAttribute("role", "status");
    this.#table = add(parent, "div", "bindings");
    const hands = add(parent, "div", "tabs");
    for (const [label, some] of HANDS) {
      addButton(hands, label, label, () => this.#change({ ...DEFAULTS, ...some }));
    }
    this.#draw();
    void learnLayout().then(() => this.#draw());
  }

  /** Draws it anew. The focus stays with the action that had it, or goes to this one. */
  #draw(focused: Action | null = this.#focused): void {
    const { bindings } = kept.now;
    const clashes = conflicts(bindings, findKey);
    this.#table.replaceChildren();
    for (const action of ACTIONS) {
      this.#addRow(action, bindings[action], clashes.some(({ actions }) => actions.includes(action)));
    }
    const [clash] = clashes;
    this.#word.textContent = clash === undefined ? "" : tSettings.clash({ name: nameOf(clash.source), actions: namesOf(clash.actions) });
    if (focused !== null) this.#table.querySelector<HTMLElement>(`[data-action="${focused}"] .more`)?.focus();
  }

  /** The action in whose row the focus is. */
  get #focused(): Action | null {
    const row = document.activeElement?.closest<HTMLElement>(".binding");
    return ACTIONS.find((action) => action === row?.dataset["action"]) ?? null;
  }

  #change(bindings: Bindings, focused: Action | null = this.#focused): void {
    kept.change({ bindings });
    this.#draw(focused);
  }

  #addRow(action: Action, sources: readonly Source[], clashes: boolean): void {
    const row = add(this.#table, "div", clashes ? "binding clash" : "binding");
    row.dataset["action"] = action;
    add(row, "span", "", NAMES[action]);
    const chips = add(row, "span", "sources");
    for (const source of sources) {
      const name = nameOf(source);
      addButton(chips, `${name} ✕`, tSettings.notBy({ action: NAMES[action], name }), () => this.#change(unbind(kept.now.bindings, action, source)));
    }
    const more = addButton(chips, "+", tSettings.addKey({ action: NAMES[action] }), () => this.#listen(action, more));
    more.classList.add("more");
  }

  #listen(action: Action, button: HTMLButtonElement): void {
    button.textContent = tSettings.press;
    this.#word.textContent = tSettings.pressHint;
    captureSource(button, (source) => {
      if (source === null) return this.#draw(action);
      const bound = bind(kept.now.bindings, action, source, findKey);
      const taken = rivals(kept.now.bindings, action, source, findKey);
      if (taken.length === 0) return this.#change(bound, action);
      this.#draw(action);
      this.#word.textContent = `${tSettings.taken({ name: nameOf(source), actions: namesOf(taken) })} `;
      const label = tSettings.useFor({ action: NAMES[action] });
      addButton(this.#word, label, label, () => this.#change(bound, action)).focus();
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
