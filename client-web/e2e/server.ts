// The real server, on a free port of this machine.

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { answerFrom } from "./pages";
import { PATIENCE_MS } from "./patience";
import { startProxy } from "./proxy";

const BINARY =
  process.env["ASTEROIDS_SERVER"] ?? fileURLToPath(new URL("../../target/release/asteroids-server", import.meta.url));
/** A folder of pages to serve in place of those inside the server. */
const PAGES = process.env["ASTEROIDS_PAGES"];
const ASK_EVERY_MS = 50;

export interface RunningServer {
  /** Where the page is, with a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops it as a service manager does, and starts it again on what it left. */
  restart(): Promise<void>;
  /** Kills it without a word, and starts it again on what it left. */
  crash(): Promise<void>;
  /** The same, without the logs of its rooms. */
  loseRooms(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server whose world is always the same, with these settings besides. */
export async function startServer(...settings: string[]): Promise<RunningServer> {
  const port = await freePort();
  const data = await mkdtemp(join(tmpdir(), "asteroids-e2e-"));
  const args = ["--listen", `127.0.0.1:${port}`, "--data", data, "--seed", "7", ...settings];
  const url = `http://127.0.0.1:${port}/`;
  let child = await start(args, url);
  const front = PAGES === undefined ? null : await startProxy(port, "/", undefined, (asked, answer) => answerFrom(PAGES, port, asked, answer));
  return {
    url: front?.url ?? url,
    port: front === null ? port : Number(new URL(front.url).port),
    restart: async () => {
      await end(child);
      child = await start(args, url);
    },
    crash: async () => {
      await end(child, "SIGKILL");
      child = await start(args, url);
    },
    loseRooms: async () => {
      await end(child, "SIGKILL");
      await rm(join(data, "rooms"), { recursive: true });
      child = await start(args, url);
    },
    stop: async () => {
      await front?.stop();
      await end(child);
      await rm(data, { recursive: true });
    },
  };
}

async function start(args: readonly string[], url: string): Promise<ChildProcess> {
  const child = spawn(BINARY, args, { stdio: ["ignore", "ignore", "pipe"] });
  try {
    await ready(child, url);
  } catch (error) {
    child.kill();
    throw error;
  }
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  probe.close();
  await once(probe, "close");
  return address.port;
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  let complaint = "";
  child.stderr?.on("data", (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-2000)));
  const failed = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${BINARY} ended with ${code}: ${complaint}`)));
  });
  failed.catch(() => undefined);
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await Promise.race([isHealthy(url), failed]))) {
    if (Date.now() > deadline) throw new Error(`${BINARY} is not healthy: ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}healthz`)).ok;
  } catch {
    return false;
  }
}
