// A replay on the page: joins time line, films and what is watched. While one
// is shown the room's line is closed, and the replay fills the scene.

import { codeHere } from "../../room/here";
import type { Feed } from "../../feed";
import { letterOf } from "../../input/strokes";
import type { Scene } from "../../state/scene";
import type { Coming } from "../director/plan";
import { Clip, cut, type Origin } from "./clip";
import { Cutter } from "./cutter";
import { readFilm } from "./decode";
import { FilmError, type Section } from "./film";
import { isTyped, obeyKey } from "./film_keys";
import type { Moment } from "./index_of_films";
import { fetchClip, keepClip } from "./kept";
import { Reel } from "./reel";
import { saveFile } from "./save";
import { Scout } from "./scout";
import { Screening } from "./screening";
import { linkTo, linkToClip, type Look } from "./share";
import { LEAD_S, momentBeside } from "./span";
import { Studio } from "./studio";
import { TimeLine, type Situation, type TimeLineCallbacks } from "./time_line";
import { tFilm } from "../../words/film";
import { tWatch } from "../../words/watch";

/** So long something is told in words. */
const WORD_MS = 4000;
/** Whoever has to copy a link by hand needs more time. */
const LINK_MS = 30_000;
const CLIP_S = 15;
/** Whether there is more to look back at is asked so often while nobody does. */
const LIVE_REFRESH_MS = 20_000;
/** The first film of a room is soon there. */
const NONE_REFRESH_MS = 4000;

/** What a replay needs of the page. */
export interface House {
  readonly root: HTMLElement;
  readonly scene: Scene;
  /** Shows something instead of the live room, or that again. */
  showInstead(feed: Feed): void;
  goLive(): void;
  /** Whether the page shows this feed still. */
  shows(feed: Feed): boolean;
  /** How one looks at the room. */
  look(): Look;
  /** Looks at a moment, if nobody has chosen a place to look at. */
  lookAt(moment: Moment): void;
  /** What is known to come; null where nothing can be. */
  expect(coming: readonly Coming[] | null): void;
}

