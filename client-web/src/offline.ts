// Has the browser say in the person's language that it is offline.

import { t } from "./words";
import { spoken } from "./words/spoken";

/** The page, and the name by which `sw.js` knows it: beside that file, so that games below two paths have one each. */
const PAGE = "offline";
/** Until there is a line it asks again by itself. */
const AGAIN_S = 10;

/** Puts the page by, and has it shown where another one cannot be had. Some browsers let nothing be kept: they say it themselves. */
export async function readyOffline(): Promise<void> {
  const cache = await caches.open(PAGE);
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'" };
  await cache.put(PAGE, new Response(page(), { headers }));
  await navigator.serviceWorker.register("sw.js");
}

function page(): string {
  return `<!doctype html><html lang=${spoken.code} dir=${spoken.direction}><meta charset=utf-8><meta name=viewport content="width=device-width"><meta http-equiv=refresh content=${AGAIN_S}><title>Asteroids</title><style>body{margin:20vh 10vw;background:#03040b;color:#c8d4f5;font:1.2em system-ui;text-align:center}a{color:#7df4ff}</style><h1>${t.offline}</h1><p>${t.offlineHint}<p><a href="">${t.tryAgain}</a>`;
}
