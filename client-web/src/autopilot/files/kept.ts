// The autopilot that this browser keeps, and which one flies in the game.

import { recall, remember } from "../../preferences";

const KEY = "autopilot";
const CHOSEN = "autopilot";

export function keep(text: string): void {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Full, or forbidden: the file can still be saved.
  }
}

export function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The name of an example that flies in place of the own one; empty for the own one. */
export function chosen(): string {
  return recall(CHOSEN);
}

export function choose(name: string): void {
  remember(CHOSEN, name);
}

/** Whether a person has one, or has chosen one. */
export function hasAutopilot(): boolean {
  return chosen() !== "" || kept() !== null;
}
