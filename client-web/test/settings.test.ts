import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULTS } from "../src/input/bindings";
import { Kept } from "../src/settings/kept";
import { ALL_READ, FIELDS, FIELD_NAMES, INITIAL, namesOf, read, write, type Field, type Settings } from "../src/settings/settings";

/** Everything other than it is by default. */
const OTHER: Settings = {
  ...(Object.fromEntries(FIELD_NAMES.map((name) => [name, otherThan(FIELDS[name])])) as unknown as Settings),
  bindings: { ...DEFAULTS, fire: ["at KeyX", "button 4"], chat: [] },
};

function otherThan(field: Field): unknown {
  switch (field.type) {
    case "switch":
      return !field.initial;
    case "choice":
      return field.options.find((option) => option !== field.initial);
    case "range":
      return field.initial === field.min ? field.max : field.min;
  }
}

describe("settings as text", () => {
  test("are read as they were written, whatever they are", () => {
    for (const settings of [INITIAL, OTHER]) expect(read(write(settings))).toEqual({ settings, unread: ALL_READ });
  });

  test("say only what is other than by default", () => {
    expect(JSON.parse(write(INITIAL))).toEqual({ version: 1 });
    expect(JSON.parse(write({ ...INITIAL, mouse: true }))).toEqual({ version: 1, mouse: true });
  });

  test.each(["", "hello", "null", "[]", "7", '"mouse"', '{"mouse":'])("are no settings if they read %j", (text) => {
    expect(read(text)).toBe(null);
  });

  test.each([
    ['{"mouse":"yes"}', ["mouse"]],
    ['{"volumePercent":1e9}', ["volumePercent"]],
    ['{"touch":"wheel"}', ["touch"]],
    ['{"colour":"red","__proto__":{"mouse":true},"constructor":1}', ["colour", "__proto__", "constructor"]],
    ['{"bindings":[]}', ["bindings"]],
    ['{"bindings":{"fire":"at KeyX"}}', ["fire"]],
    ['{"bindings":{"fire":["at <img>"],"explode":["at KeyX"]}}', ["fire", "explode"]],
    ['{"bindings":{"fire":["at A","at B","at C","at D","at E","at F","at G"]}}', ["fire"]],
  ])("%s is of no use, which is said; nothing of it is taken, and nothing lost", (text, names) => {
    const found = read(text);
    expect(found?.settings).toEqual(INITIAL);
    expect(namesOf(found?.unread ?? ALL_READ)).toEqual(names);
    expect(JSON.parse(write(INITIAL, found?.unread))).toEqual({ version: 1, ...JSON.parse(text) });
  });

  test("are taken where they are good beside what is not", () => {
    expect(read('{"mouse":true,"volumePercent":"loud"}')?.settings).toEqual({ ...INITIAL, mouse: true });
  });
});

describe("the settings of a browser", () => {
  const KEY = "asteroids.settings";
  const LATER = { version: 9, mouse: true, touch: "wheel", warp: { factor: 9 }, bindings: { fire: ["thought 1"], explode: ["at KeyX"] } };
  let storage: Map<string, string>;
  const stored = (): unknown => JSON.parse(storage.get(KEY) ?? "");

  beforeEach(() => {
    storage = new Map();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, text: string) => storage.set(key, text),
    });
  });

  afterEach(() => vi.unstubAllGlobals());

  test("are there again after a reload", () => {
    new Kept().change({ mouse: true, volumePercent: 40 });
    expect(new Kept().now).toEqual({ ...INITIAL, mouse: true, volumePercent: 40 });
  });

  test("of a later version are used as far as they are known, and stay whole through a change", () => {
    storage.set(KEY, JSON.stringify(LATER));
    const kept = new Kept();
    expect(kept.now).toEqual({ ...INITIAL, mouse: true });
    kept.change({ sound: false });
    expect(stored()).toEqual({ ...LATER, sound: false });
  });

  test("that were not read give way to what the person sets instead", () => {
    storage.set(KEY, JSON.stringify(LATER));
    const kept = new Kept();
    kept.change({ touch: "stick", bindings: { ...kept.now.bindings, fire: ["at KeyX"] } });
    expect(stored()).toEqual({ ...LATER, touch: "stick", bindings: { explode: ["at KeyX"], fire: ["at KeyX"] } });
    kept.reset();
    expect(stored()).toEqual({ version: 1 });
  });

  test("that are damaged are put aside", () => {
    storage.set(KEY, '{"mouse":tr');
    const kept = new Kept();
    kept.change({ mouse: true });
    expect(storage.get("asteroids.settings.damaged")).toBe('{"mouse":tr');
    expect(new Kept().now.mouse).toBe(true);
  });

  test("that another window has changed hold here too", () => {
    const [here, there] = [new Kept(), new Kept()];
    const seen: boolean[] = [];
    here.follow(({ mouse }) => seen.push(mouse));
    there.change({ mouse: true });
    here.recall();
    expect(seen).toEqual([false, true]);
  });

  test("know of sound that was turned off before there were any", () => {
    storage.set("asteroids.muted", "yes");
    expect(new Kept().now.sound).toBe(false);
  });
});
