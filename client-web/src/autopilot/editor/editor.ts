// The editor's parts, put together.

import { putIntoClipboard, fromClipboard } from "../clipboard";
import { Unreadable, readDiagram, writeDiagram } from "../document/text";
import type { Trouble } from "../document/check";
import { addCrumbs } from "./crumbs";
import type { Desk } from "./desk";
import { listenToPointer } from "./gestures";
import { Inspector, addButton } from "./inspector";
import { listenToKeys } from "./keys";
import { Palette } from "./palette";
import { Sheet } from "./sheet";
import { add } from "../../ui/dom";
import { tBench } from "../../words/bench";

export interface Places {
  readonly sheet: HTMLElement;
  readonly palette: HTMLElement;
  readonly inspector: HTMLElement;
}

export interface Editor {
  readonly sheet: Sheet;
  readonly inspector: Inspector;
}

/** `troubles` are all that is known to be wrong; `say` tells a person something in a line. */
export function addEditor(places: Places, desk: Desk, troubles: () => readonly Trouble[], say: (text: string) => void): Editor {
  addCrumbs(places.sheet, desk);
  const sheet = new Sheet(places.sheet, desk, troubles);
  const palette = new Palette(places.palette, desk, sheet);
  const inspector = new Inspector(places.inspector, desk, troubles);
  listenToPointer(sheet, desk, say);
  listenToKeys(sheet, desk, {
    copy,
    cut: () => {
      copy();
      desk.removeSelected();
    },
    paste: () => void paste(),
    search: () => palette.search.focus(),
    rename: () => inspector.rename(),
    say,
  });
  addViewTools(places.sheet, sheet, desk);

  function copy(): void {
    const part = desk.copy();
    if (part === null) return say(tBench.nothingSelected);
    putIntoClipboard(part, writeDiagram);
    say(tBench.copiedBlocks({ count: desk.selection.size }));
  }

  async function paste(): Promise<void> {
    try {
      desk.paste(readDiagram(await fromClipboard()));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      say(tBench.nothingToPaste);
    }
  }

  return { sheet, inspector };
}

function addViewTools(parent: Element, sheet: Sheet, desk: Desk): void {
  const tools = add(parent, "div", "view-tools");
  const tool = (text: string, about: string, press: () => void): HTMLButtonElement => {
    const button = addButton(tools, text, press);
    button.title = about;
    return button;
  };
  const group = tool(tBench.group, "Ctrl+G", () => desk.group());
  tool(tBench.layOut, "L", () => {
    desk.layOut();
    sheet.fit();
  });
  tool(tBench.fit, "0", () => sheet.fit());
  const render = (): void => {
    group.disabled = desk.selection.size === 0;
  };
  desk.onChange(render);
  render();
}
