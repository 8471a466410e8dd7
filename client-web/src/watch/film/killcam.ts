// The last seconds before the pilot fell, from the side of whoever did it. It
// is made of what has been told anyway.

import type { Frame } from "../../protocol/frame";
import { makeScene } from "../../state/make_scene";
import type { Chapter, Recall } from "../../state/recall";
import type { Scene } from "../../state/scene";
import { shipOf } from "../../state/ships";
import { delta, wrap } from "../../torus";
import type { Section, Step } from "./film";
import { atTheirTicks } from "./moves";
import { Projector } from "./projector";

const SHOWN_S = 5;
/** It goes on for a moment after the blow. */
const AFTER_S = 0.6;
/** In this time the camera glides half the way to whom it follows. */
const GLIDE_HALF_LIFE_MS = 120;
const FRAME_MS_MAX = 100;

/** Who fell, by whom and when. */
export interface Fall {
  readonly killer: number;
  readonly killerName: string;
  readonly tick: number;
}

/** How the pilot fell, if that was told in the last seconds and it was somebody's doing. */
export function fallOf(recall: Recall, player: number): Fall | null {
  for (const { frames } of [...recall.chapters].reverse()) {
    for (const frame of [...frames].reverse()) {
      for (const event of frame.events) {
        if (event.type !== "kill" || event.victim !== player || event.killer === 0 || event.killer === player) continue;
        return { killer: event.killer, killerName: event.killerName, tick: frame.tick };
      }
    }
  }
  return null;
}

/** What was told from some seconds before a tick on; null if that is not known any more. */
export function sectionBefore({ chapters, welcome }: Recall, tick: number): Section | null {
  const early = chapters.filter(({ keyframe }) => keyframe.tick <= tick - SHOWN_S * welcome.tickRateHz);
  const first = early.at(-1) ?? chapters[0];
  if (first === undefined || first.keyframe.tick >= tick) return null;
  const steps = stepsOf(chapters.slice(chapters.indexOf(first)), first.keyframe);
  const toTick = steps.at(-1)?.tick ?? tick;
  return { fromTick: first.keyframe.tick, toTick, welcome, welcomeBytes: new Uint8Array(), steps, takes: [], kills: [] };
}

function stepsOf(chapters: readonly Chapter[], keyframe: Frame): Step[] {
  const steps: Step[] = [{ tick: keyframe.tick, message: keyframe, isAhead: false }];
  let before = keyframe.tick;
  for (const frame of chapters.flatMap(({ frames }) => frames)) {
    for (const part of atTheirTicks(frame, before)) steps.push({ tick: part.tick, message: part, isAhead: part.tick < frame.tick });
    before = frame.tick;
  }
  return steps.sort((a, b) => a.tick - b.tick);
}

export class Killcam {
  readonly scene: Scene = makeScene();
  readonly killerName: string;
  readonly #projector = new Projector(this.scene);
  readonly #killer: number;
  readonly #untilTick: number;
  #tick: number;
  #shownMs: number | null = null;
  #hasLooked = false;

  readonly #section: Section;

  constructor(
    section: Section,
    fall: Fall,
    live: Scene,
  ) {
    this.#section = section;
    const { scene } = this;
    const { tickRateHz } = section.welcome;
    this.#killer = fall.killer;
    this.#tick = Math.max(section.fromTick, fall.tick - SHOWN_S * tickRateHz);
    this.#untilTick = Math.min(fall.tick + AFTER_S * tickRateHz, section.toTick);
    scene.ownPlayer = live.ownPlayer;
    scene.ownName = live.ownName;
    Object.assign(scene.camera, live.camera);
    scene.phase = { type: "watching", focus: { type: "player", player: fall.killer } };
    this.killerName = fall.killerName;
  }

  get isOver(): boolean {
    return this.#tick >= this.#untilTick;
  }

  /** Goes on, in a picture of this size. */
  show(nowMs: number, { halfWidthM, halfHeightM }: Scene["camera"]): void {
    const { scene } = this;
    const section = this.#section;
    const elapsedMs = this.#shownMs === null ? 0 : Math.max(0, Math.min(nowMs - this.#shownMs, FRAME_MS_MAX));
    this.#shownMs = nowMs;
    this.#tick = Math.min(this.#untilTick, this.#tick + (elapsedMs / 1000) * section.welcome.tickRateHz);
    this.#projector.show(section, this.#tick, nowMs, elapsedMs);
    scene.camera.halfWidthM = halfWidthM;
    scene.camera.halfHeightM = halfHeightM;
    this.#follow(elapsedMs);
  }

  /** Who did it may have come into the picture late: until then one sees the victim. */
  #follow(elapsedMs: number): void {
    const { scene } = this;
    const { camera, worldWidthM, worldHeightM } = scene;
    const ship = shipOf(scene, this.#killer) ?? shipOf(scene, scene.ownPlayer);
    if (ship === undefined) return;
    const part = this.#hasLooked ? 1 - 2 ** (-elapsedMs / GLIDE_HALF_LIFE_MS) : 1;
    this.#hasLooked = true;
    camera.x = wrap(camera.x + part * delta(camera.x, ship.x, worldWidthM), worldWidthM);
    camera.y = wrap(camera.y + part * delta(camera.y, ship.y, worldHeightM), worldHeightM);
  }
}
