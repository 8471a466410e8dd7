import { tBench } from "../../words/bench";
import { own, textOf, type Block, type Param } from "../document/diagram";
import { kindNamed } from "../catalogue/catalogue";
import { initialOf } from "../catalogue/kind";

/** What a block is, in a line under its name: its kind, and the parameters that say most. */
export function captionOf(block: Block): string {
  switch (block.kind) {
    case "entry":
      return `← ${textOf(block, "name") || tBench.nameless}`;
    case "exit":
      return `→ ${textOf(block, "name") || tBench.nameless}`;
    case "model":
      return `▣ ${textOf(block, "model") || tBench.modelless}`;
    case "note":
      return textOf(block, "text");
    default:
      return `${block.kind.replaceAll("_", " ")} ${told(block)}`.trimEnd();
  }
}

/** At most so many parameters are told. */
const TOLD_MOST = 3;

function told(block: Block): string {
  const params = kindNamed(block.kind)?.params ?? [];
  const isShort = params.length === 1;
  return params
    .filter(({ name, range }) => name !== "signal" && range.type !== "numbers")
    .filter(({ name }) => isShort || own(block.params ?? {}, name) !== undefined)
    .slice(0, TOLD_MOST)
    .map(({ name, range }) => {
      const value = shownParam(own(block.params ?? {}, name) ?? initialOf(range));
      return isShort ? value : `${name} ${value}`;
    })
    .join(" ");
}

function shownParam(value: Param): string {
  return typeof value === "number" ? String(Number(value.toPrecision(5))) : String(value);
}
