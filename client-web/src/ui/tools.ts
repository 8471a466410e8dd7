/** A button that is there whatever one does. */
export interface Tool {
  readonly sign: string;
  readonly label: string;
  /** What does the same at the keyboard. */
  readonly key: string;
}

export const ROLL: Tool = { sign: "☰", label: "Who is here", key: "Tab" };
export const CHAT: Tool = { sign: "✎", label: "Chat", key: "Enter" };
export const HELP: Tool = { sign: "?", label: "Help", key: "?" };
export const SOUND: Tool = { sign: "♪", label: "Sound", key: "M" };
export const LEAVE: Tool = { sign: "✕", label: "Leave", key: "Esc" };

/** In the order in which they stand. */
export const TOOLS: readonly Tool[] = [ROLL, CHAT, HELP, SOUND, LEAVE];
