// The open model as a drawing. It shows what is on the desk and decides nothing.

import { tBench } from "../../words/bench";
import type { Signal } from "../catalogue/kind";
import { endOf, splitEnd } from "../document/diagram";
import type { Trouble } from "../document/check";
import { BlockView, type Fit } from "./block_view";
import { Camera } from "./camera";
import type { Desk, Spot } from "./desk";
import { boundsOf, boxOf, portPoint, wirePath, type Box, type Point, type Way } from "./geometry";
import { addSvg, set } from "./svg";

export class Sheet {
  readonly svg: SVGSVGElement;
  readonly camera = new Camera();
  readonly #world: SVGGElement;
  readonly #wireLayer: SVGGElement;
  readonly #blockLayer: SVGGElement;
  readonly #ghost: SVGPathElement;
  readonly #frame: SVGRectElement;
  #views = new Map<string, BlockView>();
  #wires = new Map<string, SVGPathElement>();
  #shownModel = "";
  /** The block by which the keyboard comes into the drawing. */
  #entrance = "";

  readonly #desk: Desk;
  readonly #troubles: () => readonly Trouble[];

  constructor(
    parent: Element,
    desk: Desk,
    troubles: () => readonly Trouble[],
  ) {
    this.#desk = desk;
    this.#troubles = troubles;
    this.svg = addSvg(parent, "svg", "sheet", { role: "application", "aria-label": tBench.diagram, tabindex: 0 });
    this.#world = addSvg(this.svg, "g", "world");
    this.#wireLayer = addSvg(this.#world, "g", "wires");
    this.#blockLayer = addSvg(this.#world, "g", "blocks");
    this.#ghost = addSvg(this.#world, "path", "ghost");
    this.#frame = addSvg(this.#world, "rect", "frame");
    desk.onChange(() => this.render());
  }

  render(): void {
    const desk = this.#desk;
    const focus = this.focused();
    const troubles = this.#troubles().filter(({ model }) => model === desk.modelName);
    this.#renderBlocks(troubles);
    this.#renderWires(troubles);
    const isNew = this.#shownModel !== desk.openModels.join("/");
    this.#shownModel = desk.openModels.join("/");
    if (isNew) this.fit();
    if (focus !== null) this.#holdFocus(focus.block, focus.way, focus.port);
    this.#setEntrance(this.#views.has(this.#entrance) ? this.#entrance : (this.#views.keys().next().value ?? ""));
  }

  #renderBlocks(troubles: readonly Trouble[]): void {
    const desk = this.#desk;
    const { blocks, wires } = desk.model;
    const wired = new Set(wires.flat());
    const views = new Map<string, BlockView>();
    for (const [name, block] of Object.entries(blocks)) {
      let view = this.#views.get(name);
      const ports = desk.ports(name);
      if (view === undefined || view.block !== block || JSON.stringify(view.ports) !== JSON.stringify(ports)) {
        view?.element.remove();
        view = new BlockView(this.#blockLayer, name, block, ports);
      }
      const own = troubles.filter((it) => it.block === name);
      view.show(desk.selection.has(name), own.length, (way, port) => ({
        isWired: wired.has(endOf(name, port.name)),
        trouble: (way === "in" && own.find((it) => it.port === port.name)?.text) || "",
        fit: this.#fitOf({ block: name, way, port: port.name }),
      }));
      views.set(name, view);
    }
    for (const [name, view] of this.#views) if (!views.has(name)) view.element.remove();
    this.#views = views;
  }

  #fitOf(spot: Spot): Fit {
    const begun = this.#desk.wiring;
    if (begun === null) return "";
    if (begun.block === spot.block && begun.way === spot.way && begun.port === spot.port) return "begun";
    return this.#desk.whyNot(begun, spot) === "" ? "fits" : "unfit";
  }

  #renderWires(troubles: readonly Trouble[]): void {
    const wires = new Map<string, SVGPathElement>();
    for (const [from, to] of this.#desk.model.wires) {
      const [source, output] = splitEnd(from);
      const [sink, input] = splitEnd(to);
      const start = this.portPoint(source, "out", output);
      const end = this.portPoint(sink, "in", input);
      if (start === null || end === null) continue;
      const key = `${from}\n${to}`;
      const path = this.#wires.get(key) ?? addSvg(this.#wireLayer, "path", "", { "data-from": from, "data-to": to });
      const signal = this.#views.get(source)?.ports.outputs.find(({ name }) => name === output)?.signal ?? "number";
      const isBad = troubles.some(({ block, port }) => block === sink && port === input);
      const isNear = this.#desk.selection.has(source) || this.#desk.selection.has(sink);
      set(path, "class", `wire ${signal}${isBad ? " bad" : ""}${isNear ? " near" : ""}`);
      set(path, "d", wirePath(start, end));
      wires.set(key, path);
    }
    for (const [key, path] of this.#wires) if (!wires.has(key)) path.remove();
    this.#wires = wires;
  }

