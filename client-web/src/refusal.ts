// A browser does not say why a server refuses a WebSocket, so the page asks.

import { t } from "./words";

const ANSWER_WITHIN_MS = 5000;
const FORBIDDEN = 403;

/** Why there is no line: pages of this address get none, and this is what to tell the host; or another server of the same game has a place. */
export interface WhyRefused {
  readonly advice?: string;
  readonly elsewhere?: string;
}

/** Why the server takes no line, if it says so. */
export async function whyRefused(): Promise<WhyRefused> {
  try {
    const answer = await fetch("api/origin", { method: "POST", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const said = (await answer.json()) as WhyRefused & { readonly error?: string };
    // Others on the way, as a hotel's network, refuse with a page.
    return answer.status === FORBIDDEN && said.error ? { advice: adviceFor(location.origin) } : said;
  } catch {
    // It does not answer at all, with a page, or without a word because it takes lines.
    return {};
  }
}

export function adviceFor(origin: string): string {
  return t.originRefused({ origin });
}
