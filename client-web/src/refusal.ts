// A browser does not say why a server refuses a WebSocket, so the page asks.

import { t } from "./words";

const ANSWER_WITHIN_MS = 5000;
const FORBIDDEN = 403;

/** What to tell the host, if the server takes no lines from pages of this address; null if that is not why. */
export async function whyRefused(): Promise<string | null> {
  try {
    const answer = await fetch("api/origin", { method: "POST", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return answer.status === FORBIDDEN && (await isServers(answer)) ? adviceFor(location.origin) : null;
  } catch {
    // It does not answer at all, or somebody else does.
    return null;
  }
}

/** Whether the answer is the server's own: others on the way, as a hotel's network, refuse with a page. */
async function isServers(answer: Response): Promise<boolean> {
  const said = (await answer.json()) as { readonly error?: unknown } | null;
  return typeof said?.error === "string";
}

export function adviceFor(origin: string): string {
  return t.originRefused({ origin });
}
