import type { Action } from "../input/actions";
import { t } from "../words";

/** A button that is there whatever one does. */
export interface Tool {
  readonly sign: string;
  readonly label: string;
  /** What does the same at the keyboard. */
  readonly action: Action;
}

export const ROLL: Tool = { sign: "☰", label: t.whoIsHere, action: "roll" };
export const CHAT: Tool = { sign: "✎", label: t.chat, action: "chat" };
export const HELP: Tool = { sign: "?", label: t.help, action: "help" };
export const SOUND: Tool = { sign: "♪", label: t.sound, action: "sound" };
export const SETTINGS: Tool = { sign: "⚙", label: t.settings, action: "settings" };
/** Only where there is one. */
export const AUTOPILOT: Tool = { sign: "⇄", label: t.autopilot, action: "autopilot" };
export const LEAVE: Tool = { sign: "✕", label: t.leave, action: "leave" };

/** In the order in which they stand. */
export const TOOLS: readonly Tool[] = [ROLL, CHAT, HELP, SOUND, SETTINGS, LEAVE];
