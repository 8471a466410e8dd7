// The films of a room, asked of the server when they are wanted, and a few of
// them kept.

import { Activity } from "./activity";
import { readFilm } from "./decode";
import { FilmError, type Film, type Section } from "./film";
import { readIndex, type FilmIndex, type Moment } from "./index_of_films";
import { sectionAt, type Source } from "./source";
import { speaksEnglish } from "../../words";
import { tFilm } from "../../words/film";

/** Two films are shown one after the other, and the next one is on its way; the rest is for a look back. */
const FILMS_KEPT = 5;
/** One that is scrubbed over for a moment is not asked for. */
const SETTLE_MS = 140;
const TRIES_MAX = 6;
const PAUSE_MS = 1000;
const PAUSE_MS_MAX = 15_000;
/** So often it is asked whether there is more. */
const REFRESH_MS = 8000;
const REFRESH_AT_END_MS = 1500;
/** A server that does not answer for so long will not. */
const ANSWER_WITHIN_MS = 20_000;
const MOMENTS_KEPT = 1024;
/** A film is there at most so long after its first tick may be seen. */
const FILM_AFTER_S_MAX = 60;
const NOT_FOUND = 404;
/** These say to come again. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);

/** A part of the room's time. */
export interface Stretch {
  readonly room: number;
  readonly world: string;
  readonly sections: readonly Section[];
}

export class Reel implements Source {
  readonly grows = true;
  trouble = "";
  moments: readonly Moment[] = [];
  readonly activity: Activity;
  #index: FilmIndex | null = null;
  /** When the index was told, by the clock of `want`. */
  #toldMs = 0;
  #isAsking = false;
  #askedMs = Number.NEGATIVE_INFINITY;
  readonly #films = new Map<number, Film>();
  readonly #coming = new Map<number, AbortController>();
  /** Films in between that the server has lost. */
  readonly #missing = new Set<number>();
  #wanted = -1;
  #wantedMs = 0;

  constructor(readonly room: number) {
    this.activity = new Activity(room);
  }

  get firstTick(): number {
    return this.#index?.firstTick ?? 0;
  }

  /** The last tick of which there is a film. */
  get lastTick(): number {
    const index = this.#index;
    return index === null ? Number.MAX_SAFE_INTEGER : Math.max(index.firstTick, index.nextTick - 1);
  }

  get tickRateHz(): number {
    return this.#index?.tickRateHz ?? 32;
  }

  /** For how many days the server keeps a clip; 0 if it keeps none. */
  get clipDays(): number {
    return this.#index?.clipDays ?? 0;
  }

