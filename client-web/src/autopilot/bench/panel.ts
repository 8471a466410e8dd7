// The bench under the diagram: the sandbox, what steers it, and the scopes.

import { tBench } from "../../words/bench";
import { add } from "../../ui/dom";
import { openDialog } from "../dialogs";
import { told } from "../document/check";
import type { Desk } from "../editor/desk";
import { addButton } from "../editor/inspector";
import type { Sheet } from "../editor/sheet";
import { fileName, saveFile } from "../files/disk";
import type { ScenarioName } from "../sandbox/scenario";
import { Scopes } from "../scope/scopes";
import type { Flight } from "./flight";
import { AFTER_S, measure, responseText } from "./response";
import { Setup } from "./setup";
import { stateText } from "./state_text";
import { drawWorld } from "./view";

const STEP_MS = 1000 / 32;
/** After a pause of the page not all is made up for. */
const BEHIND_MOST_MS = 250;
const SHOW_EVERY_MS = 100;

export class Panel {
  readonly scopes: Scopes;
  readonly #canvas: HTMLCanvasElement;
  readonly #state: HTMLElement;
  readonly #run: HTMLButtonElement;
  readonly #setup: Setup;
  #running = false;
  #last_ms = 0;
  #behind_ms = 0;
  #shown_ms = 0;

  readonly #desk: Desk;
  readonly #sheet: Sheet;
  readonly #flight: Flight;

  constructor(
    parent: HTMLElement,
    desk: Desk,
    sheet: Sheet,
    flight: Flight,
  ) {
    this.#desk = desk;
    this.#sheet = sheet;
    this.#flight = flight;
    const left = add(parent, "div", "flight");
    this.#canvas = add(left, "canvas");
    this.#canvas.setAttribute("role", "img");
    this.#canvas.setAttribute("aria-label", tBench.sandbox);
    const buttons = add(left, "div", "buttons");
    this.#run = addButton(buttons, tBench.fly, () => this.setRunning(!this.#running));
    addButton(buttons, tBench.step, () => {
      this.setRunning(false);
      flight.step();
      this.#show();
    });
    addButton(buttons, tBench.restart, () => this.begin());
    this.#setup = new Setup(buttons, flight, () => this.begin());
    this.#state = add(left, "p", "dim");
    this.#state.setAttribute("role", "status");
    this.scopes = new Scopes(parent, flight, {
      csv: (text) => saveFile(fileName(desk.diagram.title, "csv"), new Blob([text], { type: "text/csv" })),
      png: (picture, unit) => saveFile(fileName(`${desk.diagram.title} ${unit}`, "png"), picture),
      response: () => this.#openResponse(),
    });
    desk.onChange(() => this.#change());
    new ResizeObserver(() => drawWorld(this.#canvas, flight.world)).observe(this.#canvas);
    requestAnimationFrame((now) => this.#frame(now));
  }

  /** Flies anew, in a scenario if one is named. */
  begin(scenario?: ScenarioName): void {
    if (scenario !== undefined) this.#flight.scenario = scenario;
    this.#setup.show();
    this.#flight.restart(this.#desk.diagram);
    this.scopes.renew();
    this.#show();
  }

  #change(): void {
    if (this.#flight.fault !== null) this.setRunning(false);
    this.scopes.renew();
    this.#show();
  }

  setRunning(running: boolean): void {
    this.#running = running && this.#flight.fault === null && this.#flight.canFly;
    this.#run.textContent = this.#running ? tBench.pause : tBench.fly;
    this.#run.classList.toggle("on", this.#running);
    this.#behind_ms = 0;
    this.#show();
  }

  #frame(now_ms: number): void {
    if (this.#running) {
      this.#behind_ms = Math.min(BEHIND_MOST_MS, this.#behind_ms + now_ms - this.#last_ms);
      for (; this.#behind_ms >= STEP_MS; this.#behind_ms -= STEP_MS) this.#flight.step();
      drawWorld(this.#canvas, this.#flight.world);
      if (now_ms - this.#shown_ms >= SHOW_EVERY_MS) this.#show(now_ms);
    }
    this.#last_ms = now_ms;
    requestAnimationFrame((now) => this.#frame(now));
  }

  #show(now_ms = performance.now()): void {
    this.#shown_ms = now_ms;
    const flight = this.#flight;
    drawWorld(this.#canvas, flight.world);
    this.scopes.show();
    this.#showValues();
    const fault = flight.fault === null ? "" : told(flight.fault);
    const text = fault || flight.broken || stateText(flight);
    if (this.#state.textContent !== text) this.#state.textContent = text;
    this.#state.classList.toggle("complaint", fault !== "" || flight.broken !== "");
    this.#run.disabled = flight.fault !== null;
  }

  /** Values on the wires of the model that is open, where it was reached from the main one by its holders. */
  #showValues(): void {
    const desk = this.#desk;
    const flight = this.#flight;
    const sheet = this.#sheet;
    const prefix = desk.openPath;
    const read = (end: string): Float32Array | undefined => {
      const dot = end.indexOf(".");
      return prefix === null || flight.fault !== null ? undefined : flight.probe(prefix + end.slice(0, dot), end.slice(dot + 1));
    };
    sheet.showValues((end, signal) => {
      const numbers = read(end);
      if (numbers === undefined) return "";
      if (signal === "bool") return numbers[0] === 0 ? "false" : "true";
      return [...numbers].map((it) => String(Number(it.toPrecision(3)))).join(" ");
    });
    sheet.showTruth((end) => (read(end)?.[0] ?? 0) !== 0);
  }

  #openResponse(): void {
    const desk = this.#desk;
    const flight = this.#flight;
    openDialog(tBench.stepResponse, (dialog) => {
      add(dialog, "p", "dim", tBench.responseAbout({ seconds: AFTER_S }));
      const select = add(dialog, "select");
      select.setAttribute("aria-label", tBench.signal);
      for (const { name } of flight.signals) add(select, "option", "", name);
      const list = add(dialog, "dl");
      const fill = (): void => {
        list.replaceChildren();
        const response = measure(desk.diagram, select.value);
        const rows = response === null ? [[tBench.noResponse, tBench.noResponseWhy]] : responseText(response);
        for (const [name = "", value = ""] of rows) {
          add(list, "dt", "", name);
          add(list, "dd", "", value);
        }
      };
      select.addEventListener("change", fill);
      fill();
      addButton(add(dialog, "div", "buttons"), tBench.close, () => dialog.close());
    });
  }
}
