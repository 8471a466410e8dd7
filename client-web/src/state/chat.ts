import type { Said } from "../protocol/to_client";
import type { Scene } from "./scene";

/** So many lines of the chat are kept. */
const LINES_KEPT = 50;

/** Puts what is said at the end of the scene's chat. */
export function hear(scene: Scene, { lines }: Said, nowMs: number): void {
  const heard = lines.map(({ ageS, ...line }) => ({ ...line, atMs: nowMs - ageS * 1000 }));
  scene.chat = [...scene.chat, ...heard].slice(-LINES_KEPT);
}
