// A person at a real browser, who sees what the game's own state says.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { decode } from "@msgpack/msgpack";
import { chromium, type Browser, type BrowserContextOptions, type ConsoleMessage, type Page, type Request } from "playwright-core";
import type { Entity, Phase, Scene } from "../src/state/scene";
import { PATIENCE_MS } from "./patience";

const ARTIFACTS = fileURLToPath(new URL("./artifacts/", import.meta.url));
const LOOK_EVERY_MS = 25;
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 720 } };
/** A phone held upright. */
export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const PHONE_SIDEWAYS: BrowserContextOptions = { ...PHONE, viewport: { width: 844, height: 390 } };

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}

/** A film of a room, which a busy server has later, and which whoever looks elsewhere by then wants no more. */
const FILM = /\/films\/\d+/;
const isBusy = (message: ConsoleMessage): boolean => FILM.test(message.location().url) && message.text().includes("503");
const isGivenUp = (request: Request): boolean => FILM.test(request.url()) && request.failure()?.errorText === "net::ERR_ABORTED";

/** What is seen in a scene, if anything. */
type Look<T> = T | undefined | null | false;

export class Player {
  /** Everything that a flawless page does not do: errors, policy violations, requests elsewhere. */
  readonly faults: string[] = [];
  /** What the page has said to the server, as arrays. */
  readonly said: unknown[] = [];

  private constructor(readonly page: Page) {}

  /** Opens the page in a browser of its own, on this device. */
  static async open(browser: Browser, url: string, device: BrowserContextOptions = DESKTOP): Promise<Player> {
    const context = await browser.newContext(device);
    context.setDefaultTimeout(PATIENCE_MS);
    const player = new Player(await context.newPage());
    player.watchForFaults(new URL(url).origin);
    player.listen();
    await player.page.goto(url);
    return player;
  }

  private watchForFaults(origin: string): void {
    const { page, faults } = this;
    page.on("console", (message) => {
      const isFault = message.type() === "error" || message.type() === "warning";
      if (isFault && !isBusy(message)) faults.push(`${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("request", (request) => {
      if (new URL(request.url()).origin !== origin) faults.push(`request to ${request.url()}`);
    });
    page.on("requestfailed", (request) => {
      if (!isGivenUp(request)) faults.push(`request failed: ${request.url()}`);
    });
  }

  private listen(): void {
    this.page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => this.said.push(typeof payload === "string" ? payload : decode(payload)));
    });
  }

  scene(): Promise<Scene> {
    return this.page.evaluate(() => window.asteroids.scene);
  }

  /** The own ship, if there is one. */
  async ship(): Promise<Entity | undefined> {
    const { entities, you } = await this.scene();
    return entities.find(({ id }) => id === you.shipId);
  }

  /** The points of all its runs, as the server has stored them. */
  async storedScore(): Promise<number> {
    return this.page.evaluate(async () => {
      const me = (await (await fetch("api/me")).json()) as { career: { score: number } };
      return me.career.score;
    });
  }

  /** The names of those who fly in the first room. */
  async whoIsHere(): Promise<readonly string[]> {
    return this.page.evaluate(async () => {
      const roll = (await (await fetch("api/rooms/1/players")).json()) as { players: { name: string }[] };
      return roll.players.map(({ name }) => name);
    });
  }

  async phase(type: Phase["type"]): Promise<void> {
    await this.page.waitForFunction((wanted) => "asteroids" in window && window.asteroids.scene.phase.type === wanted, type);
  }

  /** Looks at the scene again and again until something is seen in it. Who does something at a look has it done before the next. */
  async until<T>(what: string, see: (scene: Scene) => Look<T> | Promise<Look<T>>, withinMs = PATIENCE_MS): Promise<T> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline; ) {
      const seen = await see(await this.scene());
      if (seen) return seen;
      await this.page.waitForTimeout(LOOK_EVERY_MS);
    }
    const { phase, entities, you } = await this.scene();
    const controls = entities.find(({ id }) => id === you.shipId)?.controls;
    throw new Error(`never seen: ${what}, but ${JSON.stringify({ phase, shipId: you.shipId, controls })}`);
  }

  /** Types a name and takes off. */
  async fly(name: string): Promise<void> {
    await this.phase("start");
    const field = this.page.getByLabel("Your name");
    // Who has claimed a name flies under it.
    if (await field.isEditable()) await field.fill(name);
    await this.page.keyboard.press("Enter");
    await this.phase("flying");
    await this.until("the own ship", ({ entities, you }) => entities.some(({ id }) => id === you.shipId));
  }

  /** Opens the line to type in. */
  async talk(): Promise<void> {
    await this.page.keyboard.press("Enter");
    await this.page.getByLabel("Say to everybody").waitFor();
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.down(key);
  }

  release(key: string): Promise<void> {
    return this.page.keyboard.up(key);
  }

  /** Looks at another tab, or back. A browser that is driven shows every page, so the page is told. */
  async lookAway(away: boolean): Promise<void> {
    await this.page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, away);
  }

  async screenshot(name: string): Promise<void> {
    await mkdir(ARTIFACTS, { recursive: true });
    await this.page.screenshot({ path: `${ARTIFACTS}${name}.png` });
  }

  leave(): Promise<void> {
    return this.page.context().close();
  }
}
