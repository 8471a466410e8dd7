// Plots side by side, one for each unit, and the list of signals that may be in them.

import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import { addButton } from "../editor/inspector";
import type { Flight } from "../bench/flight";
import { Plot } from "./plot";
import { toCsv } from "./recording";

const WINDOWS_S = [5, 10, 30, 120];
const LISTED_MOST = 400;

export interface Exports {
  csv(text: string): void;
  png(picture: Blob, unit: string): void;
  response(): void;
}

export class Scopes {
  readonly #list: HTMLElement;
  readonly #plots: HTMLElement;
  readonly #keep: HTMLButtonElement;
  readonly #shown = new Map<string, Plot>();
  /** Signals that a person has chosen or not; scope blocks are shown unless somebody says otherwise. */
  readonly #wishes = new Map<string, boolean>();
  #window_s = 10;
  #listed = "";

  readonly #flight: Flight;

  constructor(
    parent: Element,
    flight: Flight,
    exports: Exports,
  ) {
    this.#flight = flight;
    const side = add(parent, "div", "signals");
    add(side, "h3", "", tBench.signals);
    this.#list = add(side, "div", "signal-list");
    const main = add(parent, "div", "scopes");
    const tools = add(main, "div", "buttons");
    const window = add(tools, "select");
    window.setAttribute("aria-label", tBench.timeShown);
    for (const it of WINDOWS_S) add(window, "option", "", tBench.seconds({ seconds: it })).value = String(it);
    window.value = String(this.#window_s);
    window.addEventListener("change", () => {
      this.#window_s = Number(window.value);
      for (const plot of this.#shown.values()) plot.unzoom();
      this.show();
    });
    this.#keep = addButton(tools, tBench.keepRun, () => {
      flight.kept = flight.kept === null ? flight.recording.copy() : null;
      this.renew();
    });
    this.#keep.title = tBench.keepAbout;
    addButton(tools, "CSV", () => exports.csv(toCsv(flight.recording, this.#chosen())));
    addButton(tools, "PNG", () => {
      for (const plot of this.#shown.values()) void plot.picture().then((picture) => picture !== null && exports.png(picture, plot.unit === "-" ? "" : plot.unit));
    });
    addButton(tools, tBench.stepResponse, exports.response);
    add(tools, "span", "dim", tBench.plotHint);
    this.#plots = add(main, "div", "plots");
    this.#plots.setAttribute("data-empty", tBench.noSignals);
  }

  #isChosen(name: string, isScope: boolean): boolean {
    return this.#wishes.get(name) ?? isScope;
  }

  #chosen(): string[] {
    return this.#flight.signals.filter(({ name, isScope }) => this.#isChosen(name, isScope)).map(({ name }) => name);
  }

  /** After signals have come or gone. */
  renew(): void {
    const { signals, kept } = this.#flight;
    this.#keep.textContent = kept === null ? tBench.keepRun : tBench.forgetRun;
    const key = JSON.stringify(signals.map(({ name }) => name));
    if (key !== this.#listed) {
      this.#listed = key;
      this.#list.replaceChildren();
      for (const { name, isScope } of signals.slice(0, LISTED_MOST)) this.#addSignal(name, isScope);
    }
    const byUnit = new Map<string, string[]>();
    for (const { name, unit, isScope } of signals) {
      if (this.#isChosen(name, isScope)) byUnit.set(unit, [...(byUnit.get(unit) ?? []), name]);
    }
    for (const [unit, plot] of this.#shown) {
      if (byUnit.has(unit)) continue;
      plot.remove();
      this.#shown.delete(unit);
    }
    for (const unit of byUnit.keys()) if (!this.#shown.has(unit)) this.#shown.set(unit, new Plot(this.#plots, unit));
    for (const [unit, names] of byUnit) {
      this.#shown.get(unit)?.setTraces(names.map((name) => ({ signal: name, label: name })), kept !== null);
    }
    this.#plots.classList.toggle("empty", byUnit.size === 0);
    this.show();
  }

  #addSignal(name: string, isScope: boolean): void {
    const label = add(this.#list, "label");
    const box = add(label, "input");
    box.type = "checkbox";
    box.checked = this.#isChosen(name, isScope);
    add(label, "span", "", name).title = name;
    box.addEventListener("change", () => {
      this.#wishes.set(name, box.checked);
      this.renew();
    });
  }

  show(): void {
    for (const plot of this.#shown.values()) plot.show(this.#flight.recording, this.#flight.kept, this.#window_s);
  }
}
