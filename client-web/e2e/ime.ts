// Whoever types by composing: an input method, or a keyboard on a screen.

import type { Player } from "./player";

/** An input method at this player's keyboard. */
export async function inputMethod(player: Player) {
  const devtools = await player.page.context().newCDPSession(player.page);
  return {
    /** What is composed so far. */
    compose: (text: string) =>
      devtools.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
    /** A key that the input method takes for itself. */
    async take(code: string): Promise<void> {
      const key = { code, key: "Process", windowsVirtualKeyCode: 229 };
      await devtools.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
      await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    },
    /** Enter as a keyboard on a screen sends it, whatever it composes. */
    async send(): Promise<void> {
      const key = { code: "Enter", key: "Enter", windowsVirtualKeyCode: 13 };
      await devtools.send("Input.dispatchKeyEvent", { type: "keyDown", text: "\r", ...key });
      await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    },
    commit: (text: string) => devtools.send("Input.insertText", { text }),
  };
}
