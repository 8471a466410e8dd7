// What has just happened, as a file: for whoever is in the middle of it.

import type { Scene } from "../../state/scene";
import { cut } from "./clip";
import { FilmError } from "./film";
import { Reel } from "./reel";
import { saveFile } from "./save";
import { tFilm } from "../../words/film";

const CLIP_S = 15;

/** Saves the last seconds of a room as soon as there is a film of them. */
export async function saveLastSeconds(scene: Scene): Promise<void> {
  const { room, tick, tickRateHz } = scene;
  const toTick = Math.floor(tick);
  const fromTick = Math.max(0, toTick - CLIP_S * tickRateHz);
  tell(scene, tFilm.clipComes);
  try {
    const stretch = await new Reel(room).stretch(fromTick, toTick);
    saveFile(await cut(stretch, stretch.sections, fromTick, toTick), `asteroids-room-${room}-${fromTick}.film`);
    tell(scene, tFilm.clipSavedDrop);
  } catch (error) {
    tell(scene, error instanceof FilmError ? error.message : tFilm.clipFailed);
  }
}

function tell(scene: Scene, text: string): void {
  scene.announcement = { text, atMs: performance.now() };
}
