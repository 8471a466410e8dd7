// What a stroke of a key is, whichever keyboard it is on.

import type { Source } from "./bindings";

/** Keys that open a menu, or are the system's as long as they are held. */
const SYSTEM_KEYS: ReadonlySet<string> = new Set([
  ...["Alt", "AltGraph", "Control", "Meta", "OS", "Super", "Hyper", "Fn", "Symbol"],
  ...["ContextMenu", "PrintScreen", "LaunchApplication1", "BrowserSearch", "Power"],
]);
/** F1 and F3 are the page's own. */
const BROWSER_KEY = /^F(?:2|[4-9]|\d\d)$/;

/** What of a key event these functions read. */
export type Stroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "metaKey">;

/**
 * By what a stroke may be bound: by where the key is, since the hand finds it there on every layout, else by what it
 * says, as one is told to press it. A key of a keyboard on the screen is at no place: it stands for the one of its letter.
 */
export function sourcesOf(stroke: Stroke): readonly [place: Source, says: Source] {
  const letter = letterOf(stroke);
  return [`at ${hasPlace(stroke) ? stroke.code : placeOf(stroke.key, letter)}`, `says ${letter || stroke.key}`];
}

function placeOf(key: string, letter: string): string {
  if (key === " ") return "Space";
  return letter === "" ? key : `Key${letter.toUpperCase()}`;
}

/** The key among others, by its press and its release alike. */
export function identityOf(stroke: Stroke): string {
  return hasPlace(stroke) ? stroke.code : `key ${stroke.key.toLowerCase()}`;
}

/** The Latin letter on a key, small. A layout of another script has it beside its own, where it is on most. */
export function letterOf({ key, code }: Stroke): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const isForeign = /^(?!\p{Script=Latin})\p{L}.?$/u.test(key);
  return (isForeign || isUnknown(key)) && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : "";
}

/** Whether the key is the system's or the browser's, which may keep to itself what is released from here on. */
export function isForTheSystem({ key, ctrlKey, altKey, metaKey }: Stroke): boolean {
  return ctrlKey || altKey || metaKey || SYSTEM_KEYS.has(key) || BROWSER_KEY.test(key);
}

function hasPlace({ code }: Stroke): boolean {
  return !isUnknown(code);
}

function isUnknown(name: string | undefined): boolean {
  return name === undefined || name === "" || name === "Unidentified";
}
