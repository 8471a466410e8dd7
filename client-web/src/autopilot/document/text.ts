// Files as text: read strictly, as they may come from anybody, and written so that they differ only where autopilots do.

import { tFaults } from "../../words/faults";
import { mapValues, type Block, type Diagram, type Model, type Param, type Place, type Wire } from "./diagram";
import { LETTERS_MAX, whyTooManyNumbers } from "./limits";
import { isName } from "./names";
import { numberText } from "./number_text";

const BYTES_MAX = 262_144;
const MODELS_MAX = 64;
const BLOCKS_MAX = 512;
const WIRES_MAX = 2048;
const EVERY_MAX = 1000;

/** Why a text is no autopilot, in one line. */
export class Unreadable extends Error {}

type Json = Readonly<Record<string, unknown>>;

/** The diagram in a text; throws `Unreadable`. Whether it flies is for the compiler to say. */
export function readDiagram(text: string): Diagram {
  if (new TextEncoder().encode(text).length > BYTES_MAX) refuse(tFaults.fileTooLarge({ most: BYTES_MAX }));
  const file = record(parse(text), "", ["format", "version", "title", "main", "models"], ["about"]);
  if (file["format"] !== "asteroids-autopilot") refuse(tFaults.notAutopilot);
  if (file["version"] !== 1) refuse(tFaults.otherVersion);
  const found = anyRecord(file["models"], "models");
  limit(Object.keys(found).length, MODELS_MAX, "models");
  const models = mapValues(found, (model, name) => readModel(model, name, `models.${name}`));
  const tooMuch = whyTooManyNumbers(models);
  if (tooMuch !== "") refuse(tooMuch);
  const main = string(file["main"], "main");
  if (!Object.hasOwn(models, main)) refuse(tFaults.noModel({ model: main }));
  const about = file["about"] === undefined ? "" : string(file["about"], "about");
  const title = string(file["title"], "title");
  return { format: "asteroids-autopilot", version: 1, title, ...(about === "" ? {} : { about }), main, models };
}

/** Each reader is told where in the file it reads, as in `models.main.blocks.pid`. */
function readModel(value: unknown, name: string, at: string): Model {
  if (!isName(name)) refuse(tFaults.noName({ name }));
  const { blocks, wires } = record(value, at, ["blocks", "wires"], []);
  const found = anyRecord(blocks, `${at}.blocks`);
  limit(Object.keys(found).length, BLOCKS_MAX, `${at}.blocks`);
  if (!Array.isArray(wires)) return wrong(`${at}.wires`);
  limit(wires.length, WIRES_MAX, `${at}.wires`);
  return {
    blocks: mapValues(found, (block, it) => readBlock(block, it, `${at}.blocks.${it}`)),
    wires: wires.map((wire: unknown, index) => readWire(wire, `${at}.wires.${index}`)),
  };
}

function readBlock(value: unknown, name: string, at: string): Block {
  if (!isName(name)) refuse(tFaults.noName({ name }));
  const block = record(value, at, ["kind"], ["params", "every", "at"]);
  const kind = string(block["kind"], `${at}.kind`);
  const params = block["params"] === undefined ? {} : mapValues(anyRecord(block["params"], `${at}.params`), (it, param) => readParam(it, `${at}.params.${param}`));
  const every = block["every"] ?? 1;
  if (typeof every !== "number" || !Number.isInteger(every) || every < 1 || every > EVERY_MAX) {
    return refuse(tFaults.mustBeWhole({ param: `${at}.every`, least: 1, most: EVERY_MAX }));
  }
  return {
    kind,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(every === 1 ? {} : { every }),
    ...(block["at"] === undefined ? {} : { at: readPlace(block["at"], `${at}.at`) }),
  };
}

function readParam(value: unknown, at: string): Param {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return string(value, at);
  if (typeof value === "number") return finite(value, at);
  return Array.isArray(value) ? value.map((it: unknown) => finite(it, at)) : wrong(at);
}

