import { FILM_BYTES_MAX, FilmError } from "./film";
import { tFilm } from "../../words/film";

/** Everything that a gzip file holds, if that is no more than a film may. */
export async function gunzip(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      if (bytes > FILM_BYTES_MAX) throw new FilmError(tFilm.fileTooLarge);
      parts.push(value);
    }
  } catch (error) {
    // Nobody reads on; whether it can still be stopped is all the same.
    reader.cancel().catch(() => undefined);
    throw error instanceof FilmError ? error : new FilmError(tFilm.fileDamaged, { cause: error });
  }
  return joined(parts, bytes);
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Blob> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
