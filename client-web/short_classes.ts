// For Vite: in built pages classes and custom properties have short names. A class keeps its name wherever something may know it
// that is not seen to mean a class: whatever is in doubt is kept.

import { readFileSync, readdirSync } from "node:fs";
import type { Plugin } from "vite";
import { edited, sourcesIn, treeOf, visit, type Edit, type Node, type Source } from "./short_names.ts";

/** Where a call takes classes: as which of its arguments. */
const TAKES: Readonly<Record<string, number>> = { add: 2, addIcon: 1, LiveClass: 1, VectorText: 1 };
const OF_LIST = new Set(["add", "remove", "toggle", "contains"]);

const CLASS = /\.(-?[a-zA-Z][\w-]*)/g;
const VARIABLE = /--[a-z][\w-]*/g;
const WORD = /[\w-]+/g;

/** No class of ours is a letter. */
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SHORT = ["", ..."0123456789"].flatMap((second) => [...LETTERS].map((letter) => letter + second));

/** What there is of a style sheet, as PostCSS has it. */
interface Sheet {
  walkRules(see: (rule: { selector: string }) => void): void;
  walkDecls(see: (line: { prop: string; value: string }) => void): void;
}

export type Names = ReadonlyMap<string, string>;

export function shortClasses(): Plugin {
  const root = import.meta.dirname;
  const ours = sourcesIn(`${root}/src`);
  const sheets = sheetsIn(`${root}/src`);
  const pages = readdirSync(root).filter((file) => file.endsWith(".html")).map((file) => readFileSync(`${root}/${file}`, "utf8"));
  const lookers = [...sourcesIn(`${root}/e2e`), ...sourcesIn(`${root}/bench`)];
  const classes = shortClassesFor(ours, sheets, [...lookers.flatMap((source) => textsIn(source)), ...pages]);
  const variables = shortVariablesFor(sheets, [...ours, ...lookers].map(({ code }) => code));
  const plugin = { postcssPlugin: "short-classes", OnceExit: (sheet: Sheet) => shorten(sheet, classes, variables) };
  return {
    name: "short-classes",
    apply: "build",
    config: () => ({ css: { postcss: { plugins: [plugin] } } }),
    enforce: "pre",
    transform: { order: "pre", handler: (code, id) => (ours.some(({ path }) => path === id) ? withShort({ path: id, code }, classes) : null) },
  };
}

export function sheetsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  return files.map((file) => readFileSync(`${folder}/${file}`, "utf8"));
}

