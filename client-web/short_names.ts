// For Vite: in built pages the properties of our own code have short names, private ones too, and numbers stand in place of
// what a table calls them. A name keeps as it is wherever something outside of the code may know it: whatever is in doubt is kept.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync, type Plugin } from "vite";

export interface Source {
  readonly path: string;
  readonly code: string;
}

/** A node of a syntax tree. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** What stands between two places of a text from now on. */
export type Edit = readonly [start: number, end: number, text: string];

/** By the name of a table and of what is in it. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The names of a file of ours. */
interface Names {
  /** What it declares as a property of something. */
  readonly declared: ReadonlySet<string>;
  /** Whatever properties it speaks of, once for each time. */
  readonly said: readonly string[];
  /** Names by which properties may be looked up. */
  readonly fixed: ReadonlySet<string>;
  readonly exported: ReadonlySet<string>;
  /** The files, without what their names end in, of which it has what they export as an object. */
  readonly loaded: ReadonlySet<string>;
}

/** Here objects are lists of what they have, or files that others keep: all names have a meaning. */
const LISTS = /\bJSON\.|\bObject\.(?:keys|entries|fromEntries|hasOwn|getOwnPropertyNames)\b|\bkeyof (?!typeof [A-Z]\w+\]|(?:HTML|SVG|Window)\w+Map\b)/;
/** Here the server is asked, whose names are words, with underscores between. */
const ASKS = /(?<!#)\bfetch\(|\.json\(|\/json"/;
const WORD = /^[a-z]+$/;
/** Files of autopilots name much of what flies them. */
const AUTOPILOT = /\/src\/autopilot\//;
/** The catalogue has names of its own, and numbers for them. */
const MESSAGES = /\/src\/words\/\w\w\//;

/** Lists of what the language and browsers know. */
const KNOWN = [/\/terser\/tools\/domprops\.js$/, /\/@typescript\/[^/]+\/lib\/lib\.[^/]+\.d\.ts$/];

/** The letters that are most frequent in built pages come first: what is alike compresses better. */
const FIRST = "etnrisouaflchpdvmgybwESxTNCkLAOM_DPHBjFIqRUzWXV$JKQGYZ";
const LETTERS = `${FIRST}0123456789`;

export function shortNames(): Plugin {
  const root = import.meta.dirname;
  const ours = sourcesIn(`${root}/src`);
  const tables = tablesOf(ours);
  // Tests in a browser look at what the game knows, by its name.
  const lookers = [...sourcesIn(`${root}/e2e`), ...sourcesIn(`${root}/bench/smoothness`)];
  const kept = new Set([...knownNames(`${root}/node_modules`), ...lookers.flatMap((source) => namesIn(source).said)]);
  let names: ReadonlyMap<string, string>;
  return {
    name: "short-names",
    apply: "build",
    enforce: "pre",
    transform: {
      order: "pre",
      handler: (code, id) => {
        if (ours.some(({ path }) => path === id)) return inPlace(code, tables);
        for (const word of wordsIn(code)) kept.add(word);
        return null;
      },
    },
    renderStart: () => {
      names = shortNamesFor(ours, kept);
    },
    renderChunk: { order: "pre", handler: (code) => rename(code, names) },
  };
}

export function sourcesIn(folder: string): Source[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith(".ts"));
  return files.map(({ parentPath, name }) => ({ path: `${parentPath}/${name}`, code: readFileSync(`${parentPath}/${name}`, "utf8") }));
}

