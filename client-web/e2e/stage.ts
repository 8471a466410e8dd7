// A server and a browser for the tests of a file, and who plays in them.

import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { Player, launchBrowser } from "./player";
import { startServer, type RunningServer } from "./server";

/** Settings of a world in which nobody dies unless somebody else wants it. */
export const PEACE = ["--bots", "0", "--rock-area", "1000000", "--no-saucers", "--no-occasions"] as const;

export interface Stage {
  readonly server: RunningServer;
  /** Opens the page in a browser of its own, until the test is over. */
  open(path?: string, device?: BrowserContextOptions): Promise<Player>;
  /** The same, and takes off under this name. */
  fly(name: string): Promise<Player>;
}

/** Sets a stage for all tests of this file, with these settings of the server. */
export function setStage(...settings: string[]): Stage {
  let server: RunningServer;
  let browser: Browser;
  let players: Player[] = [];

  beforeAll(async () => {
    server = await startServer(...settings);
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  afterEach(async () => {
    for (const player of players) await player.leave();
    players = [];
  });

  async function open(path = "", device?: BrowserContextOptions): Promise<Player> {
    const player = await Player.open(browser, server.url + path, device);
    players.push(player);
    return player;
  }

  async function fly(name: string): Promise<Player> {
    const player = await open();
    await player.fly(name);
    return player;
  }

  return {
    get server() {
      return server;
    },
    open,
    fly,
  };
}
