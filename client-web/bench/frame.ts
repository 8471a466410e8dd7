// A page that draws as many frames as `drawFrames` is asked for.

import { takeSeat } from "./seat";

const FRAME_MS = 1000 / 60;

/** How long a frame took by the clock, and how many entities were in view. */
interface DrawnFrame {
  readonly clockMs: number;
  readonly entities: number;
}

declare global {
  interface Window {
    /** Draws the next frames. */
    drawFrames?: (count: number) => Promise<DrawnFrame[]>;
  }
}

// The page lives at 60 frames a second however long this machine takes to
// paint one: else a frame would hold more ticks and messages on a slow machine.
let pageMs = 0;
const clockMs = performance.now.bind(performance);
performance.now = () => pageMs;

const seat = takeSeat();

function drawFrame(): DrawnFrame {
  pageMs += FRAME_MS;
  const startMs = clockMs();
  seat.drawFrame(pageMs, pageMs);
  return { clockMs: clockMs() - startMs, entities: seat.scene.entities.length };
}

window.drawFrames = (count) =>
  new Promise((resolve) => {
    const drawn: DrawnFrame[] = [];
    const next = (): void => {
      drawn.push(drawFrame());
      if (drawn.length < count) requestAnimationFrame(next);
      else resolve(drawn);
    };
    requestAnimationFrame(next);
  });
