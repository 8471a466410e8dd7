import { afterEach, expect, test, vi } from "vitest";
import { Audio } from "../src/audio/audio";

/** Whatever a sound is made of: everything it is asked for is there, and nothing sounds. */
function anything(): unknown {
  const it: unknown = new Proxy(() => undefined, {
    get: (_, name) => (name === Symbol.toPrimitive ? () => 0 : it),
    set: () => true,
    apply: () => it,
    construct: () => it as object,
  });
  return it;
}

/** A browser's sound in this state, which counts how often it is asked to go on. */
function browserWith(state: string): { context: { state: string }; resumed: () => number; made: () => number; suspended: () => number; hide(hidden: boolean): void } {
  let [resumed, made, suspended] = [0, 0, 0];
  const context = { state };
  const own: Record<string, unknown> = {
    resume: () => ((resumed += 1), Promise.reject(new Error("not yet"))),
    suspend: () => ((suspended += 1), Promise.resolve()),
    sampleRate: 8000,
  };
  const page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal("document", page);
  vi.stubGlobal("AudioContext", function () {
    made += 1;
    const rest = anything() as Record<string | symbol, unknown>;
    return new Proxy({}, { get: (_, name) => (name === "state" ? context.state : (own[String(name)] ?? rest[name])) });
  });
  const hide = (hidden: boolean): void => {
    page.hidden = hidden;
    page.dispatchEvent(new Event("visibilitychange"));
  };
  return { context, resumed: () => resumed, made: () => made, suspended: () => suspended, hide };
}

afterEach(() => vi.unstubAllGlobals());

test.each([
  ["interrupted", 1],
  ["suspended", 1],
  ["running", 0],
])("sound that is %s is resumed by the next gesture, if it has to be", (state, times) => {
  const { context, resumed, made } = browserWith("running");
  const audio = new Audio();
  audio.unlock();
  context.state = state;
  audio.unlock();
  expect([resumed(), made()]).toEqual([times, 1]);
});

test("sound that the browser has closed is made anew", () => {
  const { context, made } = browserWith("running");
  const audio = new Audio();
  audio.unlock();
  context.state = "closed";
  audio.unlock();
  expect(made()).toBe(2);
});

test("sound goes on when somebody looks again", () => {
  const { context, resumed, hide } = browserWith("running");
  new Audio().unlock();
  hide(true);
  context.state = "suspended";
  hide(false);
  expect(resumed()).toBe(1);
});

test("sound that was made anew is suspended alone when nobody looks", () => {
  const { context, suspended, hide } = browserWith("running");
  const audio = new Audio();
  audio.unlock();
  context.state = "closed";
  audio.unlock();
  context.state = "running";
  hide(true);
  expect(suspended()).toBe(1);
});
