// The private room that the page is of, if its address has the code of one.

/** Its code, or nothing. */
export const codeHere = (): string => /[?&]room=([2-9a-hjkm-z]{13})(?!\w)/.exec(globalThis.location?.search ?? "")?.[1] ?? "";

/** Where a line leads from the start screen: into the room that the page is of, or anywhere. */
export function lineHome(line: string): string {
  const code = codeHere();
  return line.split("?")[0]! + (code && `?room=${code}`);
}

/** Has the page be of no private room any more. Says whether it was. */
export function leaveRoom(): boolean {
  const isOfOne = codeHere() !== "";
  if (isOfOne) history.replaceState(null, "", location.pathname);
  return isOfOne;
}
