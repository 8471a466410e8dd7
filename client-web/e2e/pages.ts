// Pages that were built after the server, in place of those inside it: a change of a page is looked at without a build of the server.

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ...{ ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" },
  ...{ ".png": "image/png", ".webmanifest": "application/manifest+json" },
};

/** Which file of the folder an address asks for. */
function fileOf(url: string): string {
  const path = normalize(new URL(url, "http://pages").pathname);
  switch (path) {
    case "/":
    case "/watch":
      return "index.html";
    case "/autopilot":
      return "autopilot.html";
    case "/admin":
      return "admin.html";
    default:
      return path.slice(1);
  }
}

/** Answers what the folder has, with the policy of the server that listens at this port. Says whether it had it. */
export async function answerFrom(folder: string, port: number, { url = "/", method }: IncomingMessage, answer: ServerResponse): Promise<boolean> {
  if (method !== "GET") return false;
  const name = fileOf(url);
  const bytes = await readFile(join(folder, name)).catch(() => null);
  if (bytes === null) return false;
  answer.setHeader("content-type", TYPES[extname(name)] ?? "application/octet-stream");
  if (name.endsWith(".html")) {
    const { headers } = await fetch(`http://127.0.0.1:${port}${url}`);
    const policy = headers.get("content-security-policy");
    if (policy !== null) answer.setHeader("content-security-policy", policy);
  }
  answer.end(bytes);
  return true;
}
