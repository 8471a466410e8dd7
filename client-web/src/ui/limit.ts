// How much a field takes, counted as the server does: characters as people
// count them, and four times as many bytes. A browser by itself counts
// something else.

const BYTES_PER_CHAR = 4;
const encoder = new TextEncoder();
/** Browsers without it count code points. */
const segmenter = typeof Intl.Segmenter === "undefined" ? null : new Intl.Segmenter();

/** The longest beginning of a text with no more than so many characters. */
export function fitting(text: string, charsMax: number): string {
  const chars = segmenter === null ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
  let end = 0;
  let bytes = 0;
  for (const char of chars.slice(0, charsMax)) {
    bytes += encoder.encode(char).length;
    if (bytes > BYTES_PER_CHAR * charsMax) break;
    end += char.length;
  }
  return text.slice(0, end);
}

/** Has a field take no more than that, and say so when it has been given more. What is being composed is counted when it is done. */
export function limitText(input: HTMLInputElement, charsMax: number): void {
  // No text that fits has more of what the browser counts.
  input.maxLength = BYTES_PER_CHAR * charsMax;
  const note = document.createElement("small");
  note.className = "limit";
  note.setAttribute("role", "status");
  input.after(note);
  const trim = (): void => {
    const kept = fitting(input.value, charsMax);
    note.textContent = kept === input.value ? "" : `no more than ${charsMax} characters`;
    if (kept === input.value) return;
    const caret = input.selectionStart ?? kept.length;
    input.value = kept;
    input.setSelectionRange(caret, caret);
  };
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) trim();
  });
  input.addEventListener("compositionend", trim);
}
