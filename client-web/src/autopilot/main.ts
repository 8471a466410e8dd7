// The bench of autopilots: a diagram is drawn, flown, and looked at.

import { guardKeys } from "../input/composition";
import { FINGERS } from "../ui/pointer";
import { Bar } from "./bar";
import { Flight } from "./bench/flight";
import { Panel } from "./bench/panel";
import { openExamples, openFly, openHelp, openLink } from "./dialogs";
import { BLANK } from "./document/diagram";
import { Unreadable, readDiagram, writeDiagram } from "./document/text";
import { told, type Trouble } from "./document/check";
import { fitting } from "./sandbox/scenario";
import { Desk } from "./editor/desk";
import { addEditor } from "./editor/editor";
import { fileName, onDrop, pickFile, saveFile } from "./files/disk";
import { EXAMPLES } from "./files/examples";
import { choose, keep, kept } from "./files/kept";
import { LINK_LETTERS_MOST, fromHash, toHash } from "./files/link";
import { tBench } from "../words/bench";
import { Tutor } from "./tutorial/tutor";

const FIRST_EXAMPLE = "heading";

guardKeys(window, FINGERS);
document.title = tBench.pageTitle;

const desk = new Desk();
const bar = new Bar(place("bar"), desk, {
  blank: () => openText(writeDiagram(BLANK)),
  examples: () => openExamples(EXAMPLES.keys(), (name) => void openExample(name)),
  open: () => void pickFile().then((file) => file !== null && void openFile(file)),
  save: () => saveFile(fileName(desk.diagram.title, "json"), new Blob([writeDiagram(desk.diagram)], { type: "application/json" })),
  share: () => void share(),
  fly: flyInGame,
  tutorial: () => {
    openText(writeDiagram(BLANK));
    tutor.start();
  },
  help: openHelp,
});
const say = (text: string): void => bar.say(text);
const flight = new Flight();
// Before all that shows what is wrong.
desk.onChange(() => flight.take(desk.diagram));
const places = { sheet: place("sheet"), palette: place("palette", tBench.blocks), inspector: place("inspector", tBench.properties) };
const { sheet } = addEditor(places, desk, troubles, say);
const tutor = new Tutor(places.sheet, desk, () => sheet.fit());
const panel = new Panel(place("bench", tBench.bench), desk, sheet, flight);
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
  if (location.hash.length > 1 && text === null) say(tBench.emptyLink);
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
    sheet.fit();
    flight.kept = null;
    panel.begin(fitting(desk.diagram));
    say(tBench.isOpen({ title: desk.diagram.title }));
    return true;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    say(error.message);
    return false;
  }
}

async function share(): Promise<void> {
  const hash = await toHash(writeDiagram(desk.diagram));
  if (hash === null) say(tBench.tooLong({ most: LINK_LETTERS_MOST }));
  else openLink(location.href.replace(/#.*$/, "") + hash);
}

function flyInGame(): void {
  const [trouble] = troubles();
  if (trouble !== undefined) return say(tBench.doesNotFly({ why: told(trouble) }));
  openFly(() => {
    keep(writeDiagram(desk.diagram));
    choose("");
    location.href = "./";
  });
}

/** All that is wrong with wires, and what the compiler says beyond that. */
function troubles(): readonly Trouble[] {
  const { fault } = flight;
  return desk.troubles.length > 0 || fault === null ? desk.troubles : [fault];
}

function place(id: string, label = ""): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no #${id}`);
  if (label !== "") found.setAttribute("aria-label", label);
  return found;
}
