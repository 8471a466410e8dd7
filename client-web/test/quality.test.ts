import { describe, expect, test } from "vitest";
import { Governor } from "../src/quality/governor";

const LOWEST = 4;
const LATE = 0.03;

/** A device: by the level, and by the frame, how long a frame takes to draw. A display shows it at its next beat. */
class Device {
  readonly governor = new Governor(LOWEST);
  readonly levels: number[] = [0];
  private atMs = 5000;
  private shown = 0;

  constructor(
    private readonly hz: number,
    public costMs: (level: number, frame: number) => number,
  ) {}

  run(seconds: number): this {
    const untilMs = this.atMs + 1000 * seconds;
    while (this.atMs < untilMs) {
      const beatMs = 1000 / this.hz;
      this.atMs += Math.max(1, Math.ceil(this.costMs(this.governor.level, this.shown++) / beatMs - 1e-9)) * beatMs;
      if (this.governor.frame(this.atMs)) this.levels.push(this.governor.level);
    }
    return this;
  }

  sleep(seconds: number): void {
    this.atMs += 1000 * seconds;
  }
}

describe.each([60, 90, 120, 144])("on a display of %d Hz", (hz) => {
  const beatMs = 1000 / hz;

  test("a device that is in time draws everything, and every beat counts as one", () => {
    const device = new Device(hz, () => 0.8 * beatMs).run(60);
    expect(device.levels).toEqual([0]);
    expect(device.governor.framesPerSecond).toBeCloseTo(hz, 6);
    expect(device.governor.lateShare).toBe(0);
  });

  test("one that is too slow for all of it draws as much as it can, step by step", () => {
    const device = new Device(hz, (level, frame) => ((level < 2 && frame % 3 === 0) ? 1.9 : 0.7) * beatMs).run(8);
    expect(device.levels).toEqual([0, 1, 2]);
    expect(device.governor.lateShare).toBeLessThan(LATE);
  });

  test("it draws all again when there is room, and not before it has been in time for seconds", () => {
    const device = new Device(hz, (level) => (level < LOWEST ? 3 : 0.9) * 16.6).run(8);
    expect(device.levels).toEqual([0, 1, 2, 3, 4]);
    device.costMs = () => 0.5 * beatMs;
    device.run(2);
    expect(device.governor.level).toBe(LOWEST);
    device.run(40);
    expect(device.levels).toEqual([0, 1, 2, 3, 4, 3, 2, 1, 0]);
  });

  test("what was too much before is tried ever more seldom, so that the picture does not go to and fro", () => {
    const device = new Device(hz, (level, frame) => (level < 2 && frame % 2 === 0 ? 1.9 : 0.7) * beatMs).run(60);
    const inTheFirstMinute = device.levels.length;
    device.run(600);
    expect(device.levels.length - inTheFirstMinute).toBeLessThan(18);
    expect(Math.max(...device.levels)).toBe(2);
  });

  test("a hitch now and then changes nothing", () => {
    const device = new Device(hz, (_, frame) => (frame % 40 === 0 ? 3.5 : 0.5) * beatMs).run(60);
    expect(device.levels).toEqual([0]);
  });
});

test("a phone that shows thirty frames a second to save its battery loses nothing of the picture for it", () => {
  const device = new Device(30, () => 5).run(60);
  expect(device.governor.level).toBe(0);
  expect(device.levels).toEqual([0, 1, 2, 3, 4, 0]);
  expect(device.governor.lateShare).toBe(0);
});

test("a page at which nobody has looked for a while is not slow", () => {
  const device = new Device(60, () => 5);
  for (let visit = 0; visit < 20; visit++) {
    device.run(2);
    device.sleep(30);
  }
  expect(device.levels).toEqual([0]);
});
