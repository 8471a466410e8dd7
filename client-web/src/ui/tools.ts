import type { Action } from "../input/actions";

/** A button that is there whatever one does. */
export interface Tool {
  readonly sign: string;
  readonly label: string;
  /** What does the same at the keyboard. */
  readonly action: Action;
}

export const ROLL: Tool = { sign: "☰", label: "Who is here", action: "roll" };
export const CHAT: Tool = { sign: "✎", label: "Chat", action: "chat" };
export const HELP: Tool = { sign: "?", label: "Help", action: "help" };
export const SOUND: Tool = { sign: "♪", label: "Sound", action: "sound" };
export const SETTINGS: Tool = { sign: "⚙", label: "Settings", action: "settings" };
export const LEAVE: Tool = { sign: "✕", label: "Leave", action: "leave" };

/** In the order in which they stand. */
export const TOOLS: readonly Tool[] = [ROLL, CHAT, HELP, SOUND, SETTINGS, LEAVE];