  /** Where a port is in the diagram. */
  portPoint(block: string, way: Way, port: string): Point | null {
    const view = this.#views.get(block);
    const index = (way === "in" ? view?.ports.inputs : view?.ports.outputs)?.findIndex(({ name }) => name === port) ?? -1;
    const box = this.boxOf(block);
    if (box === null || index < 0) return null;
    const { x, y } = portPoint(way, index);
    return { x: box.x + x, y: box.y + y };
  }

  boxOf(block: string): Box | null {
    const view = this.#views.get(block);
    return view === undefined ? null : boxOf(view.block, view.ports);
  }

  get boxes(): readonly (readonly [name: string, box: Box])[] {
    return [...this.#views].map(([name, view]) => [name, boxOf(view.block, view.ports)]);
  }

  /** A point of the screen in the diagram. */
  into(clientX: number, clientY: number): Point {
    const { left, top } = this.svg.getBoundingClientRect();
    return this.camera.into({ x: clientX - left, y: clientY - top });
  }

  /** The middle of what is seen. */
  get middle(): Point {
    const { left, top, width, height } = this.svg.getBoundingClientRect();
    return this.into(left + width / 2, top + height / 2);
  }

  fit(): void {
    const { width, height } = this.svg.getBoundingClientRect();
    if (width === 0) return;
    const bounds = boundsOf(this.boxes.map(([, box]) => box));
    this.camera.fit(bounds, width, height);
    this.look();
  }

  look(): void {
    set(this.#world, "transform", this.camera.transform);
    this.svg.style.setProperty("--scale", String(this.camera.scale));
    const { x, y } = this.camera.into({ x: 0, y: 0 });
    this.svg.style.backgroundPosition = `${-x * this.camera.scale}px ${-y * this.camera.scale}px`;
    this.svg.style.backgroundSize = `${30 * this.camera.scale}px ${30 * this.camera.scale}px`;
  }

  /** Draws the wire that a pointer leads. */
  drawGhost(to: Point | null): void {
    const begun = this.#desk.wiring;
    const start = begun === null ? null : this.portPoint(begun.block, begun.way, begun.port);
    const path = start === null || to === null ? "" : begun?.way === "out" ? wirePath(start, to) : wirePath(to, start);
    set(this.#ghost, "d", path);
  }

  drawFrame(box: Box | null): void {
    const { x, y, width, height } = box ?? { x: 0, y: 0, width: 0, height: 0 };
    for (const [name, value] of Object.entries({ x, y, width, height })) set(this.#frame, name, String(value));
  }

  /** What has the keyboard's focus. */
  focused(): { readonly block: string; readonly way?: Way; readonly port?: string } | null {
    return spotOf(document.activeElement, this.svg);
  }

  #holdFocus(block: string, way?: Way, port?: string): BlockView | undefined {
    const view = this.#views.get(block);
    if (view === undefined) return undefined;
    const element = way === undefined || port === undefined ? view.element : (view.portElement(way, port) ?? view.element);
    this.#setEntrance(block);
    if (document.activeElement !== element) element.focus({ preventScroll: true });
    return view;
  }

  /** Gives the keyboard's focus to a block or a port, and shows it. */
  focus(block: string, way?: Way, port?: string): void {
    const view = this.#holdFocus(block, way, port);
    if (view === undefined) return;
    const { width, height } = this.svg.getBoundingClientRect();
    this.camera.reveal(boxOf(view.block, view.ports), width, height);
    this.look();
  }

  #setEntrance(name: string): void {
    this.#entrance = name;
    set(this.svg, "tabindex", name === "" ? "0" : "-1");
    for (const [key, view] of this.#views) set(view.element, "tabindex", key === name ? "0" : "-1");
  }

  /** Shows values at all outputs, by the end that a wire has there; "" where nothing is known. */
  showValues(textOf: (end: string, signal: Signal) => string): void {
    for (const [name, view] of this.#views) {
      for (const port of view.ports.outputs) view.showValue(port.name, textOf(endOf(name, port.name), port.signal));
    }
  }

  /** Lets wires of true and false be told apart. */
  showTruth(isTrue: (end: string) => boolean): void {
    for (const path of this.#wires.values()) path.classList.toggle("true", isTrue(path.dataset["from"] ?? ""));
  }
}

/** The block, and the port if it is one, that an element of the drawing belongs to. */
export function spotOf(element: Element | null, svg: Element): { readonly block: string; readonly way?: Way; readonly port?: string } | null {
  if (element === null || !svg.contains(element)) return null;
  const block = element.closest<SVGElement>("[data-block]")?.dataset["block"];
  if (block === undefined) return null;
  const { way, port } = element.closest<SVGElement>("[data-port]")?.dataset ?? {};
  return port === undefined || (way !== "in" && way !== "out") ? { block } : { block, way, port };
}
