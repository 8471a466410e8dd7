// Makes a video of what is shown, in its own size, while it is shown.

import { Renderer } from "../../draw/renderer";
import { makeScene } from "../../state/make_scene";
import type { Scene } from "../../state/scene";
import { FarPicture } from "../draw/far";
import { FilmError } from "./film";
import { lasting } from "./webm";
import { tWatch } from "../../words/watch";

const FRAMES_PER_S = 30;
const BITS_PER_S = 6_000_000;
/** It is handed over in parts of this length. */
const PART_MS = 1000;
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm", "video/mp4"];
const SPACE = "#03040b";
const WIDE = { width: 1280, height: 720 };
const UPRIGHT = { width: 720, height: 1280 };
/** Held upright it shows this much less at the sides, and more above and below. */
const UPRIGHT_HEIGHT = 1.5;

export class Recorder {
  readonly #out = document.createElement("canvas");
  readonly #sharp = document.createElement("canvas");
  readonly #soft: HTMLCanvasElement;
  readonly #renderer: Renderer;
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];
  /** How much has been recorded before the last pause, and since when it goes on. */
  #recordedMs = 0;
  #sinceMs: number | null = null;
  readonly #shown: Scene = makeScene();
  readonly #camera = this.#shown.camera;
  readonly #ctx: CanvasRenderingContext2D;

  readonly #upright: boolean;

  constructor(upright: boolean) {
    this.#upright = upright;
    const { width, height } = upright ? UPRIGHT : WIDE;
    // Nobody sees where they are drawn.
    const studio = document.createElement("div");
    studio.append(this.#sharp);
    this.#renderer = new Renderer(this.#sharp);
    this.#renderer.far = new FarPicture();
    this.#renderer.resize(width, height, 1);
    this.#soft = studio.querySelector<HTMLCanvasElement>(".halo") ?? this.#sharp;
    this.#out.width = width;
    this.#out.height = height;
    const ctx = this.#out.getContext("2d");
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    if (ctx === null || mimeType === undefined) throw new FilmError(tWatch.noVideos);
    this.#ctx = ctx;
    this.#recorder = new MediaRecorder(this.#out.captureStream(FRAMES_PER_S), { mimeType, videoBitsPerSecond: BITS_PER_S });
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#parts.push(data));
  }

  /** How files of its kind are called. */
  get suffix(): string {
    return this.#recorder.mimeType.includes("mp4") ? "mp4" : "webm";
  }

  /** Draws what the scene shows, before its effects are gone. The video begins, or goes on, with that. */
  draw(scene: Scene, nowMs: number): void {
    const ctx = this.#ctx;
    const out = this.#out;
    const shown = this.#shown;
    const camera = this.#camera;
    const upright = this.#upright;
    this.#goOn();
    Object.assign(shown, scene);
    shown.camera = camera;
    camera.x = scene.camera.x;
    camera.y = scene.camera.y;
    camera.halfHeightM = scene.camera.halfHeightM * (upright ? UPRIGHT_HEIGHT : 1);
    camera.halfWidthM = (camera.halfHeightM * out.width) / out.height;
    this.#renderer.draw(shown, nowMs);
    ctx.fillStyle = SPACE;
    ctx.fillRect(0, 0, out.width, out.height);
    ctx.drawImage(this.#soft, 0, 0, out.width, out.height);
    ctx.drawImage(this.#sharp, 0, 0, out.width, out.height);
  }

  /** Nothing goes on in the picture: the video has nothing of that. */
  hold(): void {
    if (this.#sinceMs === null) return;
    this.#recorder.pause();
    this.#recordedMs += performance.now() - this.#sinceMs;
    this.#sinceMs = null;
  }

  /** Ends the video. It is empty if nothing has been drawn. */
  async end(): Promise<Blob> {
    const recorder = this.#recorder;
    const parts = this.#parts;
    this.hold();
    if (recorder.state !== "inactive") {
      const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
      recorder.stop();
      await stopped;
    }
    for (const track of recorder.stream.getTracks()) track.stop();
    return lasting(new Blob(parts, { type: recorder.mimeType }), this.#recordedMs);
  }

  #goOn(): void {
    const recorder = this.#recorder;
    if (this.#sinceMs !== null) return;
    this.#sinceMs = performance.now();
    if (recorder.state === "paused") recorder.resume();
    else recorder.start(PART_MS);
  }
}
