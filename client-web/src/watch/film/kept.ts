// Clips that the server keeps for whoever has the link.

import { FILM_TYPE } from "./clip";
import { FilmError } from "./film";
import { speaksEnglish } from "../../words";
import { tFilm } from "../../words/film";
import { tWatch } from "../../words/watch";

/** On a slow line a clip takes a while. */
const ANSWER_WITHIN_MS = 60_000;

/** What the server calls a clip, and for how many days it keeps it at the most. */
export interface KeptClip {
  readonly id: string;
  readonly days: number;
}

/** Has the server keep a clip. Throws a FilmError with the server's words if it does not. */
export async function keepClip(file: Blob): Promise<KeptClip> {
  const answer = await asked("api/clips", { method: "POST", headers: { "Content-Type": FILM_TYPE }, body: file });
  const said: unknown = await answer.json().catch(() => null);
  if (typeof said !== "object" || said === null || !("id" in said) || !("days" in said)) throw new FilmError(tWatch.clipNotKept);
  const { id, days } = said;
  if (typeof id !== "string" || typeof days !== "number") throw new FilmError(tWatch.clipNotKept);
  return { id, days };
}

/** The file of a clip that the server keeps. */
export async function fetchClip(id: string): Promise<Blob> {
  return (await asked(`api/clips/${id}`, {})).blob();
}

async function asked(url: string, request: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(url, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
  } catch (error) {
    throw new FilmError(tFilm.filmUnanswered, { cause: error });
  }
  if (answer.ok) return answer;
  const said: unknown = await answer.json().catch(() => null);
  const words = typeof said === "object" && said !== null && "error" in said && typeof said.error === "string" ? said.error : "";
  throw new FilmError(words === "" || !speaksEnglish ? tWatch.noClip : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
}
