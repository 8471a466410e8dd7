// Blocks are copied as text: from here to another tab, a chat or a file.

import type { Diagram } from "./document/diagram";

/** What was copied here last, for browsers that keep their clipboard to themselves. */
let own = "";

export function putIntoClipboard(diagram: Diagram, write: (diagram: Diagram) => string): void {
  own = write(diagram);
  navigator.clipboard?.writeText(own).catch(() => undefined);
}

export async function fromClipboard(): Promise<string> {
  try {
    return (await navigator.clipboard.readText()) || own;
  } catch {
    return own;
  }
}
