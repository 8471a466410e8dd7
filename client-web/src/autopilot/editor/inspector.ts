// What is selected, and all that can be set about it.

import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import { told, type Trouble } from "../document/check";
import { own, textOf, type Block } from "../document/diagram";
import { SENSORS } from "../document/sensors";
import { kindNamed } from "../catalogue/catalogue";
import type { Desk } from "./desk";
import { addField, type Field } from "./field";

const EVERY_MOST = 1000;
const SENSOR_LIST = "sensors";

export class Inspector {
  #shown = "";
  #refresh: () => void = () => undefined;
  #nameInput: HTMLInputElement | null = null;

  readonly #parent: HTMLElement;
  readonly #desk: Desk;
  readonly #troubles: () => readonly Trouble[];

  constructor(
    parent: HTMLElement,
    desk: Desk,
    troubles: () => readonly Trouble[],
  ) {
    this.#parent = parent;
    this.#desk = desk;
    this.#troubles = troubles;
    desk.onChange(() => this.render());
    const names = add(document.body, "datalist");
    names.id = SENSOR_LIST;
    for (const name of SENSORS.keys()) add(names, "option").value = name;
  }

  /** Puts the cursor into the name of what is selected. */
  rename(): void {
    this.#nameInput?.focus();
    this.#nameInput?.select();
  }

  render(): void {
    const desk = this.#desk;
    const [name = ""] = desk.selection;
    const block = desk.selection.size === 1 ? own(desk.model.blocks, name) : undefined;
    const key = JSON.stringify([desk.modelName, [...desk.selection], block?.kind, Object.keys(desk.diagram.models)]);
    if (key !== this.#shown) {
      this.#shown = key;
      this.#parent.replaceChildren();
      this.#nameInput = null;
      if (block !== undefined) this.#refresh = this.#addBlock(name, block);
      else if (desk.selection.size > 1) this.#refresh = this.#addSeveral();
      else this.#refresh = this.#addFile();
    }
    this.#refresh();
  }

  #addBlock(name: string, block: Block): () => void {
    const desk = this.#desk;
    const parent = this.#parent;
    const kind = kindNamed(block.kind);
    add(parent, "h2", "", block.kind.replaceAll("_", " "));
    this.#addName(tBench.name, name, (to) => desk.rename(name, to));
    const fields = (kind?.params ?? []).map((spec): readonly [string, Field] => [
      spec.name,
      addField(parent, spec, (value) =>
        desk.do({ type: "param", model: desk.modelName, name, param: spec.name, value }, `${spec.name} of ${name}`),
      ),
    ]);
    if (block.kind === "entry" && desk.modelName === desk.diagram.main) {
      parent.querySelector(".field input")?.setAttribute("list", SENSOR_LIST);
    }
    const every = addField(
      parent,
      { name: "every", about: tBench.every, range: { type: "whole", least: 1, most: EVERY_MOST, initial: 1 } },
      (value) => desk.do({ type: "every", model: desk.modelName, name, steps: typeof value === "number" ? value : 1 }, `every of ${name}`),
    );
    const faults = add(parent, "ul", "faults");
    const buttons = add(parent, "div", "buttons");
    if (block.kind === "model") {
      addButton(buttons, tBench.open, () => desk.enter(name));
      addButton(buttons, tBench.ungroup, () => desk.ungroup());
    }
    addButton(buttons, tBench.remove, () => desk.removeSelected());
    add(parent, "p", "equation", kind?.equation ?? "");
    const facts = [kind?.later === true ? tBench.later : "", tBench.price({ price: kind?.price ?? 0 }), kind?.source ?? ""];
    add(parent, "p", "dim", facts.filter((it) => it !== "").join(" "));
    return () => {
      const now = own(desk.model.blocks, name);
      if (now === undefined) return;
      for (const [param, field] of fields) field.show(own(now.params ?? {}, param));
      every.show(now.every);
      this.#showFaults(faults, (it) => it.block === name && it.model === desk.modelName);
    };
  }

  #addSeveral(): () => void {
    const desk = this.#desk;
    const parent = this.#parent;
    add(parent, "h2", "", tBench.severalBlocks({ count: desk.selection.size }));
    const buttons = add(parent, "div", "buttons");
    addButton(buttons, tBench.group, () => desk.group());
    addButton(buttons, tBench.remove, () => desk.removeSelected());
    return () => undefined;
  }

  #addFile(): () => void {
    const desk = this.#desk;
    const parent = this.#parent;
    add(parent, "h2", "", tBench.autopilot);
    const title = this.#addText(tBench.title, (text) => desk.do({ type: "describe", title: text, about: desk.diagram.about ?? "" }, "title"));
    const about = this.#addText(tBench.about, (text) => desk.do({ type: "describe", title: desk.diagram.title, about: text }, "about"));
    this.#addName(tBench.model, desk.modelName, (to) => desk.renameModel(to));
    add(parent, "h3", "", tBench.models);
    for (const name of Object.keys(desk.diagram.models).sort()) {
      const row = add(parent, "div", "buttons");
      const open = addButton(row, name === desk.diagram.main ? tBench.flies({ model: name }) : name, () => desk.openModel(name));
      open.classList.toggle("on", name === desk.modelName);
      if (name !== desk.diagram.main && !this.#isHeld(name)) {
        addButton(row, tBench.remove, () => desk.do({ type: "removeModel", name })).setAttribute("aria-label", tBench.removeModel({ model: name }));
      }
    }
    addButton(add(parent, "div", "buttons"), tBench.newModel, () => desk.addModel());
    const faults = add(parent, "ul", "faults");
    return () => {
      show(title, desk.diagram.title);
      show(about, desk.diagram.about ?? "");
      this.#showFaults(faults, () => true);
    };
  }

  #isHeld(name: string): boolean {
    return Object.values(this.#desk.diagram.models).some(({ blocks }) =>
      Object.values(blocks).some((block) => block.kind === "model" && textOf(block, "model") === name),
    );
  }

  #addName(text: string, name: string, rename: (to: string) => string): void {
    const label = add(this.#parent, "label", "field");
    add(label, "span", "field-name", text);
    const input = add(label, "input");
    const complaint = add(label, "span", "complaint");
    input.value = name;
    input.addEventListener("change", () => {
      complaint.textContent = rename(input.value.trim());
    });
    this.#nameInput ??= input;
  }

  #addText(text: string, change: (text: string) => void): HTMLInputElement {
    const label = add(this.#parent, "label", "field");
    add(label, "span", "field-name", text);
    const input = add(label, "input");
    input.maxLength = 500;
    input.addEventListener("input", () => change(input.value));
    return input;
  }

  #showFaults(list: Element, isMeant: (trouble: Trouble) => boolean): void {
    const troubles = this.#troubles().filter(isMeant);
    const key = JSON.stringify(troubles);
    if (list.getAttribute("data-shown") === key) return;
    list.setAttribute("data-shown", key);
    list.replaceChildren();
    for (const trouble of troubles) {
      const { model, block } = trouble;
      const item = add(list, "li");
      const button = addButton(item, told(trouble), () => {
        if (model !== "" && model !== this.#desk.modelName) this.#desk.openModel(model);
        this.#desk.select([block]);
      });
      button.className = "fault";
    }
  }
}

export function addButton(parent: Element, text: string, press: () => void): HTMLButtonElement {
  const button = add(parent, "button", "small", text);
  button.type = "button";
  button.addEventListener("click", press);
  return button;
}

function show(input: HTMLInputElement, text: string): void {
  if (input.value !== text && document.activeElement !== input) input.value = text;
}
