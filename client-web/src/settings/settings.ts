// What a person may choose, and how it is written down. What is read may be
// anything: of each setting only a value that it may have is taken.

import { ACTIONS, type Action } from "../input/actions";
import { LOOK_HUES, LOOK_SHAPES } from "../protocol/table";
import { DEFAULTS, SOURCES_MAX, isSource, type Bindings } from "../input/bindings";

interface Switch {
  readonly type: "switch";
  readonly initial: boolean;
}

interface Choice<Option extends string = string> {
  readonly type: "choice";
  readonly options: readonly Option[];
  readonly initial: Option;
}

interface Range {
  readonly type: "range";
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly initial: number;
}

export type Field = Switch | Choice | Range;

function onOff(initial: boolean): Switch {
  return { type: "switch", initial };
}

function oneOf<const Option extends string>(initial: NoInfer<Option>, ...options: Option[]): Choice<Option> {
  return { type: "choice", options, initial };
}

function range(min: number, max: number, step: number, initial: number): Range {
  return { type: "range", min, max, step, initial };
}

/** Every setting but the bindings. The page of settings shows them by this table. */
export const FIELDS = {
  autoFire: onOff(false),
  stickyThrust: onOff(false),
  stickyFire: onOff(false),
  stickyTurn: onOff(false),
  mouse: onOff(false),
  touch: oneOf("pads", "pads", "stick"),
  leftHanded: onOff(false),
  padPercent: range(70, 140, 10, 100),
  haptics: onOff(true),
  padStick: oneOf("turn", "turn", "point"),
  deadZonePercent: range(5, 60, 5, 25),
  rumble: onOff(true),
  sound: onOff(true),
  volumePercent: range(0, 100, 5, 100),
  colours: oneOf("standard", "standard", "deuteranopia", "protanopia", "tritanopia", "strong", "soft"),
  minimap: oneOf("room", "room", "always", "never"),
  netgraph: onOff(false),
  shape: range(0, LOOK_SHAPES - 1, 1, 0),
  hue: range(0, LOOK_HUES - 1, 1, 0),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

type ValueOf<F> = F extends Switch ? boolean : F extends Choice<infer Option> ? Option : number;

export type Values = { readonly [Name in FieldName]: ValueOf<(typeof FIELDS)[Name]> };

export interface Settings extends Values {
  readonly bindings: Bindings;
}

export const INITIAL: Settings = {
  ...(Object.fromEntries(FIELD_NAMES.map((name) => [name, FIELDS[name].initial])) as unknown as Values),
  bindings: DEFAULTS,
};

/** Of the text of settings; a later one may know what this one does not. */
const VERSION = 1;

/** What was found and is of no use here, by its name. It is written again: another version of the game may read it. */
export interface Unread {
  readonly values: ReadonlyMap<string, unknown>;
  readonly bindings: ReadonlyMap<string, unknown>;
}

export const ALL_READ: Unread = { values: new Map(), bindings: new Map() };

/** What is other than it is by default, as text, beside what was not read. */
export function write(settings: Settings, unread: Unread = ALL_READ): string {
  const values = new Map<string, unknown>([["version", VERSION], ...unread.values]);
  for (const name of FIELD_NAMES) if (settings[name] !== INITIAL[name]) values.set(name, settings[name]);
  const bindings = new Map(unread.bindings);
  for (const action of ACTIONS) {
    if (!isSame(settings.bindings[action], DEFAULTS[action])) bindings.set(action, settings.bindings[action]);
  }
  if (bindings.size > 0) values.set("bindings", Object.fromEntries(bindings));
  return JSON.stringify(Object.fromEntries(values), null, 1);
}

export interface Read {
  readonly settings: Settings;
  readonly unread: Unread;
}

/** Reads what `write` has written, by whatever version of the game; null if it is no such text. */
export function read(text: string): Read | null {
  const found = parse(text);
  if (found === null) return null;
  const values: Partial<Record<FieldName, unknown>> = {};
  const unread = { values: new Map<string, unknown>(), bindings: new Map<string, unknown>() };
  for (const [name, value] of Object.entries(found)) {
    if (isField(name) && isValue(FIELDS[name], value)) values[name] = value;
    else if (name === "version" ? isLater(value) : name !== "bindings" || !isRecord(value)) unread.values.set(name, value);
  }
  const bindings = isRecord(found["bindings"]) ? readBindings(found["bindings"], unread.bindings) : DEFAULTS;
  return { settings: { ...INITIAL, ...(values as Partial<Values>), bindings }, unread };
}

/** The names of what was not read. */
export function namesOf({ values, bindings }: Unread): readonly string[] {
  return [...values.keys(), ...bindings.keys()].filter((name) => name !== "version");
}

/** Without what a person has set anew since. */
export function withoutSet({ values, bindings }: Unread, before: Settings, now: Settings): Unread {
  const isOld = (name: string): boolean => !isField(name) || before[name] === now[name];
  const isOldAction = (name: string): boolean => !isAction(name) || before.bindings[name] === now.bindings[name];
  return {
    values: new Map([...values].filter(([name]) => (name === "bindings" ? before.bindings === now.bindings : isOld(name)))),
    bindings: new Map([...bindings].filter(([name]) => isOldAction(name))),
  };
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

function isAction(name: string): name is Action {
  return (ACTIONS as readonly string[]).includes(name);
}

function isLater(version: unknown): boolean {
  return typeof version === "number" && version > VERSION;
}

function isValue(field: Field, value: unknown): boolean {
  switch (field.type) {
    case "switch":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string" && field.options.includes(value);
    case "range":
      return typeof value === "number" && value >= field.min && value <= field.max;
  }
}

function readBindings(found: Readonly<Record<string, unknown>>, unread: Map<string, unknown>): Bindings {
  const bindings: Record<Action, readonly string[]> = { ...DEFAULTS };
  for (const [name, sources] of Object.entries(found)) {
    if (isAction(name) && isSources(sources)) bindings[name] = [...new Set(sources)];
    else unread.set(name, sources);
  }
  return bindings;
}

function isSources(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= SOURCES_MAX && value.every(isSource);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((source, index) => source === other[index]);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
