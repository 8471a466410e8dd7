// A browser does not say why a server refuses a WebSocket, so the page asks.

import { t } from "./words";

const ANSWER_WITHIN_MS = 5000;
const FORBIDDEN = 403;
const FULL = 503;

/** Why there is no line: pages of this address get none, and this is what to tell the host; or another server of the same game has a place. */
export type WhyRefused = { readonly type: "foreign"; readonly advice: string } | { readonly type: "elsewhere"; readonly url: string };

/** Why the server takes no line, if it says so. */
export async function whyRefused(): Promise<WhyRefused | null> {
  try {
    const answer = await fetch("api/origin", { method: "POST", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (answer.status !== FORBIDDEN && answer.status !== FULL) return null;
    const said = (await answer.json()) as { readonly error?: unknown; readonly elsewhere?: unknown } | null;
    // Others on the way, as a hotel's network, refuse with a page.
    if (typeof said?.error !== "string") return null;
    if (answer.status === FORBIDDEN) return { type: "foreign", advice: adviceFor(location.origin) };
    return typeof said.elsewhere === "string" ? { type: "elsewhere", url: said.elsewhere } : null;
  } catch {
    // It does not answer at all, or somebody else does.
    return null;
  }
}

export function adviceFor(origin: string): string {
  return t.originRefused({ origin });
}
