// Elements, and handles that touch one only when what it shows has changed.

import { glyphPath, glyphWidth, isDrawn } from "../draw/glyphs";

const SVG = "http://www.w3.org/2000/svg";

/** A new element with a class, in a parent. */
export function add<Name extends keyof HTMLElementTagNameMap>(
  parent: Element,
  name: Name,
  className = "",
  text = "",
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  parent.append(element);
  return element;
}

function addSvg(parent: Element, className: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  parent.append(svg);
  return svg;
}

/** A drawing made of one path; the style sheet gives it colour and glow. */
export function addIcon(parent: Element, className: string, viewBox: string, path: string): SVGSVGElement {
  const svg = addSvg(parent, className);
  svg.setAttribute("viewBox", viewBox);
  appendPath(svg, path);
  return svg;
}

function appendPath(svg: SVGSVGElement, data: string): SVGPathElement {
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", data);
  svg.append(path);
  return path;
}

/** Text that changes. */
export class LiveText {
  #shown: string | null = null;
  readonly #element: Element;

  constructor(element: Element) {
    this.#element = element;
  }

  set(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.#element.textContent = text;
  }
}

/** A number that changes, made into text only when it does. */
export class LiveNumber {
  #shown = NaN;
  readonly #element: Element;
  readonly #format: (value: number) => string;

  constructor(
    element: Element,
    format: (value: number) => string = String,
  ) {
    this.#element = element;
    this.#format = format;
  }

  set(value: number): void {
    if (value === this.#shown) return;
    this.#shown = value;
    this.#element.textContent = this.#format(value);
  }
}

/** Whether an element is there at all. */
export class LiveVisibility {
  #shown: boolean;
  readonly #element: HTMLElement;

  constructor(
    element: HTMLElement,
    visible = false,
  ) {
    this.#element = element;
    this.#shown = visible;
    element.hidden = !visible;
  }

  get visible(): boolean {
    return this.#shown;
  }

  set(visible: boolean): void {
    if (visible === this.#shown) return;
    this.#shown = visible;
    this.#element.hidden = !visible;
  }
}

/** A class that comes and goes. */
export class LiveClass {
  #shown = false;
  readonly #element: Element;
  readonly #name: string;

  constructor(
    element: Element,
    name: string,
  ) {
    this.#element = element;
    this.#name = name;
  }

  set(on: boolean): void {
    if (on === this.#shown) return;
    this.#shown = on;
    this.#element.classList.toggle(this.#name, on);
  }
}

const BAR_STEPS = 50;

/** A bar that is filled to a part, in steps that the eye does not see. */
export class LiveBar {
  readonly #fill: HTMLElement;
  #shown = NaN;
  constructor(parent: Element) {
    this.#fill = add(add(parent, "span", "bar"), "span", "bar-fill");
  }

  set(part: number): void {
    const step = Math.round(Math.min(1, Math.max(0, part)) * BAR_STEPS);
    if (step === this.#shown) return;
    this.#shown = step;
    this.#fill.style.transform = `scaleX(${step / BAR_STEPS})`;
  }
}

const GLYPH_HEIGHT = 30;
const GLYPH_MARGIN = 8;

/** Text in the strokes of a vector display, read out as text; one that has other letters is plain text. */
export class VectorText {
  readonly #svg: SVGSVGElement;
  readonly #stroke: SVGPathElement;
  readonly #spoken: HTMLElement;
  #shown: string | null = null;

  constructor(parent: Element, className: string, text: string) {
    this.#svg = addSvg(parent, `vector ${className}`);
    this.#stroke = appendPath(this.#svg, "");
    this.#spoken = add(parent, "span");
    this.set(text);
  }

  set(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.#spoken.textContent = text;
    const drawn = isDrawn(text);
    this.#spoken.className = drawn ? "spoken" : "vector-plain";
    this.#svg.style.display = drawn ? "" : "none";
    if (!drawn) return;
    const width = glyphWidth(text, GLYPH_HEIGHT) + 2 * GLYPH_MARGIN;
    const height = GLYPH_HEIGHT + 2 * GLYPH_MARGIN;
    this.#svg.setAttribute("viewBox", `${-GLYPH_MARGIN} ${-GLYPH_HEIGHT - GLYPH_MARGIN} ${width} ${height}`);
    this.#stroke.setAttribute("d", glyphPath(text, GLYPH_HEIGHT));
  }
}
