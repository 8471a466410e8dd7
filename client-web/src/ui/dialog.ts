import { LiveText, add } from "./dom";

const opened: HTMLDialogElement[] = [];

/** The window that is over all others, if there is one. */
export function topDialog(): HTMLDialogElement | null {
  return opened.at(-1) ?? null;
}

/** A window over the page, which keeps the focus until it is closed. */
export class Dialog {
  readonly body: HTMLElement;
  readonly #element: HTMLDialogElement;
  readonly #complaint: LiveText;

  constructor(root: Element, title: string) {
    this.#element = add(root, "dialog");
    this.#element.ariaLabel = title;
    add(this.#element, "h2", "", title);
    this.body = add(this.#element, "div", "fields");
    const complaint = add(this.#element, "p", "complaint");
    complaint.setAttribute("role", "alert");
    this.#complaint = new LiveText(complaint);
    // A closed one is of no use any more.
    this.#element.addEventListener("close", () => {
      const index = opened.indexOf(this.#element);
      if (index !== -1) opened.splice(index, 1);
      this.#element.remove();
    });
    // Keys are for the window, not for the ship.
    this.#element.addEventListener("keydown", (event) => event.stopPropagation());
  }

  open(): void {
    this.#element.showModal();
    opened.push(this.#element);
  }

  close(): void {
    this.#element.close();
  }

  addField(label: string, type: "text" | "password", autocomplete: AutoFill, value = ""): HTMLInputElement {
    const input = add(add(this.body, "label", "", label), "input");
    input.type = type;
    input.autocomplete = autocomplete;
    input.value = value;
    input.required = true;
    return input;
  }

  /** A button at the foot that does something; what goes wrong is said, and else the window closes. */
  addDeed(label: string, deed: () => Promise<unknown>): HTMLButtonElement {
    const button = this.addButton(label, () => {
      button.disabled = true;
      deed().then(
        () => this.close(),
        (error: unknown) => {
          button.disabled = false;
          this.#complaint.set(messageOf(error));
        },
      );
    });
    return button;
  }

  /** The same, for a window to fill in: Enter does it too. */
  addForm(label: string, deed: () => Promise<unknown>): void {
    const button = this.addDeed(label, deed);
    this.#element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.repeat && event.target instanceof HTMLInputElement) button.click();
    });
  }

  addButton(label: string, onClick: () => void): HTMLButtonElement {
    const button = add(this.#element, "button", "small", label);
    button.type = "button";
    button.addEventListener("click", onClick);
    return button;
  }
}

/** What went wrong, in words for people. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
