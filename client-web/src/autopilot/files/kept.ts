// The autopilot that this browser keeps.

const KEY = "autopilot";

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
