// The films of a room, all of them at once: from a server, or from a folder where they were kept.

import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readFilm } from "../../src/watch/film/decode";
import type { Section } from "../../src/watch/film/film";
import { sectionAt, type Source } from "../../src/watch/film/source";

const SUFFIX = ".film";

export class Films implements Source {
  readonly grows = false;
  readonly trouble = "";
  /** The last that was found: time goes on, and the next question is about it again. */
  private last: Section | null = null;

  constructor(readonly sections: readonly Section[]) {}

  get firstTick(): number {
    return this.sections[0]?.fromTick ?? 0;
  }

  get lastTick(): number {
    return this.sections.at(-1)?.toTick ?? 0;
  }

  get tickRateHz(): number {
    return this.sections[0]?.welcome.tickRateHz ?? 1;
  }

  at(tick: number): Section | null {
    const { last } = this;
    if (last === null || tick < last.fromTick || tick >= last.toTick) this.last = sectionAt(this.sections, tick);
    return this.last;
  }

  after(tick: number): number {
    return tick;
  }

  want(): void {}
}

/** Opens films by the address that lists them, or by their folder. What comes from a server is kept in a folder, if one is named. */
export async function openFilms(from: string, keepIn: string): Promise<Films> {
  const sections: Section[] = [];
  const files = /^https?:/.test(from) ? fetched(from, keepIn) : kept(from);
  for await (const file of files) sections.push(...(await readFilm(file)).sections);
  return new Films(sections);
}

async function* kept(folder: string): AsyncGenerator<Blob> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX));
  names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  for (const name of names) yield new Blob([new Uint8Array(await readFile(join(folder, name)))]);
}

async function* fetched(address: string, keepIn: string): AsyncGenerator<Blob> {
  const { first, next, film_ticks: ticks } = (await (await fetch(address)).json()) as Record<string, number>;
  if (keepIn !== "") await mkdir(keepIn, { recursive: true });
  for (let tick = first!; tick < next!; tick += ticks!) {
    const film = await (await patiently(`${address}/${tick}`)).blob();
    if (keepIn !== "") await writeFile(join(keepIn, `${tick}${SUFFIX}`), new Uint8Array(await film.arrayBuffer()));
    yield film;
  }
}

async function patiently(address: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(address);
    if (answer.ok) return answer;
    if (answer.status !== 503 && answer.status !== 429) throw new Error(`${address} answers ${answer.status}`);
    await new Promise((done) => setTimeout(done, 1000 * Number(answer.headers.get("Retry-After") ?? 1)));
  }
}
