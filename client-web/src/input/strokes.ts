// What a key means, whichever keyboard it is on.

import { Control } from "../state/scene";

const ARROWS: readonly (readonly [string, number])[] = [
  ["ArrowUp", Control.Thrust],
  ["ArrowLeft", Control.Left],
  ["ArrowRight", Control.Right],
  ["ArrowDown", Control.Brake],
];

/** By where the key is: the hand finds them there on every layout. */
const BY_PLACE: ReadonlyMap<string, number> = new Map([
  ...ARROWS,
  ["KeyW", Control.Thrust],
  ["KeyA", Control.Left],
  ["KeyD", Control.Right],
  ["KeyS", Control.Brake],
  ["Space", Control.Fire],
]);

/** By what the key says, on a number pad or a screen too. */
const BY_NAME: ReadonlyMap<string, number> = new Map([...ARROWS, [" ", Control.Fire]]);

/** By the letter: one is told to press it. */
const BY_LETTER: ReadonlyMap<string, number> = new Map([["h", Control.Hyperspace]]);

/** By the letter, for keys that are at no place: those of a keyboard on the screen. */
const PLACELESS: ReadonlyMap<string, number> = new Map([
  ["w", Control.Thrust],
  ["a", Control.Left],
  ["d", Control.Right],
  ["s", Control.Brake],
  ...BY_LETTER,
]);

/** Keys that open a menu, or are the system's as long as they are held. */
const SYSTEM_KEYS: ReadonlySet<string> = new Set([
  ...["Alt", "AltGraph", "Control", "Meta", "OS", "Super", "Hyper", "Fn", "Symbol"],
  ...["ContextMenu", "PrintScreen", "LaunchApplication1", "BrowserSearch", "Power"],
]);
/** F1 and F3 are the page's own. */
const BROWSER_KEY = /^F(?:2|[4-9]|\d\d)$/;

/** What of a key event these functions read. */
export type Stroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey" | "metaKey">;

/** What a key has the ship do, if anything. */
export function controlOf(stroke: Stroke): number | undefined {
  const letter = letterOf(stroke);
  const byKey = BY_PLACE.get(stroke.code) ?? BY_NAME.get(stroke.key) ?? BY_LETTER.get(letter);
  return byKey ?? (hasPlace(stroke) ? undefined : PLACELESS.get(letter));
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
