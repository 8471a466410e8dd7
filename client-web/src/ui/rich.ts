// Messages of the catalogue in which elements stand among the words.

const FIRST = 0xe000;
const MARK = /([\ue000-\ue00f])/;

/** Stands in a message for the element of this number. */
export function mark(index: number): string {
  return String.fromCharCode(FIRST + index);
}

/** Appends a message, and at each mark what is made for it. */
export function appendRich(parent: Element, message: string, makers: readonly ((parent: Element) => void)[]): void {
  for (const part of message.split(MARK)) {
    const make = MARK.test(part) ? makers[part.charCodeAt(0) - FIRST] : undefined;
    if (make !== undefined) make(parent);
    else if (part !== "") parent.append(part);
  }
}
