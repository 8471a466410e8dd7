import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GROUPS } from "../src/autopilot/catalogue/catalogue";
import type { Kind, ParamSpec, PortSpec } from "../src/autopilot/catalogue/kind";

const README = readFileSync(new URL("../../shared/autopilots/README.md", import.meta.url), "utf8");

/** A kind as the page lists it. */
function listed({ name, inputs, outputs, params, later, price, grows, source, equation }: Kind): string {
  const ports = (way: string, of: readonly PortSpec[]): string[] =>
    of.length === 0 ? [] : [`- ${way}: ${of.map((it) => `\`${it.name}\` ${it.carries}${it.initial === null ? "" : ` [${it.initial}]`}`).join(", ")}`];
  const dearer = grows === null ? "" : `, and one for each ${grows[1] === 1 ? "" : `${grows[1]} `}of \`${grows[0]}\``;
  return [
    `#### \`${name}\`${later ? " (later)" : ""}`,
    "",
    equation,
    "",
    ...ports("In", inputs),
    ...ports("Out", outputs),
    ...params.map(param),
    `- Price: ${price}${dearer}`,
    ...(source === "" ? [] : [`- Source: ${source}`]),
  ].join("\n");
}

function param({ name, about, range }: ParamSpec): string {
  const may = ((): string => {
    switch (range.type) {
      case "choice":
        return `one of ${range.options.map((it) => `\`"${it}"\``).join(", ")}; the first if left out`;
      case "text":
        return range.initial === "" ? "a text" : `a text, \`"${range.initial}"\` if left out`;
      case "bool":
        return `a bool, ${range.initial} if left out`;
      case "number":
      case "whole":
        return `${range.type === "whole" ? "whole, " : ""}${plain(range.least)} to ${plain(range.most)}, ${plain(range.initial)} if left out`;
      case "numbers":
        return `${range.least} to ${range.most} numbers, [${range.initial.map((it) => (Number.isInteger(it) ? `${it}.0` : it)).join(", ")}] if left out`;
    }
  })();
  return `- \`${name}\`: ${about} (${may})`;
}

function plain(value: number): string {
  return value === 1e-6 ? "0.000001" : String(value);
}

test("every kind is as the page of autopilots lists it, and none is left out", () => {
  const strange = GROUPS.flatMap(({ kinds }) => kinds.map(listed)).filter((text) => !README.includes(text));
  expect(strange).toEqual([]);
  const headings = [...README.matchAll(/^#### `(\w+)`/gm)].map(([, name]) => name);
  expect(GROUPS.flatMap(({ kinds }) => kinds.map(({ name }) => name))).toEqual(headings);
});
