// Why the server closes a connection, in words.

import { COMEBACK_CODES, CloseCode } from "./table";
import { speaksEnglish, t, timeOf } from "../words";

export { CloseCode };

const TEXTS: Record<CloseCode, string> = {
  [CloseCode.Protocol]: t.notUnderstood,
  [CloseCode.NotBinary]: t.notUnderstood,
  [CloseCode.TooLarge]: t.notUnderstood,
  [CloseCode.Internal]: t.serverProblem,
  [CloseCode.Version]: t.updated,
  [CloseCode.Malformed]: t.notUnderstood,
  [CloseCode.HelloExpected]: t.helloSlow,
  [CloseCode.Full]: t.full,
  [CloseCode.Flood]: t.flood,
  [CloseCode.TooSlow]: t.tooSlow,
  [CloseCode.PingTimeout]: t.silent,
  [CloseCode.Restarting]: t.restarting,
  [CloseCode.Busy]: t.busy,
  [CloseCode.Kicked]: t.kicked,
  [CloseCode.Banned]: t.banned,
  [CloseCode.TakenOver]: t.takenOver,
  [CloseCode.Elsewhere]: t.full,
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
  const isWorded = reason !== "" && WORDED.has(code);
  if (isWorded && speaksEnglish) return reason.charAt(0).toUpperCase() + reason.slice(1);
  const text = (TEXTS as Readonly<Record<number, string>>)[code] ?? t.lineBroken;
  const what = isWorded ? particulars(reason) : "";
  return what === "" ? text : t.reasonAnd({ reason: text, what });
}

/** What of the server's words no code says: until when, and what a moderator has written. */
function particulars(reason: string): string {
  const [said = "", ...written] = reason.split(": ");
  const [, until] = /until (.*GMT)/.exec(said) ?? [];
  return [until === undefined ? "" : timeOf(new Date(until)), written.join(": ")].filter((text) => text !== "").join(" · ");
}
