// The blocks there are, to be dragged onto the sheet. A search finds kinds, sensors, controls and models.

import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import type { Params } from "../document/diagram";
import { CONTROLS, SENSORS } from "../document/sensors";
import { GROUPS } from "../catalogue/catalogue";
import type { Desk } from "./desk";
import { BLOCK_WIDTH, HEAD_HEIGHT, toSquares, type Point } from "./geometry";
import type { Sheet } from "./sheet";

interface Item {
  readonly label: string;
  readonly kind: string;
  readonly params: Params;
  readonly about: string;
}

interface Section {
  readonly name: string;
  readonly items: readonly Item[];
}

/** So many sensors are listed before anybody searches. */
const SENSORS_LISTED = 22;
const FOUND_MOST = 60;
const DRAG_PX = 5;

const SENSOR_ITEMS: readonly Item[] = [...SENSORS].map(([name, signal]) => ({
  label: name,
  kind: "entry",
  params: { name, ...(signal === "number" ? {} : { signal }) },
  about: tBench.sensor({ signal }),
}));

const CONTROL_ITEMS: readonly Item[] = CONTROLS.map((name) => ({
  label: name,
  kind: "exit",
  params: { name, signal: "bool" },
  about: tBench.control,
}));

const GROUP_NAMES: Readonly<Record<string, string>> = {
  structure: tBench.structure,
  sources: tBench.sources,
  arithmetic: tBench.arithmetic,
  logic: tBench.logic,
  memory: tBench.memory,
  dynamics: tBench.dynamics,
  vectors: tBench.vectors,
};

const KIND_SECTIONS: readonly Section[] = GROUPS.map(({ name, kinds }) => ({
  name: GROUP_NAMES[name] ?? name,
  items: kinds
    .filter(({ name }) => name !== "model")
    .map(({ name, equation }) => ({ label: name.replaceAll("_", " "), kind: name, params: {}, about: equation })),
}));

export class Palette {
  readonly search: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #ghost: HTMLElement;
  #shown = "";

  readonly #desk: Desk;
  readonly #sheet: Sheet;

  constructor(
    parent: Element,
    desk: Desk,
    sheet: Sheet,
  ) {
    this.#desk = desk;
    this.#sheet = sheet;
    this.search = add(parent, "input");
    this.search.type = "search";
    this.search.placeholder = `${tBench.search}  /`;
    this.search.setAttribute("aria-label", tBench.search);
    this.#list = add(parent, "div", "items");
    this.#ghost = add(document.body, "div", "carried");
    this.#ghost.hidden = true;
    this.search.addEventListener("input", () => this.render());
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#list.querySelector("button")?.click();
      else if (event.key === "ArrowDown") this.#list.querySelector("button")?.focus();
      else if (event.key === "Escape") this.#sheet.svg.querySelector<SVGElement>('[tabindex="0"]')?.focus();
      else return;
      event.preventDefault();
    });
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
    desk.onChange(() => this.render());
    this.render();
  }

  render(): void {
    const wanted = this.search.value.trim().toLowerCase();
    const sections = wanted === "" ? this.#all() : this.#found(wanted);
    const key = JSON.stringify(sections.map(({ items }) => items.map(({ label }) => label)));
    if (key === this.#shown) return;
    this.#shown = key;
    this.#list.replaceChildren();
    for (const { name, items } of sections) {
      add(this.#list, "h3", "", name);
      for (const item of items) this.#addItem(item);
    }
    if (sections.length === 0) add(this.#list, "p", "dim", tBench.notFound);
  }

  #all(): Section[] {
    const models = this.#models();
    return [
      { name: tBench.sensors, items: SENSOR_ITEMS.slice(0, SENSORS_LISTED) },
      { name: tBench.controls, items: CONTROL_ITEMS },
      ...(models.length > 0 ? [{ name: tBench.modelsHere, items: models }] : []),
      ...KIND_SECTIONS,
    ];
  }

  #found(wanted: string): Section[] {
    const matches = ({ label, kind }: Item): boolean => label.toLowerCase().includes(wanted) || kind.includes(wanted);
    const rank = ({ label }: Item): number => (label === wanted ? 0 : label.startsWith(wanted) ? 1 : 2);
    const items = [...KIND_SECTIONS.flatMap((it) => it.items), ...this.#models(), ...CONTROL_ITEMS, ...SENSOR_ITEMS].filter(matches);
    items.sort((one, other) => rank(one) - rank(other));
    return items.length === 0 ? [] : [{ name: tBench.found, items: items.slice(0, FOUND_MOST) }];
  }

  #models(): Item[] {
    const { diagram, openModels } = this.#desk;
    return Object.keys(diagram.models)
      .filter((name) => !openModels.includes(name))
      .map((name) => ({ label: name, kind: "model", params: { model: name }, about: tBench.modelHere }));
  }

  #addItem(item: Item): void {
    const button = add(this.#list, "button", `item ${item.kind}`, item.label);
    button.title = item.about;
    let start: Point | null = null;
    let isCarried = false;
    button.addEventListener("pointerdown", (event) => {
      start = { x: event.clientX, y: event.clientY };
      isCarried = false;
      button.setPointerCapture(event.pointerId);
    });
    button.addEventListener("pointermove", ({ clientX, clientY }) => {
      if (start === null) return;
      isCarried ||= Math.hypot(clientX - start.x, clientY - start.y) > DRAG_PX;
      this.#carry(isCarried ? item : null, clientX, clientY);
    });
    const end = (): void => {
      start = null;
      this.#carry(null, 0, 0);
    };
    button.addEventListener("pointerup", ({ clientX, clientY }) => {
      const dropped = isCarried && this.#sheet.svg.contains(document.elementFromPoint(clientX, clientY));
      end();
      if (dropped) this.#place(item, this.#sheet.into(clientX, clientY));
    });
    button.addEventListener("pointercancel", end);
    button.addEventListener("click", () => {
      if (!isCarried) this.#place(item, this.#free());
      isCarried = false;
    });
  }

  #carry(item: Item | null, x: number, y: number): void {
    this.#ghost.hidden = item === null;
    if (item === null) return;
    this.#ghost.textContent = item.label;
    this.#ghost.style.transform = `translate(${x}px, ${y}px)`;
  }

  #place({ kind, params }: Item, { x, y }: Point): void {
    const name = this.#desk.add(kind, toSquares({ x: x - BLOCK_WIDTH / 2, y: y - HEAD_HEIGHT / 2 }), params);
    this.#sheet.focus(name);
  }

  /** Below what stands in the middle, so that blocks that are added one after the other do not hide each other. */
  #free(): Point {
    let { x, y } = this.#sheet.middle;
    const isTaken = (): boolean =>
      this.#sheet.boxes.some(([, box]) => Math.abs(box.x + box.width / 2 - x) < box.width && y > box.y - 40 && y < box.y + box.height + 40);
    for (let tries = 0; tries < 100 && isTaken(); tries++) y += 15;
    return { x, y };
  }

  #walk(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const buttons = [...this.#list.querySelectorAll("button")];
    const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = buttons[index + (event.key === "ArrowDown" ? 1 : -1)];
    (next ?? this.search).focus();
  }
}

