// Makes a video of a part of a replay, while that is shown.

import type { Scene } from "../../state/scene";
import { Recorder } from "./record";
import { FRAME_MS_MAX, type Screening } from "./screening";

/** A machine that draws slowly leaves pictures out. The video is as long as what it shows. */
const RECORDED_FRAME_MS_MAX = 5000;

export interface Video {
  readonly file: Blob;
  readonly suffix: string;
}

interface Take {
  readonly recorder: Recorder;
  readonly screening: Screening;
  readonly toTick: number;
  /** What was drawn last. */
  tick: number;
}

export class Studio {
  #take: Take | null = null;

  constructor() {
    document.addEventListener("visibilitychange", () => {
      const take = this.#take;
      if (take === null) return;
      if (document.hidden) take.recorder.hold();
      else take.screening.wake(performance.now());
    });
  }

  get isBusy(): boolean {
    return this.#take !== null;
  }

  /** How much is still to be shown. */
  get leftS(): number {
    const take = this.#take;
    return take === null ? 0 : Math.max(0, (take.toTick - take.screening.tick) / take.screening.source.tickRateHz);
  }

  /** Shows what there is up to a tick, and makes a video of it. Throws a FilmError where browsers make none. */
  begin(screening: Screening, toTick: number, upright: boolean): void {
    this.#take = { recorder: new Recorder(upright), screening, toTick, tick: -1 };
    screening.speed = 1;
    screening.paused = false;
    screening.frameMsMax = RECORDED_FRAME_MS_MAX;
  }

  /** Draws what is shown now. Once all of it has been, or somebody has paused it, there is the video. */
  goOn(scene: Scene, nowMs: number): Promise<Video> | null {
    const take = this.#take;
    if (take === null) return null;
    const { recorder, screening, toTick } = take;
    const stands = screening.waiting || screening.tick === take.tick;
    if (stands) recorder.hold();
    else recorder.draw(scene, nowMs);
    take.tick = screening.waiting ? -1 : screening.tick;
    if (!screening.paused && screening.tick < toTick) return null;
    screening.paused = true;
    return this.#end(take);
  }

  /** Makes no more of it. */
  drop(): void {
    if (this.#take !== null) void this.#end(this.#take);
  }

  async #end({ recorder, screening }: Take): Promise<Video> {
    this.#take = null;
    screening.frameMsMax = FRAME_MS_MAX;
    return { file: await recorder.end(), suffix: recorder.suffix };
  }
}