export class Theatre implements Feed, TimeLineCallbacks {
  #reel: Reel | null = null;
  #screening: Screening | null = null;
  readonly #timeLine: TimeLine;
  readonly #cutter: Cutter;
  readonly #mark = { fromTick: 0, toTick: 0 };
  readonly #scout = new Scout();
  readonly #studio = new Studio();
  #word = "";
  #wordUntilMs = 0;
  #nowMs = 0;
  readonly #situation: Situation = {
    ...{ open: false, live: true, grows: true, firstTick: 0, lastTick: 0, tick: 0, tickRateHz: 32 },
    ...{ paused: false, waiting: false, speed: 1, moments: [], activity: null, word: "" },
  };

  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
    const { root } = house;
    this.#timeLine = new TimeLine(root, this);
    this.#cutter = new Cutter(this.#timeLine.panel, {
      onFrom: () => this.#setMark(this.#tick, Math.max(this.#tick + 1, this.#mark.toTick)),
      onTo: () => this.#setMark(Math.min(this.#tick - 1, this.#mark.fromTick), this.#tick),
      onSave: () => void this.#saveClip(),
      onLink: () => void this.#shareClip(),
      onRecord: (upright) => this.#record(upright),
    });
    addEventListener("keydown", (event) => this.#key(event));
    this.#takeDrops();
  }

  get isLive(): boolean {
    return this.#screening === null;
  }

  /** Shows a room's time from a tick on. */
  enter(room: number, tick: number): void {
    if (this.#reel === null || this.#reel.room !== room) this.#reel = new Reel(room);
    this.#begin(new Screening(this.#house.scene, this.#reel, tick));
  }

  /** Plays a clip that the server keeps. */
  async openKept(id: string): Promise<void> {
    this.#say(tWatch.clipFetched);
    try {
      await this.open(await fetchClip(id), id);
    } catch (error) {
      this.#say(wordsOf(error));
    }
  }

  /** Plays a clip. */
  async open(file: Blob, id: string | null = null): Promise<void> {
    try {
      const film = await readFilm(file);
      this.#begin(new Screening(this.#house.scene, new Clip(film, id), film.fromTick));
      this.#wordUntilMs = 0;
    } catch (error) {
      this.#say(wordsOf(error));
    }
  }

  show(nowMs: number): void {
    const screening = this.#screening;
    const house = this.#house;
    if (screening === null) return;
    screening.show(nowMs);
    this.#scout.look(screening.source, screening.tick);
    house.expect(this.#scout.coming);
  }

  /** Brings the time line up to date, and the video if one is made. */
  update(nowMs: number): void {
    this.#nowMs = nowMs;
    const house = this.#house;
    const screening = this.#screening;
    const { scene } = house;
    const isWatching = scene.phase.type === "watching";
    if (screening !== null && !house.shows(this)) this.#leave();
    if (isWatching && screening === null && scene.room !== 0 && codeHere() === "") this.#askForFilms(scene.room, nowMs);
    this.#describe(isWatching);
    this.#timeLine.update(this.#situation, nowMs);
    this.#goOnRecording(nowMs);
  }

  // What is asked for by the time line and its keys.

  onSeek(tick: number): void {
    const screening = this.#screening;
    const reel = this.#reel;
    if (screening !== null) return screening.seek(tick);
    if (reel?.hasFilms === true) this.enter(reel.room, Math.min(tick, reel.lastTick));
  }

  onSeekBy(seconds: number): void {
    const screening = this.#screening;
    if (screening !== null) return screening.seekBy(seconds);
    if (seconds < 0) this.onSeek(this.#tick + seconds * this.#situation.tickRateHz);
  }

  onPause(): void {
    if (this.#screening !== null) return this.#screening.togglePause();
    this.onSeek(this.#tick);
    this.#pause();
  }

  onStep(by: 1 | -1): void {
    if (this.#screening === null) this.onSeek(this.#tick);
    this.#screening?.step(by);
  }

  onSpeed(by: 1 | -1): void {
    this.#screening?.changeSpeed(by);
  }

  onMoment(by: 1 | -1): void {
    const { tickRateHz, moments } = this.#situation;
    const moment = momentBeside(moments, this.#tick, by, tickRateHz);
    if (moment === undefined) return this.#say(by > 0 ? tWatch.nothingAfter : tWatch.nothingBefore);
    this.onSeek(moment.tick - LEAD_S * tickRateHz);
    this.#house.lookAt(moment);
  }

  onLive(): void {
    if (this.#screening === null) return;
    this.#leave();
    this.#house.goLive();
  }

  onClip(): void {
    if (this.#cutter.visible) return this.#cutter.close();
    this.#setMark(this.#tick - CLIP_S * this.#situation.tickRateHz, this.#tick);
    this.#cutter.open();
  }

  onShare(): void {
    const { scene } = this.#house;
    const source = this.#screening?.source;
    // What a file shows may be nowhere else.
    if (source instanceof Clip) return source.id === null ? void this.#shareFile(source) : this.#copy(linkToClip(location.href, source.id), tWatch.linkCopied);
    const tick = this.#screening === null ? null : this.#tick;
    const link = linkTo(location.href, { room: this.#reel?.room ?? scene.room, tick, look: this.#house.look() });
    this.#copy(link, tWatch.linkCopied);
  }

  #copy(link: string, words: string): void {
    navigator.clipboard.writeText(link).then(
      () => this.#say(words),
      () => this.#say(link, LINK_MS),
    );
  }

  onFile(file: File): void {
    void this.open(file);
  }

  /** Saves the seconds before what is shown. */
  saveLastSeconds(): void {
    this.#setMark(this.#tick - CLIP_S * this.#situation.tickRateHz, this.#tick);
    void this.#saveClip();
  }

  get #tick(): number {
    return this.#screening?.tick ?? this.#house.scene.tick;
  }

  #askForFilms(room: number, nowMs: number): void {
    if (this.#reel?.room !== room) this.#reel = new Reel(room);
    this.#reel.refresh(nowMs, this.#reel.hasFilms ? LIVE_REFRESH_MS : NONE_REFRESH_MS);
  }

  #begin(screening: Screening): void {
    // The ends of a clip are of what was shown before.
    if (this.#screening !== null && this.#screening.source !== screening.source) this.#leave();
    this.#screening = screening;
    this.#house.showInstead(this);
  }

  #leave(): void {
    this.#screening = null;
    this.#house.expect(null);
    this.#cutter.close();
    this.#studio.drop();
    this.#house.scene.kills = [];
    this.#house.scene.effects.length = 0;
  }

  #pause(): void {
    if (this.#screening !== null) this.#screening.paused = true;
  }

  #key(event: KeyboardEvent): void {
    if (this.#house.scene.phase.type !== "watching" || !this.#situation.open) return;
    const isClip = letterOf(event) === "c" && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isClip && !isTyped(event.target)) return this.saveLastSeconds();
    if (obeyKey(event, this)) event.preventDefault();
  }

  #describe(isWatching: boolean): void {
    const situation = this.#situation;
    const screening = this.#screening;
    const reel = this.#reel;
    const nowMs = this.#nowMs;
    const source = screening?.source ?? reel;
    situation.open = isWatching && (screening !== null || reel?.hasFilms === true);
    situation.live = screening === null;
    situation.grows = source?.grows ?? true;
    situation.tickRateHz = source?.tickRateHz ?? 32;
    situation.firstTick = source?.firstTick ?? 0;
    situation.lastTick = source === reel ? Math.max(reel?.liveTick(nowMs) ?? 0, situation.firstTick) : (source?.lastTick ?? 0);
    situation.tick = screening?.tick ?? situation.lastTick;
    situation.paused = screening?.paused ?? false;
    situation.waiting = screening?.waiting ?? false;
    situation.speed = screening?.speed ?? 1;
    situation.moments = source === reel ? (reel?.moments ?? []) : [];
    situation.activity = source === reel ? (reel?.activity ?? null) : null;
    situation.word = nowMs < this.#wordUntilMs ? this.#word : screening?.waiting === true ? screening.source.trouble : "";
    if (this.#cutter.visible) this.#cutter.show((this.#mark.toTick - this.#mark.fromTick) / situation.tickRateHz, reel?.clipDays ?? 0);
  }

  #say(word: string, forMs = WORD_MS): void {
    this.#word = word;
    this.#wordUntilMs = this.#nowMs + forMs;
  }

  // Clips and videos.

  #setMark(fromTick: number, toTick: number): void {
    this.#mark.fromTick = Math.max(this.#situation.firstTick, Math.floor(fromTick));
    this.#mark.toTick = Math.max(this.#mark.fromTick + 1, Math.floor(toTick));
  }

  async #saveClip(): Promise<void> {
    const { fromTick, toTick } = this.#mark;
    this.#say(tWatch.clipCut);
    try {
      const stretch = await this.#stretch(fromTick, toTick);
      saveFile(await cut(stretch, stretch.sections, fromTick, toTick), `${this.#fileName(stretch.room)}.film`);
      this.#say(tWatch.clipSaved);
    } catch (error) {
      this.#say(wordsOf(error));
    }
  }

  /** Has the server keep the clip, and copies a link to it. */
  async #shareClip(): Promise<void> {
    const { fromTick, toTick } = this.#mark;
    this.#say(tWatch.clipSent, LINK_MS);
    try {
      const stretch = await this.#stretch(fromTick, toTick);
      const { id, days } = await keepClip(await cut(stretch, stretch.sections, fromTick, toTick));
      this.#copy(linkToClip(location.href, id), tWatch.clipLink({ days }));
    } catch (error) {
      this.#say(wordsOf(error));
    }
  }

  #shareFile({ film }: Clip): Promise<void> {
    this.#setMark(film.fromTick, film.toTick);
    return this.#shareClip();
  }

  #stretch(fromTick: number, toTick: number): Promise<Origin & { readonly sections: readonly Section[] }> {
    const source = this.#screening?.source;
    if (source instanceof Clip) return Promise.resolve(source.film);
    if (this.#reel === null) throw new FilmError(tFilm.nothingToCut);
    return this.#reel.stretch(fromTick, toTick);
  }

  #fileName(room: number): string {
    return `asteroids-room-${room}-${this.#mark.fromTick}`;
  }

  /** Shows the clip once more, and makes a video of it. */
  #record(upright: boolean): void {
    if (this.#studio.isBusy) return;
    this.onSeek(this.#mark.fromTick);
    if (this.#screening === null) return;
    try {
      this.#studio.begin(this.#screening, this.#mark.toTick, upright);
    } catch (error) {
      this.#say(wordsOf(error));
    }
  }

  #goOnRecording(nowMs: number): void {
    const studio = this.#studio;
    const house = this.#house;
    if (!studio.isBusy) return;
    const made = studio.goOn(house.scene, nowMs);
    this.#say(tWatch.videoMade({ seconds: Math.ceil(studio.leftS) }));
    void made?.then(({ file, suffix }) => {
      if (file.size === 0) return this.#say(tWatch.videoNone);
      saveFile(file, `${this.#fileName(house.scene.room)}.${suffix}`);
      this.#say(tWatch.videoSaved);
    });
  }

  // Files that are dropped on the page.

  #takeDrops(): void {
    const { root } = this.#house;
    root.dataset["drop"] = tWatch.dropClip;
    const hasFile = (event: DragEvent): boolean =>
      this.#house.scene.phase.type !== "flying" && event.dataTransfer?.types.includes("Files") === true;
    addEventListener("dragover", (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      root.classList.add("dropping");
    });
    addEventListener("dragleave", ({ relatedTarget }) => {
      if (relatedTarget === null) root.classList.remove("dropping");
    });
    addEventListener("drop", (event) => {
      root.classList.remove("dropping");
      if (!hasFile(event)) return;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void this.open(file);
    });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof FilmError ? error.message : tWatch.failed;
}
