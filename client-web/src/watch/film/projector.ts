// Shows any tick of a section: the picture that a live line would have had then.

import { BestLife } from "../../state/best_life";
import { Inputs } from "../../state/inputs";
import { Picture } from "../../state/picture";
import { makeRules } from "../../state/rules";
import type { Scene } from "../../state/scene";
import { Story } from "../../state/story";
import type { Frame } from "../../protocol/frame";
import type { Section, Step } from "./film";

/** A place to go on from is kept every so often. */
const REST_TICKS = 64;
/** Further ahead than this nothing is shown on the way. */
const LEAP_TICKS = 96;
/** What happened so long before a tick is still told of there. */
const TOLD_MS = 7000;

/** Where the section can be begun from. */
interface Rest {
  readonly keyframe: Frame;
  /** How many steps have been done by then. */
  readonly done: number;
}

export class Projector {
  #section: Section | null = null;
  #picture: Picture | null = null;
  #story: Story | null = null;
  #done = 0;
  #rests: Rest[] = [];
  readonly #best = new BestLife();

  readonly #scene: Scene;

  /** Fills this scene, but for its camera, its phase and its chat. */
  constructor(scene: Scene) {
    this.#scene = scene;
  }

  /** Shows a tick of a section with its fraction. */
  show(section: Section, tick: number, nowMs: number, elapsedMs: number): void {
    const scene = this.#scene;
    const whole = Math.floor(tick);
    const goesOn = this.#section?.toTick === section.fromTick && whole - section.fromTick < LEAP_TICKS;
    if (section !== this.#section) this.#enter(section, goesOn);
    const at = this.#picture?.tick ?? Number.POSITIVE_INFINITY;
    const isLeap = whole < at || whole - at > LEAP_TICKS;
    if (isLeap) this.#begin(section, whole);
    this.#advance(section, whole, isLeap, nowMs);
    if (isLeap) {
      this.#recall(section, whole, nowMs);
      scene.effects.length = 0;
    }
    scene.tick = this.#picture?.show(tick, isLeap ? Number.POSITIVE_INFINITY : elapsedMs) ?? tick;
  }

  /** Everything at the tick that is shown, as the first frame of another film would have it. */
  keyframe(): Frame | null {
    return this.#picture?.keyframe() ?? null;
  }

  /** Forgets what it showed. */
  clear(): void {
    this.#section = null;
    this.#picture = null;
    this.#story = null;
    this.#rests = [];
  }

  #enter(section: Section, goesOn: boolean): void {
    const scene = this.#scene;
    const { welcome } = section;
    this.#section = section;
    this.#rests = [];
    scene.tickRateHz = welcome.tickRateHz;
    scene.worldWidthM = welcome.torus.widthM;
    scene.worldHeightM = welcome.torus.heightM;
    scene.room = welcome.room;
    if (!goesOn) return void (this.#picture = null);
    this.#makePicture(section, { keyframe: EMPTY, done: 0 });
  }

  /** Puts the picture to the last place before a tick from which it can go on. */
  #begin(section: Section, tick: number): void {
    let from: Rest = { keyframe: EMPTY, done: 0 };
    for (const rest of this.#rests) if (rest.keyframe.tick <= tick && rest.done > from.done) from = rest;
    this.#makePicture(section, from);
    for (let index = 0; index < from.done; index++) this.#read(section.steps[index]!);
  }

  #makePicture(section: Section, { keyframe, done }: Rest): void {
    const scene = this.#scene;
    const rules = makeRules(section.welcome);
    const picture = new Picture(rules, 0, new Inputs(), scene.you, scene.effects, () => undefined);
    picture.tick = section.fromTick;
    this.#picture = picture;
    this.#story = new Story(scene, picture, 0, this.#best, null);
    this.#done = done;
    if (done > 0) {
      picture.tick = keyframe.tick;
      picture.apply(keyframe);
    }
    scene.entities = picture.entities;
  }

  /** Does what there is to do up to a tick. What is leapt over is not told of as if it happened now. */
  #advance(section: Section, toTick: number, isLeap: boolean, nowMs: number): void {
    const picture = this.#picture;
    const story = this.#story;
    if (picture === null || story === null) return;
    for (let step = section.steps[this.#done]; step !== undefined && step.tick <= toTick; step = section.steps[this.#done]) {
      this.#done += 1;
      this.#read(step);
      if (step.message.type !== "frame") continue;
      if (isLeap) picture.leap(step.message);
      else {
        picture.apply(step.message);
        story.tell(step.message, nowMs);
      }
      this.#rest(step.tick);
    }
    if (isLeap) picture.land();
  }

  /** What the board and the radar say. */
  #read({ message }: Step): void {
    if (message.type === "leaderboard") this.#scene.leaderboard = message.rows;
    else if (message.type === "radar") this.#scene.radar = message;
  }

  /** The kills of the last seconds before a tick that has been leapt to. */
  #recall({ kills, welcome }: Section, tick: number, nowMs: number): void {
    const scene = this.#scene;
    scene.kills = [];
    for (const { tick: killTick, killerName: killer, victimName: victim, weapon } of kills) {
      const ageMs = ((tick - killTick) * 1000) / welcome.tickRateHz;
      if (ageMs >= 0 && ageMs < TOLD_MS) scene.kills.push({ killer, victim, weapon, own: false, atMs: nowMs - ageMs });
    }
  }

  /** Keeps the picture as it is, if it has been long since it last was. */
  #rest(tick: number): void {
    const lastTick = this.#rests.at(-1)?.keyframe.tick ?? this.#section?.fromTick ?? tick;
    const isEnd = this.#section?.steps[this.#done]?.tick !== tick;
    if (tick - lastTick < REST_TICKS || !isEnd || this.#picture === null) return;
    this.#rests.push({ keyframe: this.#picture.keyframe(), done: this.#done });
  }
}

const EMPTY: Frame = {
  ...{ type: "frame", tick: 0, paceTicks: 0, ack: 0, you: null, pong: null },
  ...{ controls: [], shots: [], arrivals: [], left: [], vanished: [], events: [], badges: [], anchors: [] },
};
