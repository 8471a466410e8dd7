import { letterOf } from "../../input/strokes";
import type { TimeLineCallbacks } from "./time_line";

type Act = (to: TimeLineCallbacks) => void;

const BY_KEY: ReadonlyMap<string, Act> = new Map<string, Act>([
  [" ", (to) => to.onPause()],
  [",", (to) => to.onStep(-1)],
  [".", (to) => to.onStep(1)],
  ["<", (to) => to.onSpeed(-1)],
  [">", (to) => to.onSpeed(1)],
  ["[", (to) => to.onMoment(-1)],
  ["]", (to) => to.onMoment(1)],
  ["End", (to) => to.onLive()],
]);

const BY_LETTER: ReadonlyMap<string, Act> = new Map<string, Act>([
  ["j", (to) => to.onSeekBy(-5)],
  ["l", (to) => to.onSeekBy(5)],
  ["k", (to) => to.onPause()],
  ["u", (to) => to.onShare()],
]);

/** Does what a key means for the time line. Says whether it means anything. */
export function obeyKey(event: KeyboardEvent, to: TimeLineCallbacks): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const { target } = event;
  if (isTyped(target) || (target instanceof HTMLButtonElement && event.key === " ")) return false;
  const act = BY_KEY.get(event.key) ?? BY_LETTER.get(letterOf(event));
  act?.(to);
  return act !== undefined;
}

/** Whether keys write text there. A field for a file keeps the focus after it has been used. */
export function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type !== "file";
}
