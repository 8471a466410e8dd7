// What a person works on: the diagram, the model of it that is open, and what is selected. It knows no page.

import { tBench } from "../../words/bench";
import { troublesOf, whyNotWired, type Trouble } from "../document/check";
import { copied, paste } from "../document/clipboard";
import { BLANK, endOf, modelOf, own, textOf, type Block, type Diagram, type Model, type Place } from "../document/diagram";
import { apply, type Edit } from "../document/edit";
import { group, ungroup } from "../document/group";
import { History } from "../document/history";
import { layOut } from "../document/layout";
import { freshName } from "../document/names";
import { complaintOfName } from "./naming";
import { portsOf, type Port, type Ports } from "../document/ports";
import { boxOf, overlaps, rowsOf, type Way } from "./geometry";

/** One end of a wire that is being drawn, or a port that has the focus. */
export interface Spot {
  readonly block: string;
  readonly way: Way;
  readonly port: string;
}

/** That a file is opened and laid out is undone at once. */
const OPENING = "opening";
const NOTHING: ReadonlySet<string> = new Set();

export class Desk {
  #history = new History(BLANK);
  #path: string[] = [BLANK.main];
  /** The blocks by which the open models were entered; null if one was opened by itself. */
  #entered: (readonly string[]) | null = [];
  #chosen: ReadonlySet<string> = NOTHING;
  #begun: Spot | null = null;
  #known: { readonly diagram: Diagram; readonly troubles: readonly Trouble[] } | null = null;
  readonly #listeners: (() => void)[] = [];

  get diagram(): Diagram {
    return this.#history.diagram;
  }

  /** The models that are open, the main one first, each held by the one before. */
  get openModels(): readonly string[] {
    return this.#path;
  }

  /** Where blocks of the open model are from the main one on, as "holder/"; null if that is not known. */
  get openPath(): string | null {
    return this.#entered === null ? null : this.#entered.map((name) => `${name}/`).join("");
  }

  get modelName(): string {
    return this.#path.at(-1) ?? this.diagram.main;
  }

  get model(): Model {
    return modelOf(this.diagram, this.modelName);
  }

  get selection(): ReadonlySet<string> {
    return this.#chosen;
  }

