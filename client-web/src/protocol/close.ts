// Why the server closes a connection, in words.

import { COMEBACK_CODES, CloseCode } from "./table";

export { CloseCode };

const TEXTS: Record<CloseCode, string> = {
  [CloseCode.Protocol]: "The server did not understand this page",
  [CloseCode.NotBinary]: "The server did not understand this page",
  [CloseCode.TooLarge]: "The server did not understand this page",
  [CloseCode.Internal]: "The server had a problem",
  [CloseCode.Version]: "The game has been updated: reload the page",
  [CloseCode.Malformed]: "The server did not understand this page",
  [CloseCode.HelloExpected]: "The line was too slow to say hello",
  [CloseCode.Full]: "Every room is full: you can watch",
  [CloseCode.Flood]: "Too many messages were sent",
  [CloseCode.TooSlow]: "The line was too slow",
  [CloseCode.PingTimeout]: "The line was silent for too long",
  [CloseCode.Restarting]: "The server restarts",
  [CloseCode.Busy]: "The server is too busy to look up who you are",
  [CloseCode.Kicked]: "Removed by a moderator",
  [CloseCode.Banned]: "Banned",
  [CloseCode.TakenOver]: "You fly in another window now: reload the page to fly here",
};

/** Where the server's own words say more than the code does. */
const WORDED: ReadonlySet<number> = new Set([CloseCode.Full, CloseCode.Kicked, CloseCode.Banned]);

/** After these codes of its own the server keeps no run. */
const ENDS_RUN: ReadonlySet<number> = new Set(Object.values(CloseCode).filter((code) => !COMEBACK_CODES.includes(code)));

/** Whether a pilot whose connection is closed with this code loses its run. */
export function endsRun(code: number): boolean {
  return ENDS_RUN.has(code);
}

/** What to tell a person about a close code and the reason that came with it. */
export function closeText(code: number, reason: string): string {
  if (reason !== "" && WORDED.has(code)) return reason.charAt(0).toUpperCase() + reason.slice(1);
  return (TEXTS as Readonly<Record<number, string>>)[code] ?? "The line is broken";
}