/** What the language and browsers call something, so far as it is known. */
export function knownNames(packages: string): ReadonlySet<string> {
  const folders = [`${packages}/terser/tools`, `${packages}/@typescript`];
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`));
  return new Set(KNOWN.flatMap((list) => {
    const found = files.filter((file) => list.test(file));
    if (found.length === 0) throw new Error(`no file is ${list.source}`);
    return found.flatMap((file) => wordsIn(readFileSync(file, "utf8").replace(/\/\*[^]*?\*\/|\/\/.*/g, "")));
  }));
}

function wordsIn(text: string): string[] {
  return text.match(/[A-Za-z_$][\w$]*/g) ?? [];
}

/** A short name for each that may have one: what is said most has the shortest. Nothing else in our code has such a name. */
export function shortNamesFor(sources: readonly Source[], known: ReadonlySet<string>): ReadonlyMap<string, string> {
  const declared = new Set<string>();
  const said = new Map<string, number>();
  const kept = new Set(known);
  const named = sources.map((source) => ({ source, names: namesIn(source) }));
  const loaded = new Set(named.flatMap(({ names }) => [...names.loaded]));
  for (const { source, names } of named) {
    for (const name of names.fixed) kept.add(name);
    if (loaded.has(source.path.replace(/(?:\/index)?\.ts$/, ""))) for (const name of names.exported) kept.add(name);
    if (MESSAGES.test(source.path)) continue;
    for (const name of names.declared) declared.add(name);
    for (const name of names.said) said.set(name, (said.get(name) ?? 0) + 1);
    const keepsAll = AUTOPILOT.test(source.path) || LISTS.test(source.code);
    const keepsWords = ASKS.test(source.code);
    for (const name of names.said) if (keepsAll || (keepsWords && WORD.test(name))) kept.add(name);
  }
  const mayBeShort = (name: string): boolean => declared.has(name) && !kept.has(name) && !name.includes("_");
  const long = [...said.keys()].filter(mayBeShort).sort((one, other) => (said.get(other) ?? 0) - (said.get(one) ?? 0));
  const taken = new Set([...kept, ...[...said.keys()].filter((name) => !mayBeShort(name))]);
  const short = ALL_SHORT.filter((name) => !taken.has(name));
  if (short.length < long.length) throw new Error("there are more names than short ones");
  return new Map(long.map((name, index) => [name, short[index] as string]));
}

const ALL_SHORT = ["", ...LETTERS].flatMap((second) => [...FIRST].map((first) => first + second));

function namesIn({ path, code }: Source): Names {
  const declared = new Set<string>();
  const said: string[] = [];
  const fixed = new Set<string>();
  const exported = new Set<string>();
  const loaded = new Set<string>();
  const say = (key: string, declares: boolean): void => {
    said.push(key);
    if (declares) declared.add(key);
  };
  visit(treeOf(path, code), (node) => {
    const property = propertyOf(node);
    if (property !== null) say(property.name, node.type !== "MemberExpression");
    else if (node.type === "TSParameterProperty") say(nameOfParameter(node["parameter"] as Node), true);
    else if (node.type === "Literal" && typeof node["value"] === "string") fix(node["value"]);
    else if (node.type === "TemplateElement") fix((node["value"] as { readonly cooked: string }).cooked);
    else if (node.type === "ExportNamedDeclaration" && node["exportKind"] !== "type") for (const name of exportedBy(node)) exported.add(name);
    else if (node.type === "ExportAllDeclaration") throw new Error(`${path}: what it exports is to be named`);
    if (node.type === "ImportExpression" || hasNamespace(node)) loaded.add(loadedBy(path, node));
  });
  for (const table of tablesOf([{ path, code }]).values()) for (const name of table.keys()) fixed.add(name);
  return { declared, said, fixed, exported, loaded };

  /** A message names what it is told. */
  function fix(text: string): void {
    fixed.add(text);
    for (const [, parameter = ""] of text.matchAll(/\{(\w+)/g)) fixed.add(parameter);
  }
}

export function treeOf(path: string, code: string): unknown {
  const { program, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  return program;
}

/** Visits all nodes of a tree. */
export function visit(tree: unknown, see: (node: Node) => void): void {
  if (typeof tree !== "object" || tree === null) return;
  if (isNode(tree)) see(tree);
  for (const part of Object.values(tree)) visit(part, see);
}

function isNode(value: object): value is Node {
  return "type" in value && typeof value.type === "string";
}

const WITH_KEY = new Set(["Property", "PropertyDefinition", "MethodDefinition", "TSPropertySignature", "TSMethodSignature"]);

/** The name of a property where one is said or declared: neither one in quotes, nor a private one, nor one that is worked out. */
function propertyOf(node: Node): (Node & { readonly name: string }) | null {
  const key = node.type === "MemberExpression" ? node["property"] : WITH_KEY.has(node.type) ? node["key"] : null;
  const isName = typeof key === "object" && key !== null && isNode(key) && key.type === "Identifier";
  return isName && node["computed"] !== true ? (key as Node & { readonly name: string }) : null;
}

function nameOfParameter(parameter: Node): string {
  const named = parameter.type === "AssignmentPattern" ? (parameter["left"] as Node) : parameter;
  return named["name"] as string;
}

function loadedBy(path: string, { source }: Node): string {
  const { value } = source as Node;
  if (typeof value !== "string") throw new Error(`${path}: what it loads is to be named`);
  return join(dirname(path), value);
}

function hasNamespace(node: Node): boolean {
  return node.type === "ImportDeclaration" && (node["specifiers"] as readonly Node[]).some(({ type }) => type === "ImportNamespaceSpecifier");
}

function exportedBy(node: Node): string[] {
  const names: string[] = [];
  visit([node["specifiers"], (node["declaration"] as Node | null)?.["id"], node["declaration"] && (node["declaration"] as Node)["declarations"]], (it) => {
    if (it.type === "Identifier") names.push(it["name"] as string);
  });
  return names;
}

/** A script with short names in it. */
export function rename(code: string, names: ReadonlyMap<string, string>): string {
  const edits: Edit[] = [];
  const taken = new Set(names.values());
  visit(treeOf("chunk.js", code), (node) => {
    if (isClass(node)) edits.push(...opened(node, taken));
    const property = propertyOf(node);
    const name = names.get(property?.name ?? "");
    if (property === null || name === undefined) return;
    edits.push(node["shorthand"] === true ? [property.start, property.start, `${name}: `] : [property.start, property.end, name]);
  });
  return edited(code, edits);
}

/**
 * What only its class knows, as properties, each with a letter that means nothing else to the class: that is shorter, and one
 * without a value needs no line. A class that extends another keeps its own private: the other has letters, too.
 */
function opened(node: Node, taken: ReadonlySet<string>): Edit[] {
  if (node["superClass"] !== null) return [];
  const uses: Node[] = [];
  const said = new Set(taken);
  visit(node["body"], (it) => {
    if (isClass(it)) throw new Error("a class is within another");
    if ((it["left"] as Node | undefined)?.type === "PrivateIdentifier") throw new Error("whose member it is cannot be asked");
    if (it.type === "PrivateIdentifier") uses.push(it);
    const property = propertyOf(it);
    if (property !== null) said.add(property.name);
  });
  const times = new Map<string, number>();
  for (const { name } of uses as (Node & { readonly name: string })[]) times.set(name, (times.get(name) ?? 0) + 1);
  const letters = [...FIRST].filter((letter) => !said.has(letter));
  if (times.size > letters.length) throw new Error("a class has more members than there are letters");
  const most = [...times.keys()].sort((one, other) => (times.get(other) ?? 0) - (times.get(one) ?? 0));
  const short = new Map(most.map((name, at) => [name, letters[at] as string]));
  const bare = ((node["body"] as Node)["body"] as readonly Node[]).filter(isBare);
  const ofBare = new Set(bare.map(({ start }) => start));
  return [
    ...bare.map(({ start, end }): Edit => [start, end, ""]),
    ...uses.filter(({ start }) => !ofBare.has(start)).map((use): Edit => [use.start, use.end, short.get(use["name"] as string) as string]),
  ];
}

function isClass({ type }: Node): boolean {
  return type === "ClassDeclaration" || type === "ClassExpression";
}

/** `#name;` */
function isBare(member: Node): boolean {
  return member.type === "PropertyDefinition" && (member["key"] as Node).type === "PrivateIdentifier" && member["value"] === null && member["static"] === false;
}

export function edited(code: string, edits: readonly Edit[]): string {
  let made = "";
  let at = 0;
  for (const [start, end, text] of [...edits].sort(([one], [other]) => one - other)) {
    made += code.slice(at, start) + text;
    at = end;
  }
  return made + code.slice(at);
}

/** Exported tables that name numbers, and nothing else. */
export function tablesOf(sources: readonly Source[]): Tables {
  const tables = new Map<string, ReadonlyMap<string, number>>();
  for (const { path, code } of sources) {
    if (!/^export const \w+ = \{/m.test(code)) continue;
    visit(treeOf(path, code), (node) => {
      if (node.type !== "ExportNamedDeclaration") return;
      visit((node["declaration"] as Node | null)?.["declarations"], (declarator) => {
        const table = declarator.type === "VariableDeclarator" ? numbersOf(declarator["init"] as Node | null) : null;
        if (table === null) return;
        const { name } = declarator["id"] as Node & { readonly name: string };
        if (tables.has(name)) throw new Error(`two tables are called ${name}`);
        tables.set(name, table);
      });
    });
  }
  return tables;
}

/** The numbers of `{ One: 1, Two: 2 } as const`. */
function numbersOf(init: Node | null): ReadonlyMap<string, number> | null {
  const table = init?.type === "TSAsExpression" ? (init["expression"] as Node) : null;
  if (table?.type !== "ObjectExpression") return null;
  const entries = (table["properties"] as readonly Node[]).map((entry) => [propertyOf(entry)?.name, (entry["value"] as Node | undefined)?.["value"]] as const);
  const areNumbers = entries.length > 0 && entries.every(([name, value]) => name !== undefined && typeof value === "number");
  return areNumbers ? new Map(entries as [string, number][]) : null;
}

/** A module with numbers in place of what tables call them; null if it names none. */
export function inPlace(code: string, tables: Tables): string | null {
  const edits: Edit[] = [];
  visit(treeOf("module.ts", code), (node) => {
    const of = node["object"] as Node | undefined;
    const number = of?.type === "Identifier" ? tables.get(of["name"] as string)?.get(propertyOf(node)?.name ?? "") : undefined;
    if (number !== undefined) edits.push([node.start, node.end, String(number)]);
  });
  return edits.length === 0 ? null : edited(code, edits);
}
