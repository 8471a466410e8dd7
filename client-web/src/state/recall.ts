// The last seconds as the server told them, so that they can be shown once
// more.

import type { Frame } from "../protocol/frame";
import type { Welcome } from "../protocol/welcome";
import type { Picture } from "./picture";

/** A new one begins so often, with everything that is there. */
const CHAPTER_S = 2;
/** With the one that goes on, these reach back eight seconds at least. */
const CHAPTERS_MAX = 5;

/** What was told after a moment of which everything is known. */
export interface Chapter {
  readonly keyframe: Frame;
  readonly frames: readonly Frame[];
}

export class Recall {
  readonly #kept: { keyframe: Frame; frames: Frame[] }[] = [];

  constructor(readonly welcome: Welcome) {}

  /** The oldest first. */
  get chapters(): readonly Chapter[] {
    return this.#kept;
  }

  /** Keeps a frame that the picture has just applied. */
  keep(frame: Frame, picture: Picture): void {
    const kept = this.#kept;
    const chapter = kept.at(-1);
    if (chapter !== undefined && frame.tick - chapter.keyframe.tick < CHAPTER_S * this.welcome.tickRateHz) {
      return void chapter.frames.push(frame);
    }
    // The frame that ends a chapter is the last of its film, too.
    chapter?.frames.push(frame);
    kept.push({ keyframe: picture.keyframe(), frames: [] });
    if (kept.length > CHAPTERS_MAX) kept.shift();
  }

  forget(): void {
    this.#kept.length = 0;
  }
}
