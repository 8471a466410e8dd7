import type { Said } from "../protocol/to_client";
import { inOwnLanguage } from "./quick_words";
import type { ChatLine, Scene } from "./scene";

/** So many lines of the chat are kept. */
const LINES_KEPT = 50;

/** Puts what is said at the end of the scene's chat. */
export function addLines(scene: Scene, lines: readonly ChatLine[]): void {
  scene.chat = [...scene.chat, ...lines].slice(-LINES_KEPT);
}

/** Adds what people say, each quick word in the own language. */
export function hear(scene: Scene, { lines }: Said, nowMs: number): void {
  const heard = lines.map(({ player, name, text, ageS }) => ({ player, name, text: inOwnLanguage(text), atMs: nowMs - ageS * 1000 }));
  addLines(scene, heard);
}