  /** Where the wire that is being drawn begins. */
  get wiring(): Spot | null {
    return this.#begun;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  get troubles(): readonly Trouble[] {
    if (this.#known?.diagram !== this.diagram) this.#known = { diagram: this.diagram, troubles: troublesOf(this.diagram) };
    return this.#known.troubles;
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  ports(block: string): Ports {
    return portsOf(this.diagram, own(this.model.blocks, block) ?? { kind: "" });
  }

  /** Puts another diagram on the desk. Undoing brings back what was there, so nobody loses work by opening a file. */
  open(diagram: Diagram): void {
    const isFirst = this.diagram === BLANK && !this.canUndo;
    if (isFirst) this.#history = new History(diagram);
    else this.#history.make(diagram, OPENING);
    this.#path = [diagram.main];
    this.#entered = [];
    if (this.#isCrowded()) {
      if (isFirst) this.#history = new History(this.#laidOut());
      else this.#history.make(this.#laidOut(), OPENING);
    }
    this.#history.rest();
    this.#chosen = NOTHING;
    this.#begun = null;
    this.#tell();
  }

  /** Does an edit. Edits of one gesture, such as a drag, are undone at once. */
  do(edit: Edit, gesture = ""): void {
    this.#become(apply(this.diagram, edit), gesture);
  }

  rest(): void {
    this.#history.rest();
  }

  undo(): void {
    this.#history.undo();
    this.#settle();
  }

  redo(): void {
    this.#history.redo();
    this.#settle();
  }

  select(names: Iterable<string>): void {
    this.#chosen = new Set([...names].filter((name) => own(this.model.blocks, name) !== undefined));
    this.#tell();
  }

  toggle(name: string): void {
    const next = new Set(this.#chosen);
    if (!next.delete(name)) next.add(name);
    this.select(next);
  }

  /** Adds a block of a kind there, under a name that is free; says what it is called. */
  add(kind: string, at: Place, params: Block["params"] = {}): string {
    const wished = kind === "entry" || kind === "exit" ? `${kind === "entry" ? "in" : "out"} ${textOf({ kind, params }, "name")}` : kind.replaceAll("_", " ");
    const name = freshName(wished.trim(), (it) => own(this.model.blocks, it) !== undefined);
    const block: Block = Object.keys(params).length === 0 ? { kind, at } : { kind, params, at };
    this.do({ type: "add", model: this.modelName, name, block });
    this.select([name]);
    return name;
  }

  removeSelected(): void {
    if (this.#chosen.size > 0) this.do({ type: "remove", model: this.modelName, blocks: this.#chosen });
  }

  move(by: Place, gesture = ""): void {
    if (by[0] !== 0 || by[1] !== 0) this.do({ type: "move", model: this.modelName, blocks: this.#chosen, by }, gesture);
  }

  /** Calls a block anew; says what is wrong with the name, if anything. */
  rename(name: string, to: string): string {
    if (name === to) return "";
    const complaint = complaintOfName(to, this.model.blocks);
    if (complaint === "") {
      const selected = [...this.#chosen].map((it) => (it === name ? to : it));
      this.do({ type: "rename", model: this.modelName, name, to });
      this.select(selected);
    }
    return complaint;
  }

  /** The same for the model that is open. */
  renameModel(to: string): string {
    const name = this.modelName;
    if (name === to) return "";
    const complaint = complaintOfName(to, this.diagram.models);
    if (complaint === "") {
      const path = this.#path.map((it) => (it === name ? to : it));
      this.#history.make(apply(this.diagram, { type: "renameModel", name, to }));
      this.#path = path;
      this.#tell();
    }
    return complaint;
  }

  /** Begins a wire at a port, or ends the one that is begun there; says why not, if it cannot. */
  wire(spot: Spot): string {
    const start = this.#begun;
    if (start === null || (start.block === spot.block && start.way === spot.way && start.port === spot.port)) {
      this.#begun = start === null ? spot : null;
      this.#tell();
      return "";
    }
    const complaint = this.whyNot(start, spot);
    if (complaint !== "") return complaint;
    const [from, to] = start.way === "out" ? [start, spot] : [spot, start];
    this.#begun = null;
    this.do({ type: "connect", model: this.modelName, from: endOf(from.block, from.port), to: endOf(to.block, to.port) });
    return "";
  }

  /** Why no wire can join these, or nothing. */
  whyNot(one: Spot, other: Spot): string {
    if (one.way === other.way) return tBench.outToIn;
    const [from, to] = one.way === "out" ? [one, other] : [other, one];
    const [source, sink] = [this.#portAt(from), this.#portAt(to)];
    return source === undefined || sink === undefined ? tBench.noPort : whyNotWired(source, sink);
  }

  cancelWire(): void {
    if (this.#begun === null) return;
    this.#begun = null;
    this.#tell();
  }

  /** Takes the wire away that leads to an input. */
  unwire(block: string, port: string): void {
    this.do({ type: "disconnect", model: this.modelName, to: endOf(block, port) });
  }

  sourceOf(block: string, port: string): string | undefined {
    return this.model.wires.find(([, to]) => to === endOf(block, port))?.[0];
  }

  group(): void {
    const grouped = group(this.diagram, this.modelName, this.#chosen);
    if (grouped === null) return;
    this.#become(grouped.diagram);
    this.select([grouped.name]);
  }

  ungroup(): void {
    let next = this.diagram;
    for (const name of this.#chosen) next = ungroup(next, this.modelName, name);
    const before = this.model.blocks;
    this.#become(next);
    this.select(Object.keys(this.model.blocks).filter((name) => own(before, name) === undefined));
  }

  /** Opens the model that a block holds; says whether there is one. */
  enter(block: string): boolean {
    const held = own(this.model.blocks, block);
    const name = held?.kind === "model" ? textOf(held, "model") : "";
    if (own(this.diagram.models, name) === undefined || this.#path.includes(name)) return false;
    this.#visit([...this.#path, name], this.#entered === null ? null : [...this.#entered, block]);
    return true;
  }

  /** Goes back to one of the open models, by its depth. */
  leaveTo(depth: number): void {
    if (depth >= 0 && depth < this.#path.length - 1) this.#visit(this.#path.slice(0, depth + 1), depth === 0 ? [] : (this.#entered?.slice(0, depth) ?? null));
  }

  /** Opens a model of the file by itself. */
  openModel(name: string): void {
    if (name === this.diagram.main) this.#visit([name], []);
    else this.#visit([this.diagram.main, name], null);
  }

  addModel(): void {
    const name = freshName("part", (it) => own(this.diagram.models, it) !== undefined);
    this.do({ type: "addModel", name, model: { blocks: {}, wires: [] } });
    this.openModel(name);
  }

  copy(): Diagram | null {
    return this.#chosen.size === 0 ? null : copied(this.diagram, this.modelName, this.#chosen);
  }

  paste(part: Diagram): void {
    const pasted = paste(this.diagram, this.modelName, part);
    this.#become(pasted.diagram);
    this.select(pasted.names);
  }

  layOut(): void {
    this.#become(this.#laidOut());
  }

  #laidOut(): Diagram {
    const places = layOut(this.model, (name) => rowsOf(this.ports(name)));
    return apply(this.diagram, { type: "place", model: this.modelName, places });
  }

  /** Whether blocks lie on one another, as files that were written by hand may have them. */
  #isCrowded(): boolean {
    const boxes = Object.entries(this.model.blocks).map(([name, block]) => boxOf(block, this.ports(name)));
    return boxes.some((box, index) => boxes.slice(0, index).some((other) => overlaps(box, other)));
  }

  #portAt({ block, way, port }: Spot): Port | undefined {
    const { inputs, outputs } = this.ports(block);
    return (way === "in" ? inputs : outputs).find(({ name }) => name === port);
  }

  #visit(path: string[], entered: readonly string[] | null): void {
    this.#path = path;
    this.#entered = entered;
    this.#chosen = NOTHING;
    this.#begun = null;
    if (this.#isCrowded()) this.#history.make(this.#laidOut());
    this.#tell();
  }

  #become(next: Diagram, gesture = ""): void {
    if (next === this.diagram) return;
    this.#history.make(next, gesture);
    this.#settle();
  }

  /** After the diagram has changed: what is no longer there is neither open nor selected. */
  #settle(): void {
    const open = this.#path.findIndex((name) => own(this.diagram.models, name) === undefined);
    if (open >= 0) {
      this.#path = open === 0 ? [this.diagram.main] : this.#path.slice(0, open);
      this.#entered = this.#path.length === 1 ? [] : (this.#entered?.slice(0, open - 1) ?? null);
    }
    this.#chosen = new Set([...this.#chosen].filter((name) => own(this.model.blocks, name) !== undefined));
    if (this.#begun !== null && this.#portAt(this.#begun) === undefined) this.#begun = null;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
