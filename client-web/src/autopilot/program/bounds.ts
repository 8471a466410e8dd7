// What a parameter may be, and what is said of one that is something else.

import { tFaults } from "../../words/faults";
import type { Range } from "../catalogue/kind";
import { LETTERS_MAX } from "../document/limits";

export function isWithin(value: unknown, range: Range): boolean {
  switch (range.type) {
    case "bool":
      return typeof value === "boolean";
    case "text":
      return typeof value === "string";
    case "choice":
      return range.options.includes(String(value));
    case "number":
      return typeof value === "number" && value >= range.least && value <= range.most;
    case "whole":
      return Number.isInteger(value) && Number(value) >= range.least && Number(value) <= range.most;
    case "numbers":
      return Array.isArray(value) && value.length >= range.least && value.length <= range.most;
  }
}

export function mustBe(param: string, range: Range): string {
  switch (range.type) {
    case "bool":
      return tFaults.mustBeBool({ param });
    case "text":
      return tFaults.mustBeText({ param, most: LETTERS_MAX });
    case "choice":
      return tFaults.mustBeOneOf({ param, options: range.options.join(", ") });
    case "number":
      return tFaults.mustBeNumber({ param, least: range.least, most: range.most });
    case "whole":
      return tFaults.mustBeWhole({ param, least: range.least, most: range.most });
    case "numbers":
      return tFaults.mustBeNumbers({ param, least: range.least, most: range.most });
  }
}