function readPlace(value: unknown, at: string): Place {
  return Array.isArray(value) && value.length === 2 ? [finite(value[0], at), finite(value[1], at)] : wrong(at);
}

function readWire(value: unknown, at: string): Wire {
  return Array.isArray(value) && value.length === 2 ? [string(value[0], at), string(value[1], at)] : wrong(at);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse(tFaults.notJson);
  }
}

function record(value: unknown, at: string, needed: readonly string[], others: readonly string[]): Json {
  const found = anyRecord(value, at);
  const path = (key: string): string => (at === "" ? key : `${at}.${key}`);
  for (const key of needed) if (!Object.hasOwn(found, key)) refuse(tFaults.lacks({ at: path(key) }));
  for (const key of Object.keys(found)) {
    if (!needed.includes(key) && !others.includes(key)) refuse(tFaults.unknown({ at: path(key.slice(0, 40)) }));
  }
  return found;
}

function anyRecord(value: unknown, at: string): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : wrong(at);
}

function string(value: unknown, at: string): string {
  if (typeof value !== "string") return wrong(at);
  if (value.length > LETTERS_MAX) refuse(tFaults.mustBeText({ param: at, most: LETTERS_MAX }));
  return value;
}

function finite(value: unknown, at: string): number {
  return typeof value === "number" && Number.isFinite(Math.fround(value)) ? value : wrong(at);
}

function limit(count: number, most: number, what: string): void {
  if (count > most) refuse(tFaults.tooMany({ what, count, most }));
}

function wrong(at: string): never {
  return refuse(at === "" ? tFaults.notAutopilot : tFaults.wrong({ at }));
}

function refuse(text: string): never {
  throw new Unreadable(text);
}

/** The text of a diagram: a line for each block and each wire. */
export function writeDiagram({ title, about, main, models }: Diagram): string {
  const head = [
    `"format": "asteroids-autopilot"`,
    `"version": 1`,
    `"title": ${JSON.stringify(title)}`,
    ...(about === undefined ? [] : [`"about": ${JSON.stringify(about)}`]),
    `"main": ${JSON.stringify(main)}`,
    `"models": ${lines("{}", keyed(models, modelText), 1)}`,
  ];
  return `${lines("{}", head, 0)}\n`;
}

function modelText({ blocks, wires }: Model): string {
  const sorted = [...wires].sort((one, other) => compare(one[1], other[1]) || compare(one[0], other[0]));
  const parts = [
    `"blocks": ${lines("{}", keyed(blocks, blockText), 3)}`,
    `"wires": ${lines("[]", sorted.map(([from, to]) => `[${JSON.stringify(from)}, ${JSON.stringify(to)}]`), 3)}`,
  ];
  return lines("{}", parts, 2);
}

function blockText({ kind, params, every, at }: Block): string {
  const parts = [
    `"kind": ${JSON.stringify(kind)}`,
    ...(params === undefined || Object.keys(params).length === 0 ? [] : [`"params": { ${keyed(params, paramText).join(", ")} }`]),
    ...(every === undefined || every === 1 ? [] : [`"every": ${every}`]),
    ...(at === undefined ? [] : [`"at": [${at.map(numberText).join(", ")}]`]),
  ];
  return `{ ${parts.join(", ")} }`;
}

function paramText(value: Param): string {
  if (typeof value === "number") return numberText(value);
  return typeof value === "object" ? `[${value.map(numberText).join(", ")}]` : JSON.stringify(value);
}

function keyed<T>(of: Readonly<Record<string, T>>, text: (value: T) => string): string[] {
  return Object.entries(of)
    .sort(([one], [other]) => compare(one, other))
    .map(([key, value]) => `${JSON.stringify(key)}: ${text(value)}`);
}

/** By code points, as all programs of this project sort. */
function compare(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function lines([open, close]: string, parts: readonly string[], depth: number): string {
  if (parts.length === 0) return `${open}${close}`;
  const indent = "  ".repeat(depth);
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}
