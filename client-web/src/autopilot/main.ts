// The bench of autopilots: a diagram is drawn of blocks.

import { guardKeys } from "../input/composition";
import { FINGERS } from "../ui/pointer";
import { Bar } from "./bar";
import { openExamples, openHelp, openLink } from "./dialogs";
import { BLANK } from "./document/diagram";
import { Unreadable, readDiagram, writeDiagram } from "./document/text";
import { Desk } from "./editor/desk";
import { addEditor } from "./editor/editor";
import { fileName, onDrop, pickFile, saveFile } from "./files/disk";
import { EXAMPLES } from "./files/examples";
import { keep, kept } from "./files/kept";
import { LINK_LETTERS_MOST, fromHash, toHash } from "./files/link";

const FIRST_EXAMPLE = "heading";

guardKeys(window, FINGERS);

const desk = new Desk();
const bar = new Bar(place("bar"), desk, {
  blank: () => desk.open(BLANK),
  examples: () => openExamples(EXAMPLES.keys(), (name) => void openExample(name)),
  open: () => void pickFile().then((file) => file !== null && void openFile(file)),
  save: () => saveFile(fileName(desk.diagram.title, "json"), new Blob([writeDiagram(desk.diagram)], { type: "application/json" })),
  share: () => void share(),
  help: openHelp,
});
const say = (text: string): void => bar.say(text);
addEditor({ sheet: place("sheet"), palette: place("palette"), inspector: place("inspector") }, desk, () => desk.troubles, say);
onDrop((file) => void openFile(file));
addEventListener("hashchange", () => void openHash());
void start();

async function start(): Promise<void> {
  if (!(await openHash())) {
    const text = kept();
    if (text === null || !openText(text)) await openExample(FIRST_EXAMPLE);
  }
  desk.onChange(() => keep(writeDiagram(desk.diagram)));
}

async function openHash(): Promise<boolean> {
  const text = await fromHash(location.hash);
  if (location.hash.length > 1 && text === null) say("The link holds no autopilot.");
  return text !== null && openText(text);
}

async function openExample(name: string): Promise<void> {
  const text = await EXAMPLES.get(name)?.();
  if (text !== undefined) openText(text);
}

async function openFile(file: File): Promise<void> {
  openText(await file.text());
}

/** Puts what is in a text on the desk; says why not, if it cannot. */
function openText(text: string): boolean {
  try {
    desk.open(readDiagram(text));
    say(`“${desk.diagram.title}” is open.`);
    return true;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    say(error.message);
    return false;
  }
}

async function share(): Promise<void> {
  const hash = await toHash(writeDiagram(desk.diagram));
  if (hash === null) say(`This autopilot is too large for a link of ${LINK_LETTERS_MOST} letters. Save it, and send the file.`);
  else openLink(location.href.replace(/#.*$/, "") + hash);
}

function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  return found;
}
