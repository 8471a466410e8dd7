import { readFile, readdir } from "node:fs/promises";
import { TYPE, parse, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { expect, test } from "vitest";
import { compile } from "../catalogue";
import { en } from "../src/words/en/index";
import { chosenLanguage, languages } from "../src/words/languages";
import { worded } from "../src/words/spoken";
import { translations, type Translation } from "../src/words/translations";

type Messages = Readonly<Record<string, string>>;

const NAMES = {
  ...{ flight: "t", panels: "tPanels", film: "tFilm", pilot: "tPilot", faults: "tFaults", profile: "tProfile" },
  ...{ settings: "tSettings", watch: "tWatch", bench: "tBench", admin: "tAdmin" },
} as const;
const others = Object.entries(translations as Readonly<Record<string, Translation>>);

/** The parameters of a message and what they are, and the plurals in it. */
function asked(message: string): { parameters: string[]; plurals: string[][] } {
  const parameters = new Set<string>();
  const plurals: string[][] = [];
  const look = (elements: readonly MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.argument || element.type === TYPE.number) parameters.add(element.value);
      if (element.type !== TYPE.plural) continue;
      parameters.add(element.value);
      plurals.push(Object.keys(element.options));
      for (const option of Object.values(element.options)) look(option.value);
    }
  };
  look(parse(message, { ignoreTag: true }));
  return { parameters: [...parameters].sort(), plurals };
}

/** What a message says, in English. */
function said(message: string, of: Readonly<Record<string, string | number>>): string {
  const words = worded(compile(message));
  return typeof words === "string" ? words : words(of);
}

test("a message becomes a text, with what it asks for", () => {
  expect(said("Space", {})).toBe("Space");
  expect(said("{killer} shot {victim}", { killer: "Ada", victim: "{killer} $& `${Bob}`" })).toBe("Ada shot {killer} $& `${Bob}`");
  expect(said("{n, number} of {most, number}", { n: 0, most: 1200 })).toBe("0 of 1,200");
  expect(said("{n, plural, =0 {none} one {# ship} other {# ships}} here", { n: 1 })).toBe("1 ship here");
  expect(said("{n, plural, =0 {none} one {# ship} other {# ships}} here", { n: 1200 })).toBe("1,200 ships here");
  expect(said("{n, plural, =0 {none} one {# ship} other {# ships}} here", { n: 0 })).toBe("none here");
  expect(said("{n, plural, =1 {one} =2 {two: =1} other {#}}, {who}", { n: 2, who: "one" })).toBe("two: =1, one");
});

test("a message that could not be read again is refused", () => {
  for (const message of ["'{'", "a | b", "two\nlines", "{n, plural, one {{who}} other {#}}"]) expect(() => compile(message)).toThrow();
});

test.each(Object.entries(NAMES))("every text of the part %s is used", async (part, name) => {
  const files = (await readdir("src", { recursive: true })).filter((file) => file.endsWith(".ts") && !file.startsWith("words/"));
  const code = (await Promise.all(files.map((file) => readFile(`src/${file}`, "utf8")))).join("\n");
  const used = new Set([...code.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, "g"))].map(([, key]) => key));
  expect(Object.keys(en[part as keyof typeof en]).filter((key) => !used.has(key))).toEqual([]);
});

test.each(others)("in %s each text is there, asks for what the English asks for, and knows each of its plurals", (code, translation) => {
  const categories = new Intl.PluralRules(code).resolvedOptions().pluralCategories;
  const faults: string[] = [];
  for (const part of Object.keys(en) as (keyof typeof en)[]) {
    for (const [key, english] of Object.entries(en[part] as Messages)) {
      const message = (translation[part] as Messages | undefined)?.[key] ?? "";
      if (message === "") faults.push(`${key}: missing`);
      const { parameters, plurals } = asked(message);
      if (String(parameters) !== String(asked(english).parameters)) faults.push(`${key}: other parameters`);
      if (plurals.some((options) => categories.some((category) => !options.includes(category)))) faults.push(`${key}: a plural is missing`);
    }
  }
  expect(faults).toEqual([]);
});

test("the language that is spoken is one that there is", () => {
  expect(languages.map(({ code }) => code)).toContain(chosenLanguage());
});
