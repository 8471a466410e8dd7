// A line to a server as bad as somebody's: every byte comes later, unevenly, and now and then nothing comes.

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface Badness {
  /** Both ways together, on average and by how much more or less. */
  readonly roundTripMs: number;
  readonly jitterMs: number;
  /** Nothing passes for so long, each time that so much time has passed. */
  readonly stallMs: number;
  readonly stallEveryMs: number;
}

export interface RunningLine {
  /** Where the page is at this end, with a slash at the end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Leads to the page at `url` of this machine. */
export async function startLine(url: string, badness: Badness): Promise<RunningLine> {
  const { port } = new URL(url);
  const sockets = new Set<Socket>();
  const beganMs = performance.now();
  const proxy = createServer((client) => {
    const server = connect(Number(port), "127.0.0.1");
    for (const [from, to] of [[client, server], [server, client]] as const) {
      sockets.add(from.setNoDelay());
      const passAt = delays(badness, beganMs);
      from.on("data", (data) => setTimeout(() => to.write(data), passAt() - performance.now()));
      from.on("end", () => setTimeout(() => to.end(), passAt() - performance.now()));
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
    }
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  return {
    url: `http://127.0.0.1:${address.port}/`,
    stop: async () => {
      const closed = once(proxy, "close");
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** When what comes now passes: never before what came sooner. */
function delays({ roundTripMs, jitterMs, stallMs, stallEveryMs }: Badness, beganMs: number): () => number {
  let lastMs = 0;
  return () => {
    const jitter = (2 * Math.random() - 1) * jitterMs;
    let atMs = performance.now() + (roundTripMs + jitter) / 2;
    const sinceStallMs = (atMs - beganMs) % stallEveryMs;
    // The line works until its first stall.
    if (atMs - beganMs > stallEveryMs && sinceStallMs < stallMs) atMs += stallMs - sinceStallMs;
    // A timer counts whole milliseconds.
    lastMs = Math.max(lastMs, Math.ceil(atMs));
    return lastMs;
  };
}
