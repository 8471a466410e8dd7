// A page whose clock and whose line are the test's: a day passes in minutes.

import type { Page } from "playwright-core";

/** What the page is told, and how much later than the message before. */
export type Told = readonly [laterMs: number, base64: string];

declare global {
  interface Window {
    readonly day: {
      /** Waits for a line, tells all of this on it, breaks it, and lets the rest of the time pass. */
      round(told: readonly Told[], closeCode: number, restMs: number): Promise<void>;
    };
  }
}

/** Takes over what the page is to open later. */
export async function takeOver(page: Page): Promise<void> {
  await page.addInitScript(stage);
}

/** Runs in the page, before anything of it does. */
function stage(): void {
  const START_MS = Date.now();
  const FRAME_MS = 50;
  /** A page that opens no line for so long never will. */
  const WAIT_FRAMES_MAX = 2000;
  const laterInFact = window.setTimeout.bind(window);
  const timers = new Map<number, { atMs: number; readonly everyMs: number; readonly run: () => void }>();
  let frames: FrameRequestCallback[] = [];
  let ids = 0;
  let nowMs = 0;

  function begin(run: () => void, delayMs: number, everyMs: number): number {
    timers.set(++ids, { atMs: nowMs + delayMs, everyMs, run });
    return ids;
  }

  function tick(elapsedMs: number): void {
    nowMs += elapsedMs;
    for (const [id, timer] of [...timers]) {
      if (timer.atMs > nowMs || !timers.has(id)) continue;
      if (timer.everyMs > 0) timer.atMs = nowMs + timer.everyMs;
      else timers.delete(id);
      timer.run();
    }
    const due = frames;
    frames = [];
    for (const run of due) run(nowMs);
  }

  /** Promises and answers have their turn. */
  function settle(): Promise<void> {
    return new Promise((resolve) => laterInFact(resolve));
  }

  class Line {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readyState = Line.CONNECTING;
    bufferedAmount = 0;
    binaryType = "";
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onclose: ((event: { code: number; reason: string }) => void) | null = null;

    constructor() {
      line = this;
    }

    send(): void {
      // Nobody listens.
    }

    close(): void {
      this.readyState = Line.CLOSED;
    }
  }
  let line: Line | null = null;

  Object.defineProperty(performance, "now", { value: () => nowMs });
  Date.now = () => START_MS + nowMs;
  Object.assign(window, {
    WebSocket: Line,
    setTimeout: (run: () => void, delayMs = 0) => begin(run, delayMs, 0),
    setInterval: (run: () => void, everyMs = 0) => begin(run, everyMs, Math.max(1, everyMs)),
    clearTimeout: (id: number) => timers.delete(id),
    clearInterval: (id: number) => timers.delete(id),
    requestAnimationFrame: (run: FrameRequestCallback) => frames.push(run),
    cancelAnimationFrame: () => undefined,
  });

  async function waitForLine(): Promise<Line> {
    for (let frame = 0; frame < WAIT_FRAMES_MAX; frame++) {
      if (line !== null && line.readyState === Line.CONNECTING) return line;
      tick(FRAME_MS);
      await settle();
    }
    throw new Error("the page opens no line");
  }

  Object.assign(window, {
    day: {
      async round(told: readonly Told[], closeCode: number, restMs: number) {
        const open = await waitForLine();
        open.readyState = Line.OPEN;
        open.onopen?.();
        for (const [laterMs, base64] of told) {
          if (laterMs > 0) tick(laterMs);
          open.onmessage?.({ data: Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)).buffer });
        }
        await settle();
        tick(FRAME_MS);
        open.readyState = Line.CLOSED;
        open.onclose?.({ code: closeCode, reason: "" });
        tick(restMs);
        await settle();
      },
    },
  });
}

export interface Weight {
  readonly heapBytes: number;
  readonly objects: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** What a page weighs once all that nobody needs has been thrown away. */
export async function weigh(page: Page): Promise<Weight> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.enable");
  // What ends with one round of it may free something that goes with the next.
  for (let round = 0; round < 3; round++) await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  const { result } = await devtools.send("Runtime.evaluate", { expression: "Object.prototype", objectGroup: "weight" });
  const { objects } = await devtools.send("Runtime.queryObjects", { prototypeObjectId: result.objectId ?? "", objectGroup: "weight" });
  const counted = await devtools.send("Runtime.callFunctionOn", {
    ...{ objectId: objects.objectId ?? "", functionDeclaration: "function () { return this.length; }", returnByValue: true },
  });
  await devtools.send("Runtime.releaseObjectGroup", { objectGroup: "weight" });
  await devtools.detach();
  return { heapBytes: usedSize, objects: Number(counted.result.value), nodes, listeners: jsEventListeners };
}
