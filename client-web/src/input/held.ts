// What a pilot holds, whether by keys or by fingers on the screen.

/** Tells each change at once, so that a tap within a frame is not lost. */
export class Held {
  private readonly controls = new Map<string, number>();
  private last = 0;

  constructor(private readonly onChange: (controls: number) => void) {}

  /** Something, a key or a finger, holds these controls now and no others. */
  hold(by: string, controls: number): void {
    this.controls.set(by, controls);
    this.tell();
  }

  release(by: string): void {
    if (this.controls.delete(by)) this.tell();
  }

  /** Nobody is at the keyboard or the screen. */
  releaseAll(): void {
    this.controls.clear();
    this.tell();
  }

  private tell(): void {
    let all = 0;
    for (const controls of this.controls.values()) all |= controls;
    if (all === this.last) return;
    this.last = all;
    this.onChange(all);
  }
}
