// Reads films and clips, and believes none of them.

import { Fields, ProtocolError } from "../../protocol/fields";
import type { Frame, Told } from "../../protocol/frame";
import { VERSION } from "../../protocol/table";
import { decodeToClient, type ToClient } from "../../protocol/to_client";
import { Unpacker } from "../../protocol/unpacker";
import type { Welcome } from "../../protocol/welcome";
import { ARRIVALS_MAX, FILM_BYTES_MAX, FILM_TICKS_MAX, FORMAT, FilmError, MESSAGES_MAX, type Film, type Kill, type Section, type Step, type Take } from "./film";
import { gunzip } from "./gunzip";
import { atTheirTicks } from "./moves";
import { tFilm } from "../../words/film";

/** The page is drawn at least so often while a film is read. */
const SLICE_MS = 6;

interface Head {
  readonly room: number;
  readonly world: string;
  readonly fromTick: number;
  readonly toTick: number;
}

/** Reads a film from its file. Throws a FilmError when it is none that can be shown here. */
export async function readFilm(file: Blob): Promise<Film> {
  const bytes = await gunzip(file);
  try {
    return await readValues(new Unpacker(bytes));
  } catch (error) {
    if (error instanceof FilmError) throw error;
    throw new FilmError(tFilm.filmDamaged, { cause: error });
  }
}

async function readValues(unpacker: Unpacker): Promise<Film> {
  const head = readHead(unpacker.value());
  const reading = new Reading(head);
  let sliceMs = performance.now();
  while (!unpacker.done) {
    reading.take(Fields.of(unpacker.value(), "a message of the film"));
    if (performance.now() - sliceMs < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    sliceMs = performance.now();
  }
  return { ...head, sections: reading.end() };
}

function readHead(value: unknown): Head {
  const fields = Fields.of(value, "the head");
  if (fields.uint() !== FORMAT) throw new FilmError(tFilm.filmUnknown);
  const version = fields.uint();
  if (version !== VERSION) {
    throw new FilmError(tFilm.filmVersion({ film: version, page: VERSION }));
  }
  const head = { room: fields.uint(), world: fields.text(), fromTick: fields.uint(), toTick: fields.uint() };
  fields.end();
  if (head.toTick < head.fromTick) throw new ProtocolError("the film ends before it begins");
  if (head.toTick - head.fromTick > FILM_TICKS_MAX) throw new FilmError(tFilm.filmTooLong);
  return head;
}

/** A section that is being read. */
interface Draft {
  readonly welcome: Welcome;
  readonly welcomeBytes: Uint8Array;
  readonly steps: Step[];
  readonly takes: Take[];
  readonly kills: Kill[];
  /** Of every player whose ship has been there. */
  readonly names: Map<number, string>;
}

/** A film as far as it has been read. */
class Reading {
  readonly #sections: Section[] = [];
  #draft: Draft | null = null;
  #told: Told = { tick: 0, paceTicks: 0, ack: 0 };
  #tick: number;
  #messages = 0;
  #arrivals = 0;

  readonly #head: Head;

  constructor(head: Head) {
    this.#head = head;
    this.#tick = head.fromTick;
  }

  take(fields: Fields): void {
    this.#messages += 1;
    if (this.#messages > MESSAGES_MAX) throw new FilmError(tFilm.filmMessages);
    const tick = fields.uint();
    const bytes = fields.bytes();
    fields.end();
    if (tick < this.#tick || tick > this.#head.toTick) throw new ProtocolError("the film's ticks are out of order");
    this.#tick = tick;
    this.#hear(tick, bytes, decodeToClient(bytes, this.#told, FILM_BYTES_MAX));
  }

  end(): readonly Section[] {
    this.#close(this.#head.toTick);
    if (this.#sections.length === 0) throw new ProtocolError("the film is empty");
    return this.#sections;
  }

  #hear(tick: number, bytes: Uint8Array, message: ToClient): void {
    if (message.type === "welcome") return this.#begin(tick, message, bytes);
    const draft = this.#draft;
    if (draft === null) throw new ProtocolError("the film does not begin with a welcome");
    switch (message.type) {
      case "frame":
        draft.takes.push({ tick, bytes, paceTicks: message.paceTicks });
        return this.#learn(draft, tick, message);
      case "leaderboard":
      case "radar":
        draft.takes.push({ tick, bytes, paceTicks: null });
        draft.steps.push({ tick, message, isAhead: false });
        return;
      default:
        // Nothing else is of any use in a film.
        return;
    }
  }

  #begin(tick: number, welcome: Welcome, welcomeBytes: Uint8Array): void {
    if (welcome.tick !== tick || (this.#draft === null && tick !== this.#head.fromTick)) {
      throw new ProtocolError("the film has a welcome of another time");
    }
    this.#close(tick);
    this.#draft = { welcome, welcomeBytes, steps: [], takes: [], kills: [], names: new Map() };
    this.#told = { tick, paceTicks: 0, ack: 0 };
  }

  #learn(draft: Draft, tick: number, frame: Frame): void {
    if (frame.tick !== tick) throw new ProtocolError("the film has a frame of another time");
    this.#arrivals += frame.arrivals.length;
    if (this.#arrivals > ARRIVALS_MAX) throw new FilmError(tFilm.filmFull);
    for (const { player, name } of frame.arrivals) if (player !== 0) draft.names.set(player, name);
    for (const event of frame.events) {
      if (event.type !== "kill") continue;
      draft.kills.push({ ...event, tick, killerName: event.killerName || (draft.names.get(event.killer) ?? "") });
    }
    for (const part of atTheirTicks(frame, this.#told.tick)) draft.steps.push({ tick: part.tick, message: part, isAhead: part.tick < tick });
    this.#told = frame;
  }

  #close(toTick: number): void {
    const draft = this.#draft;
    if (draft === null) return;
    // What has been given an earlier tick may have come after a board or a radar.
    draft.steps.sort((a, b) => a.tick - b.tick);
    const { names: _, ...section } = draft;
    this.#sections.push({ ...section, fromTick: draft.welcome.tick, toTick });
  }
}
