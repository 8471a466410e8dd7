// Files as text: read strictly, as they may come from anybody, and written so that they differ only where autopilots do.

import { mapValues, type Block, type Diagram, type Model, type Param, type Place, type Wire } from "./diagram";
import { tooMany, whyTooManyNumbers } from "./limits";
import { isName } from "./names";
import { numberText } from "./number_text";

const BYTES_MAX = 262_144;
const MODELS_MAX = 64;
const BLOCKS_MAX = 512;
const WIRES_MAX = 2048;
const LETTERS_MAX = 500;
const EVERY_MAX = 1000;

/** Why a text is no autopilot, in one line. */
export class Unreadable extends Error {}

type Json = Readonly<Record<string, unknown>>;

/** The diagram in a text; throws `Unreadable`. Whether it flies is for the compiler to say. */
export function readDiagram(text: string): Diagram {
  if (new TextEncoder().encode(text).length > BYTES_MAX) refuse(`The file has more than ${BYTES_MAX} bytes.`);
  const file = record(parse(text), "The file", ["format", "version", "title", "main", "models"], ["about"]);
  if (file["format"] !== "asteroids-autopilot") refuse('This is no autopilot: its format is not "asteroids-autopilot".');
  if (file["version"] !== 1) refuse("The file's version is not 1, which is all that this page knows.");
  const found = anyRecord(file["models"], "models");
  limit(Object.keys(found).length, MODELS_MAX, "models");
  const models = mapValues(found, (model, name) => readModel(model, name));
  const tooMuch = whyTooManyNumbers(models);
  if (tooMuch !== "") refuse(tooMuch);
  const main = string(file["main"], "main");
  if (!Object.hasOwn(models, main)) refuse(`There is no model “${main}”, which is to fly.`);
  const about = file["about"] === undefined ? "" : string(file["about"], "about");
  const title = string(file["title"], "title");
  return { format: "asteroids-autopilot", version: 1, title, ...(about === "" ? {} : { about }), main, models };
}

function readModel(value: unknown, name: string): Model {
  if (!isName(name)) refuse(`“${name}” is no name of a model.`);
  const model = record(value, `The model “${name}”`, ["blocks", "wires"], []);
  const found = anyRecord(model["blocks"], `the blocks of “${name}”`);
  limit(Object.keys(found).length, BLOCKS_MAX, `blocks in the model “${name}”`);
  const wires = model["wires"];
  if (!Array.isArray(wires)) return refuse(`The wires of the model “${name}” are no list.`);
  limit(wires.length, WIRES_MAX, `wires in the model “${name}”`);
  return {
    blocks: mapValues(found, (block, it) => readBlock(block, it, name)),
    wires: wires.map((wire: unknown) => readWire(wire, name)),
  };
}

function readBlock(value: unknown, name: string, model: string): Block {
  const of = `block “${name}” of the model “${model}”`;
  if (!isName(name)) refuse(`“${name}” is no name of a block.`);
  const block = record(value, `The ${of}`, ["kind"], ["params", "every", "at"]);
  const kind = string(block["kind"], `the kind of the ${of}`);
  const params = block["params"] === undefined ? {} : mapValues(anyRecord(block["params"], `the parameters of the ${of}`), (it) => readParam(it, of));
  const every = block["every"] ?? 1;
  if (typeof every !== "number" || !Number.isInteger(every) || every < 1 || every > EVERY_MAX) {
    return refuse(`“every” of the ${of} is no whole number from 1 to ${EVERY_MAX}.`);
  }
  const at = block["at"] === undefined ? {} : { at: readPlace(block["at"], of) };
  return {
    kind,
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(every === 1 ? {} : { every }),
    ...at,
  };
}

function readParam(value: unknown, of: string): Param {
  if (typeof value === "boolean") return value;
  if (typeof value === "string") return string(value, `a parameter of the ${of}`);
  if (typeof value === "number") return finite(value, of);
  if (Array.isArray(value)) return value.map((it: unknown) => finite(it, of));
  return refuse(`A parameter of the ${of} is no number, text, list of numbers, true or false.`);
}

function readPlace(value: unknown, of: string): Place {
  if (!Array.isArray(value) || value.length !== 2) return refuse(`“at” of the ${of} is no pair of numbers.`);
  return [finite(value[0], of), finite(value[1], of)];
}

function readWire(value: unknown, model: string): Wire {
  if (!Array.isArray(value) || value.length !== 2) return refuse(`A wire of the model “${model}” is no pair of ends.`);
  return [string(value[0], "a wire's end"), string(value[1], "a wire's end")];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse("This is no JSON.");
  }
}

function record(value: unknown, of: string, needed: readonly string[], others: readonly string[]): Json {
  const found = anyRecord(value, of);
  for (const key of needed) if (!Object.hasOwn(found, key)) refuse(`${of} has no “${key}”.`);
  for (const key of Object.keys(found)) {
    if (!needed.includes(key) && !others.includes(key)) refuse(`${of} has a field “${key.slice(0, 40)}”, which means nothing.`);
  }
  return found;
}

function anyRecord(value: unknown, of: string): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : refuse(`${of} must be an object.`);
}

function string(value: unknown, of: string): string {
  if (typeof value !== "string") return refuse(`There must be a text for ${of}.`);
  if (value.length > LETTERS_MAX) refuse(`The text for ${of} has more than ${LETTERS_MAX} characters.`);
  return value;
}

function finite(value: unknown, of: string): number {
  return typeof value === "number" && Number.isFinite(Math.fround(value)) ? value : refuse(`A number of the ${of} is none.`);
}

function limit(count: number, most: number, of: string): void {
  if (count > most) refuse(tooMany(count, most, of));
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
