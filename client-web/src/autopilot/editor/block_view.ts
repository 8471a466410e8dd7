// A block as it is drawn: its head, and a dot for each port.

import { tBench } from "../../words/bench";
import { textOf, type Block } from "../document/diagram";
import { kindNamed } from "../catalogue/catalogue";
import type { Port, Ports } from "../document/ports";
import { captionOf } from "./caption";
import { BLOCK_WIDTH, PORT_HEIGHT, SQUARE, blockHeight, portPoint, type Way } from "./geometry";
import { addSvg, fitted, set } from "./svg";

const NAME_LETTERS = 18;
const CAPTION_LETTERS = 22;
const PORT_LETTERS = 11;
const DOT_RADIUS = 4.5;

/** How a port looks to whoever draws a wire. */
export type Fit = "fits" | "unfit" | "begun" | "";

export interface PortState {
  readonly isWired: boolean;
  readonly trouble: string;
  readonly fit: Fit;
}

export class BlockView {
  readonly element: SVGGElement;
  readonly #dots = new Map<string, { readonly element: SVGGElement; readonly title: SVGTitleElement; readonly port: Port; readonly way: Way }>();
  readonly #values = new Map<string, SVGTextElement>();

  constructor(
    parent: Element,
    readonly name: string,
    readonly block: Block,
    readonly ports: Ports,
  ) {
    this.element = addSvg(parent, "g", "", { role: "group", tabindex: -1, "data-block": name });
    const { element } = this;
    addSvg(element, "rect", "body", { width: BLOCK_WIDTH, height: blockHeight(ports), rx: 5 });
    addSvg(element, "text", "name", { x: 10, y: 14 }).textContent = fitted(name, NAME_LETTERS);
    addSvg(element, "text", "caption", { x: 10, y: 26 }).textContent = fitted(captionOf(block), CAPTION_LETTERS);
    if (block.every !== undefined) addSvg(element, "text", "every", { x: BLOCK_WIDTH - 8, y: 14 }).textContent = `1/${block.every}`;
    const [x, y] = block.at ?? [0, 0];
    element.setAttribute("transform", `translate(${x * SQUARE} ${y * SQUARE})`);
    ports.inputs.forEach((port, index) => this.#addPort("in", port, index));
    ports.outputs.forEach((port, index) => this.#addPort("out", port, index));
    addSvg(element, "title").textContent = kindNamed(block.kind)?.equation ?? "";
  }

  #addPort(way: Way, port: Port, index: number): void {
    const { x, y } = portPoint(way, index);
    const element = addSvg(this.element, "g", "", { role: "button", tabindex: -1, "data-way": way, "data-port": port.name });
    element.setAttribute("transform", `translate(${x} ${y})`);
    const title = addSvg(element, "title");
    addSvg(element, "rect", "hit", { x: way === "in" ? -12 : -20, y: -PORT_HEIGHT / 2, width: 32, height: PORT_HEIGHT });
    addSvg(element, "circle", "dot", { r: DOT_RADIUS });
    const label = addSvg(element, "text", "label", { x: way === "in" ? 9 : -9, y: 3.5 });
    label.textContent = fitted(port.name, PORT_LETTERS);
    if (way === "out") this.#values.set(port.name, addSvg(this.element, "text", "value", { x: x + 8, y: y - 4 }));
    this.#dots.set(keyOf(way, port.name), { element, title, port, way });
  }

  portElement(way: Way, name: string): SVGGElement | undefined {
    return this.#dots.get(keyOf(way, name))?.element;
  }

  show(isSelected: boolean, troubles: number, stateOf: (way: Way, port: Port) => PortState): void {
    const { kind } = this.block;
    set(this.element, "class", `block ${kind}${isSelected ? " selected" : ""}${troubles > 0 ? " bad" : ""}`);
    let what = `${this.name}, ${kind.replaceAll("_", " ")}`;
    if (isSelected) what = tBench.selected({ what });
    if (kind === "model") what = tBench.holds({ what, model: textOf(this.block, "model") });
    if (troubles > 0) what = tBench.faulty({ what, count: troubles });
    set(this.element, "aria-label", what);
    for (const { element, title, port, way } of this.#dots.values()) {
      const { isWired, trouble, fit } = stateOf(way, port);
      set(element, "class", `port ${way} ${port.signal}${isWired ? " wired" : ""}${trouble ? " bad" : ""}${fit ? ` ${fit}` : ""}`);
      const about = { port: port.name, block: this.name, signal: port.signal };
      const text = `${way === "in" ? tBench.input(about) : tBench.output(about)}${trouble ? `. ${trouble}` : ""}`;
      set(element, "aria-label", text);
      if (title.textContent !== text) title.textContent = text;
    }
  }

  /** Shows what an output is now. */
  showValue(port: string, text: string): void {
    const element = this.#values.get(port);
    if (element !== undefined && element.textContent !== text) element.textContent = text;
  }
}

function keyOf(way: Way, port: string): string {
  return `${way} ${port}`;
}
