// How much a field takes, counted as the server does: characters as people
// count them, and four times as many bytes, in Unicode's form NFC. A browser by
// itself counts something else.

import { t } from "../words";

const BYTES_PER_CHAR = 4;
/** A letter of three bytes may be typed as four units, itself and its marks: no text that fits has more in the mean. */
const UNITS_PER_CHAR = 6;
const encoder = new TextEncoder();
/** Browsers without it count code points. */
const segmenter = typeof Intl.Segmenter === "undefined" ? null : new Intl.Segmenter();

function charsOf(text: string): string[] {
  return segmenter === null ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

function bytesOf(text: string): number {
  return encoder.encode(text.normalize("NFC")).length;
}

/** The longest beginning of a text with no more than so many characters. */
export function fitting(text: string, charsMax: number): string {
  return beginning(text, charsMax, BYTES_PER_CHAR * charsMax);
}

/** What is left of the text before the caret if all together is to fit: what was typed last is not taken. */
export function fittingBefore(text: string, caret: number, charsMax: number): string {
  const after = text.slice(caret);
  return beginning(text.slice(0, caret), charsMax - charsOf(after).length, BYTES_PER_CHAR * charsMax - bytesOf(after));
}

function beginning(text: string, charsMax: number, bytesMax: number): string {
  let end = 0;
  let bytes = 0;
  for (const char of charsOf(text).slice(0, Math.max(0, charsMax))) {
    bytes += bytesOf(char);
    if (bytes > bytesMax) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** Has a field take no more than that, and say so when it has been given more. What is being composed is counted when it is done. */
export function limitText(input: HTMLInputElement, charsMax: number): void {
  input.maxLength = UNITS_PER_CHAR * charsMax;
  const note = document.createElement("small");
  note.className = "limit";
  note.setAttribute("role", "status");
  input.after(note);
  const trim = (): void => {
    const { value } = input;
    const fits = fitting(value, charsMax) === value;
    note.textContent = fits ? "" : t.noMoreThan({ count: charsMax });
    if (fits) return;
    const caret = input.selectionStart ?? value.length;
    const before = fittingBefore(value, caret, charsMax);
    // What stood behind the caret fitted before, unless a program has put it there.
    input.value = fitting(before + value.slice(caret), charsMax);
    input.setSelectionRange(before.length, before.length);
  };
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) trim();
  });
  input.addEventListener("compositionend", trim);
}
