import { ink } from "./palette";
import type { Pen } from "./pen";

const FLASH_MS = 260;
const SHAKE_MS = 520;
const SHAKE_M = 0.55;

/** What happens to the screen as a whole. Nothing does for who has asked for reduced motion. */
export class Screen {
  readonly #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #flashMs = -Infinity;
  #shakeMs = -Infinity;

  flash(nowMs: number): void {
    if (!this.#calm.matches) this.#flashMs = nowMs;
  }

  shake(nowMs: number): void {
    if (this.#calm.matches) return;
    this.#shakeMs = nowMs;
    this.#flashMs = nowMs;
  }

  shakeXM(nowMs: number): number {
    return this.#amplitudeM(nowMs) * Math.sin(nowMs / 11);
  }

  shakeYM(nowMs: number): number {
    return this.#amplitudeM(nowMs) * Math.cos(nowMs / 14);
  }

  drawFlash({ ctx, view, nowMs }: Pen): void {
    const left = 1 - (nowMs - this.#flashMs) / FLASH_MS;
    if (left <= 0) return;
    ctx.globalAlpha = 0.35 * left;
    ctx.fillStyle = ink.danger;
    ctx.fillRect(0, 0, view.widthPx, view.heightPx);
  }

  #amplitudeM(nowMs: number): number {
    const left = Math.max(0, 1 - (nowMs - this.#shakeMs) / SHAKE_MS);
    return SHAKE_M * left * left;
  }
}
