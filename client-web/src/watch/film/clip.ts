// A clip: a part of one film or of several, as a file of its own.

import { Inputs } from "../../state/inputs";
import { makeYou } from "../../state/make_scene";
import { Picture } from "../../state/picture";
import { makeRules } from "../../state/rules";
import { VERSION } from "../../protocol/table";
import { Writer } from "../../protocol/writer";
import { encodeKeyframe, welcomeAt, withTicks } from "./encode";
import { FILM_TICKS_MAX, FORMAT, FilmError, type Film, type Section, type Take } from "./film";
import { gzip } from "./gunzip";
import { sectionAt, type Source } from "./source";
import { tFilm } from "../../words/film";

export const FILM_TYPE = "application/vnd.asteroids.film";

/** Of which room it is. */
export type Origin = Pick<Film, "room" | "world">;

interface Message {
  readonly tick: number;
  readonly bytes: Uint8Array;
}

/** Cuts a clip out of sections that lie one after the other. It begins with the last frame that is not after `fromTick`. */
export function cut({ room, world }: Origin, sections: readonly Section[], fromTick: number, toTick: number): Promise<Blob> {
  const messages = sections
    .filter((section) => section.fromTick < toTick && section.toTick > fromTick)
    .flatMap((section) => part(section, fromTick, Math.min(toTick, section.toTick)));
  const begins = messages[0]?.tick;
  if (begins === undefined || begins >= toTick) throw new FilmError(tFilm.nothingToCut);
  if (toTick - begins > FILM_TICKS_MAX) throw new FilmError(tFilm.clipTooLong);
  const out = new Writer().array(6).uint(FORMAT).uint(VERSION).uint(room).text(world).uint(begins).uint(toTick);
  for (const { tick, bytes } of messages) out.array(2).uint(tick).bin(bytes);
  return gzip(out.bytes());
}

/** The messages of a section from a tick on. */
function part(section: Section, fromTick: number, toTick: number): Message[] {
  const { takes, welcomeBytes } = section;
  const isShown = ({ tick }: Message): boolean => tick <= toTick;
  if (fromTick <= section.fromTick) return [{ tick: section.fromTick, bytes: welcomeBytes }, ...takes.filter(isShown)];
  const first = takes.findLastIndex(({ tick, paceTicks }) => paceTicks !== null && tick <= fromTick);
  const tick = takes[first]?.tick ?? section.fromTick;
  const rest = takes.slice(first + 1).filter(isShown);
  const next = rest.findIndex(({ paceTicks }) => paceTicks !== null);
  return [
    { tick, bytes: welcomeAt(tick, section.welcome) },
    { tick, bytes: encodeKeyframe(keyframeAt(section, tick)) },
    ...lastOfEach(takes.slice(0, first)).map(({ bytes }) => ({ tick, bytes })),
    ...rest.map((take, index) => (index === next ? { tick: take.tick, bytes: withTicks(take.bytes, take.paceTicks ?? 0) } : take)),
  ];
}

/** Everything that is there once the frame of this tick has been applied, and nothing that a later one tells of it. */
function keyframeAt({ steps, welcome, fromTick }: Section, tick: number): ReturnType<Picture["keyframe"]> {
  const picture = new Picture(makeRules(welcome), 0, new Inputs(), makeYou(), [], () => undefined);
  picture.tick = fromTick;
  for (const step of steps) {
    if (step.tick > tick || (step.tick === tick && step.isAhead)) break;
    if (step.message.type === "frame") picture.leap(step.message);
  }
  return picture.keyframe();
}

/** The last board and the last radar. */
function lastOfEach(takes: readonly Take[]): Take[] {
  const last = new Map<number | undefined, Take>();
  // Both are told by the number that the message begins with.
  for (const take of takes) if (take.paceTicks === null) last.set(take.bytes[1], take);
  return [...last.values()];
}

/** A clip that is played. */
export class Clip implements Source {
  readonly grows = false;
  readonly trouble = "";

  /** `id` is what the server keeps it by, null for a file. */
  constructor(
    readonly film: Film,
    readonly id: string | null = null,
  ) {}

  get firstTick(): number {
    return this.film.fromTick;
  }

  get lastTick(): number {
    return this.film.toTick;
  }

  get tickRateHz(): number {
    return this.film.sections[0]?.welcome.tickRateHz ?? 32;
  }

  at(tick: number): Section | null {
    return sectionAt(this.film.sections, tick);
  }

  after(tick: number): number {
    return tick;
  }

  want(): void {
    // Everything is here.
  }
}
