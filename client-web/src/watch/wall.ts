// The picture on a wall: nobody has a hand at it, it says how to join, and it
// looks after itself for days.

import type { Scene } from "../state/scene";
import { add } from "../ui/dom";
import { qrCode, type QrCode } from "./qr";
import { tWatch } from "../words/watch";

/** A page that the server wants nothing to do with any more asks so often whether it would have a new one. */
const ASK_EVERY_MS = 20_000;
/** As wide as the margin around a code has to be, in modules. */
const QUIET = 4;
const SVG = "http://www.w3.org/2000/svg";

/** What the wall needs of the browser. */
export interface Host {
  /** Whether the server is there and well. */
  isWell(): Promise<boolean>;
  reload(): void;
}

const BROWSER: Host = {
  isWell: async () => (await fetch("healthz", { cache: "no-store", signal: AbortSignal.timeout(ASK_EVERY_MS / 2) })).ok,
  reload: () => location.reload(),
};

/** Opens the page anew where only that helps: after an update of the server, say. Never while the server is away. */
export class Caretaker {
  #askedMs = -Infinity;

  readonly #host: Host;

  constructor(host: Host = BROWSER) {
    this.#host = host;
  }

  update({ phase }: Scene, nowMs: number): void {
    // A line that is only broken mends itself.
    if (phase.type !== "refused") {
      this.#askedMs = nowMs;
      return;
    }
    if (nowMs - this.#askedMs < ASK_EVERY_MS) return;
    this.#askedMs = nowMs;
    this.#host.isWell().then(
      (well) => {
        if (well) this.#host.reload();
      },
      // It is asked again.
      () => undefined,
    );
  }
}

/** Shows how to join, and keeps the screen awake where browsers let it. */
export function hang(root: HTMLElement, page: string): Caretaker {
  root.classList.add("wall");
  document.documentElement.classList.add("wall");
  const address = new URL("./", page);
  const sign = add(root, "section", "join furniture");
  sign.setAttribute("aria-label", tWatch.join);
  const code = qrCode(address.href);
  if (code !== null) sign.append(drawCode(code));
  add(sign, "p", "", tWatch.playAlong);
  add(sign, "p", "address", `${address.host}${address.pathname}`.replace(/\/$/, ""));
  stayAwake();
  return new Caretaker();
}

function drawCode(code: QrCode): SVGSVGElement {
  const size = code.length + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", tWatch.qrCode);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", outlineOf(code));
  svg.append(path);
  return svg;
}

/** The dark modules as one path. */
export function outlineOf(code: QrCode): string {
  const squares: string[] = [];
  code.forEach((row, y) => row.forEach((dark, x) => dark && squares.push(`M${x + QUIET} ${y + QUIET}h1v1h-1z`)));
  return squares.join("");
}

function stayAwake(): void {
  const ask = (): void => {
    // Not everywhere, and not without TLS.
    if (!document.hidden) void navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