  /** The room's tick now, as far as one may see it; 0 before it is known. */
  liveTick(nowMs: number): number {
    const index = this.#index;
    return index === null ? 0 : index.tick + ((nowMs - this.#toldMs) / 1000) * index.tickRateHz;
  }

  /** Whether it is known what there is, and that is something. */
  get hasFilms(): boolean {
    return this.#index !== null && this.#index.nextTick > this.#index.firstTick;
  }

  at(tick: number): Section | null {
    const film = this.#films.get(this.#startOf(tick));
    return film === undefined ? null : (sectionAt(film.sections, tick) ?? film.sections.at(-1) ?? null);
  }

  want(tick: number, nowMs: number): void {
    const isNearEnd = this.#index !== null && tick > this.lastTick - this.#index.filmTicks / 2;
    this.refresh(nowMs, isNearEnd ? REFRESH_AT_END_MS : REFRESH_MS);
    if (this.#index === null) return;
    const start = this.#startOf(tick);
    if (start !== this.#wanted) this.#turnTo(start, nowMs);
    const next = start + this.#index.filmTicks;
    this.#giveUpBut(start, next);
    if (!this.#films.has(start) && nowMs - this.#wantedMs < SETTLE_MS) return;
    this.#load(start);
    if (this.#films.has(start) && next < this.#index.nextTick) this.#load(next);
  }

  after(tick: number): number {
    const start = this.#startOf(tick);
    const next = start + (this.#index?.filmTicks ?? 0);
    return this.#missing.has(start) && next <= this.lastTick ? next : tick;
  }

  /** Everything from one tick to another, as soon as the server lets it be seen. */
  async stretch(fromTick: number, toTick: number): Promise<Stretch> {
    for (let waitedMs = 0; this.#index === null || toTick > this.lastTick; waitedMs += REFRESH_AT_END_MS) {
      const delayS = (this.#index?.delayTicks ?? 0) / this.tickRateHz;
      if (waitedMs > (delayS + FILM_AFTER_S_MAX) * 1000) throw new FilmError(this.trouble || tFilm.noFilmYet);
      await this.#ask(performance.now());
      if (this.#index !== null && toTick <= this.lastTick) break;
      await pause(REFRESH_AT_END_MS);
    }
    const sections: Section[] = [];
    for (let start = this.#startOf(Math.max(fromTick, this.firstTick)); start < toTick; start += this.#index.filmTicks) {
      const film = this.#films.get(start) ?? (await readFilm(await (await this.#fetchFilm(start)).blob()));
      sections.push(...film.sections);
    }
    return { room: this.room, world: this.#index.world, sections };
  }

  /** Asks what there is, if that has not been asked lately. */
  refresh(nowMs: number, everyMs = REFRESH_MS): void {
    if (this.#isAsking || nowMs - this.#askedMs < everyMs) return;
    this.#askedMs = nowMs;
    this.#isAsking = true;
    void this.#ask(nowMs).finally(() => (this.#isAsking = false));
  }

  async #ask(nowMs: number): Promise<void> {
    const since = this.moments.at(-1)?.tick;
    try {
      const index = readIndex(await (await fetched(`${this.#path}${since === undefined ? "" : `?since=${since}`}`)).json());
      const sameWorld = index.world === this.#index?.world;
      if (!sameWorld) this.#forget();
      const known = sameWorld ? this.moments : [];
      const fresh = index.moments.filter(({ tick }) => tick > (known.at(-1)?.tick ?? -1));
      this.moments = [...known, ...fresh].slice(-MOMENTS_KEPT);
      this.#index = index;
      this.#toldMs = nowMs;
    } catch (error) {
      this.trouble = wordsOf(error);
    }
  }

  /** The films of another past are of no use any more. */
  #forget(): void {
    this.#films.clear();
    this.#missing.clear();
    for (const controller of this.#coming.values()) controller.abort();
    this.#coming.clear();
  }

  #giveUpBut(start: number, next: number): void {
    for (const [of, controller] of this.#coming) {
      if (of === start || of === next) continue;
      controller.abort();
      this.#coming.delete(of);
    }
  }

  #turnTo(start: number, nowMs: number): void {
    this.#wanted = start;
    this.#wantedMs = nowMs;
    this.trouble = "";
    const known = this.#films.get(start);
    if (known === undefined) return;
    // The one that was looked at last is the last to go.
    this.#films.delete(start);
    this.#films.set(start, known);
  }

  #load(start: number): void {
    if (this.#films.has(start) || this.#coming.has(start)) return;
    const controller = new AbortController();
    this.#coming.set(start, controller);
    void this.#bring(start, controller);
  }

  async #bring(start: number, controller: AbortController): Promise<void> {
    const { signal } = controller;
    try {
      const film = await readFilm(await (await this.#fetchFilm(start, signal)).blob());
      if (signal.aborted) return;
      this.#films.set(start, film);
      for (const of of this.#films.keys()) if (this.#films.size > FILMS_KEPT) this.#films.delete(of);
      this.#coming.delete(start);
      this.trouble = "";
    } catch (error) {
      if (signal.aborted) return;
      this.trouble = wordsOf(error);
      if (error instanceof Answered && error.status === NOT_FOUND) this.#missing.add(start);
      // It is asked for again, if it is still wanted then.
      await pause(PAUSE_MS_MAX, signal);
      if (this.#coming.get(start) === controller) this.#coming.delete(start);
    }
  }

  /** Asks for a film, again and again if the server is busy. */
  async #fetchFilm(start: number, signal?: AbortSignal): Promise<Response> {
    const url = `${this.#path}/${start}?world=${encodeURIComponent(this.#index?.world ?? "")}`;
    for (let attempt = 1; ; attempt++) {
      try {
        return await fetched(url, signal);
      } catch (error) {
        const isOver = error instanceof Answered && !BUSY.has(error.status);
        if (signal?.aborted === true || isOver || attempt >= TRIES_MAX) throw error;
        const afterMs = error instanceof Answered ? error.retryAfterMs : PAUSE_MS * 2 ** (attempt - 1);
        await pause(Math.min(afterMs, PAUSE_MS_MAX), signal);
      }
    }
  }

  #startOf(tick: number): number {
    const index = this.#index;
    if (index === null) return -1;
    return Math.floor(Math.min(tick, this.lastTick) / index.filmTicks) * index.filmTicks;
  }

  get #path(): string {
    return `api/rooms/${this.room}/films`;
  }
}

/** The server has said no. */
class Answered extends FilmError {
  constructor(
    message: string,
    readonly status: number,
    readonly retryAfterMs: number,
  ) {
    super(message);
  }
}

async function fetched(url: string, signal?: AbortSignal): Promise<Response> {
  const patience = new AbortController();
  const giveUp = (): void => patience.abort();
  const timer = setTimeout(giveUp, ANSWER_WITHIN_MS);
  signal?.addEventListener("abort", giveUp);
  try {
    const answer = await fetch(url, { signal: patience.signal });
    if (answer.ok) return answer;
    throw await refusal(answer);
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(answer: Response): Promise<Answered> {
  const said: unknown = await answer.json().catch(() => null);
  const words = typeof said === "object" && said !== null && "error" in said && typeof said.error === "string" ? said.error : "";
  const none = answer.status === NOT_FOUND ? tFilm.noFilmThen : tFilm.noFilmNow;
  const retryAfterS = Number(answer.headers.get("Retry-After") ?? 1);
  return new Answered((speaksEnglish && words) || none, answer.status, 1000 * (Number.isFinite(retryAfterS) ? retryAfterS : 1));
}

function wordsOf(error: unknown): string {
  return error instanceof FilmError ? error.message : tFilm.filmUnanswered;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