/** A short name for each class that is one wherever a text of ours has it, and that no other text has. */
export function shortClassesFor(ours: readonly Source[], sheets: readonly string[], others: readonly string[]): Names {
  const times = new Map<string, number>();
  for (const [, name = ""] of sheets.flatMap((sheet) => [...sheet.replace(/\/\*[^]*?\*\//g, "").matchAll(CLASS)])) times.set(name, (times.get(name) ?? 0) + 1);
  const said = new Set<string>();
  const kept = new Set(others.flatMap(wordsIn));
  for (const source of ours) {
    const lists = listsIn(source);
    for (const { words } of lists.values()) for (const word of words) said.add(word);
    for (const text of textsIn(source, lists)) for (const word of wordsIn(text)) kept.add(word);
  }
  return shortest([...times].filter(([name]) => said.has(name) && !kept.has(name)), new Set([...said, ...times.keys(), ...[...kept].filter((word) => word.length > 1)]), "");
}

/** A short name for each custom property that only style sheets know. */
export function shortVariablesFor(sheets: readonly string[], others: readonly string[]): Names {
  const times = new Map<string, number>();
  for (const name of sheets.flatMap((sheet) => sheet.match(VARIABLE) ?? [])) times.set(name, (times.get(name) ?? 0) + 1);
  return shortest([...times].filter(([name]) => !others.some((other) => other.includes(name))), new Set(times.keys()), "--");
}

function shortest(long: readonly (readonly [string, number])[], taken: ReadonlySet<string>, before: string): Names {
  const free = SHORT.map((short) => before + short).filter((short) => !taken.has(short));
  const most = [...long].sort(([, one], [, other]) => other - one);
  if (free.length < most.length) throw new Error("there are more names than short ones");
  return new Map(most.map(([name], index) => [name, free[index] as string]));
}

function wordsIn(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** A text of code, and where in it classes are whole words. */
interface List {
  readonly node: Node;
  readonly words: readonly string[];
}

/** The texts that are lists of classes, by where they begin. */
function listsIn({ path, code }: Source): Map<number, List> {
  const lists = new Map<number, List>();
  visit(treeOf(path, code), (node) => {
    const list = listOf(node);
    if (list !== undefined && list !== null) collect(list);
  });
  return lists;

  function collect(node: Node): void {
    if (node.type === "ConditionalExpression") for (const branch of ["consequent", "alternate"]) collect(node[branch] as Node);
    else if (node.type === "TemplateLiteral") {
      const quasis = node["quasis"] as readonly Node[];
      // What touches a value is a part of a word.
      if (quasis.every((quasi, at) => (at === 0 || /^(?:\s|$)/.test(textOf(quasi))) && (at === quasis.length - 1 || /(?:^|\s)$/.test(textOf(quasi))))) quasis.forEach(put);
    } else if (node.type === "Literal" && typeof node["value"] === "string") put(node);
  }

  function put(node: Node): void {
    lists.set(node.start, { node, words: wordsIn(textOf(node)) });
  }
}

function textOf(node: Node): string {
  return node.type === "TemplateElement" ? (node["value"] as { readonly cooked: string }).cooked : (node["value"] as string);
}

/** What stands where classes are taken. */
function listOf(node: Node): Node | undefined | null {
  if (node.type === "CallExpression" || node.type === "NewExpression") {
    const callee = node["callee"] as Node;
    const args = node["arguments"] as readonly Node[];
    if (callee.type === "Identifier") return Object.hasOwn(TAKES, callee["name"] as string) ? args[TAKES[callee["name"] as string] as number] : null;
    return nameOfMember(callee["object"] as Node | undefined) === "classList" && OF_LIST.has(nameOfMember(callee) ?? "") ? args[0] : null;
  }
  if (node.type === "AssignmentExpression") return nameOfMember(node["left"] as Node) === "className" ? (node["right"] as Node) : null;
  if (node.type === "Property") return (node["key"] as Node)["name"] === "className" ? (node["value"] as Node) : null;
  return null;
}

function nameOfMember(node: Node | undefined): string | undefined {
  return node?.type === "MemberExpression" ? ((node["property"] as Node)["name"] as string | undefined) : undefined;
}

/** All texts of a file but these. */
function textsIn({ path, code }: Source, but: ReadonlyMap<number, unknown> = new Map()): string[] {
  const texts: string[] = [];
  visit(treeOf(path, code), (node) => {
    if (but.has(node.start)) return;
    if (node.type === "TemplateElement" || (node.type === "Literal" && typeof node["value"] === "string")) texts.push(textOf(node));
    else if (node.type === "Literal") texts.push(code.slice(node.start, node.end));
  });
  return texts;
}

/** A file whose lists of classes have short names. */
export function withShort(source: Source, classes: Names): string {
  const edits = [...listsIn(source).values()].map(({ node: { start, end } }): Edit => [start, end, renamed(source.code.slice(start, end), WORD, classes)]);
  return edited(source.code, edits);
}

function shorten(sheet: Sheet, classes: Names, variables: Names): void {
  sheet.walkRules((rule) => (rule.selector = shortSelector(rule.selector, classes)));
  sheet.walkDecls((line) => {
    line.prop = renamed(line.prop, VARIABLE, variables);
    line.value = renamed(line.value, VARIABLE, variables);
  });
}

export function shortSelector(selector: string, classes: Names): string {
  return selector.replace(CLASS, (_, name: string) => `.${classes.get(name) ?? name}`);
}

/** A text with short names in place of what is found. */
function renamed(text: string, found: RegExp, names: Names): string {
  return text.replace(found, (name) => names.get(name) ?? name);
}
