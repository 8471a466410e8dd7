import type { Locator } from "playwright-core";

/** Waits until something is drawn on a canvas. Looks at a copy: browsers complain of a canvas that is read again and again. */
export async function drawn(canvas: Locator): Promise<void> {
  await canvas.evaluate(async (shown: HTMLCanvasElement) => {
    const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
    const isDrawn = (): boolean => {
      const { width, height } = shown;
      if (width === 0 || height === 0) return false;
      Object.assign(copy.canvas, { width, height });
      copy.drawImage(shown, 0, 0);
      return copy.getImageData(0, 0, width, height).data.some((value) => value > 0);
    };
    while (!isDrawn()) await new Promise(requestAnimationFrame);
  });
}
