// A parameter that a person sets.

import { add } from "../../ui/dom";
import type { Param } from "../document/diagram";
import { LETTERS_MAX } from "../document/limits";
import { mustBe } from "../program/bounds";
import { initialOf, type ParamSpec, type Range } from "../catalogue/kind";

export interface Field {
  /** Shows what the parameter is, unless a person is just writing it. */
  show(value: Param | undefined): void;
}

/** A row for a parameter. `change` hears what it is to be: undefined for what it is by default. */
export function addField(parent: Element, spec: ParamSpec, change: (value: Param | undefined) => void): Field {
  const label = add(parent, "label", "field");
  add(label, "span", "field-name", spec.name.replaceAll("_", " ")).title = spec.about;
  const { range } = spec;
  const isDefault = (value: Param): boolean => JSON.stringify(value) === JSON.stringify(initialOf(range)) && value !== "";
  const settle = (value: Param): void => change(isDefault(value) ? undefined : value);
  switch (range.type) {
    case "bool":
      return box(label, range.initial, settle);
    case "choice":
      return choice(label, range.options, settle);
    case "text":
    case "number":
    case "whole":
    case "numbers":
      return written(label, spec, range, settle);
  }
}

function box(label: Element, initial: boolean, settle: (value: Param) => void): Field {
  const input = add(label, "input");
  input.type = "checkbox";
  input.addEventListener("change", () => settle(input.checked));
  return { show: (value) => (input.checked = typeof value === "boolean" ? value : initial) };
}

function choice(label: Element, options: readonly string[], settle: (value: Param) => void): Field {
  const select = add(label, "select");
  for (const option of options) add(select, "option", "", option);
  select.addEventListener("change", () => settle(select.value));
  return { show: (value) => (select.value = typeof value === "string" ? value : (options[0] ?? "")) };
}

type Written = Exclude<Range, { type: "bool" | "choice" }>;

function written(label: Element, spec: ParamSpec, range: Written, settle: (value: Param) => void): Field {
  const input = add(label, "input");
  const complaint = add(label, "span", "complaint");
  input.title = spec.about;
  input.spellcheck = false;
  if (range.type === "number" || range.type === "whole") {
    input.inputMode = "decimal";
    input.addEventListener("keydown", (event) => nudge(event, input));
  }
  const hear = (): void => {
    const value = readParam(range, input.value);
    complaint.textContent = value === null ? mustBe(spec.name, range) : "";
    input.setAttribute("aria-invalid", String(value === null));
    if (value !== null) settle(value);
  };
  input.addEventListener("input", hear);
  return {
    show: (value) => {
      const text = shown(value ?? initialOf(range));
      if (document.activeElement === input && readParam(range, input.value) !== null && shown(readParam(range, input.value) ?? "") === text) return;
      input.value = text;
      complaint.textContent = "";
      input.setAttribute("aria-invalid", "false");
    },
  };
}

/** Up and down change a number by a twentieth, so that a gain is tuned by ear. */
function nudge(event: KeyboardEvent, input: HTMLInputElement): void {
  const sign = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
  const value = Number(input.value);
  if (sign === 0 || !Number.isFinite(value)) return;
  event.preventDefault();
  const step = value === 0 ? 0.1 : Number((Math.abs(value) / 20).toPrecision(1));
  input.value = String(Number((value + sign * (event.shiftKey ? 10 : 1) * step).toPrecision(6)));
  input.dispatchEvent(new Event("input"));
}

/** What a text says about a parameter; null if that may not be. */
export function readParam(range: Written, text: string): Param | null {
  switch (range.type) {
    case "text":
      return text.length <= LETTERS_MAX && (text !== "" || range.initial === "") ? text : null;
    case "number":
    case "whole": {
      const value = Number(text.trim().replace(",", ".").replace("−", "-"));
      const fits = text.trim() !== "" && value >= range.least && value <= range.most && (range.type === "number" || Number.isInteger(value));
      return fits ? value : null;
    }
    case "numbers": {
      const values = text.split(/[\s,;]+/).filter((it) => it !== "").map(Number);
      return values.length >= range.least && values.length <= range.most && values.every(Number.isFinite) ? values : null;
    }
  }
}

function shown(value: Param): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}
