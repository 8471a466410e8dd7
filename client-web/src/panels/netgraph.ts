import { LOWEST } from "../quality/levels";
import type { NetStats, Scene } from "../state/scene";
import { LiveText, LiveVisibility, add } from "../ui/dom";
import { tPanels } from "../words/panels";
import { verdictOf, type Verdict } from "./verdict";

const REFRESH_MS = 250;

const VERDICTS: Readonly<Record<Verdict, string>> = {
  well: tPanels.allIsWell,
  network: tPanels.networkStalls,
  server: tPanels.serverBusy,
  device: tPanels.deviceSlow,
};

const ROWS: readonly (readonly [name: string, read: (net: NetStats) => string])[] = [
  [tPanels.roundTrip, (net) => `${net.rttMs.toFixed(0)} ms`],
  [tPanels.jitter, (net) => `${net.jitterMs.toFixed(1)} ms`],
  [tPanels.serverTick, (net) => (net.serverTickMs > 0 ? `${net.serverTickMs.toFixed(2)} ms` : "–")],
  [tPanels.serverTime, (net) => `${(net.timeRate * 100).toFixed(0)} %`],
  [tPanels.lead, (net) => tPanels.ticks({ value: net.leadTicks.toFixed(1) })],
  [tPanels.frames, (net) => `${net.framesPerSecond.toFixed(1)} /s`],
  [tPanels.received, (net) => bytesPerSecond(net.bytesPerSecond)],
  [tPanels.entities, (net) => String(net.entities)],
  [tPanels.errorMedian, (net) => `${net.correctionMedianM.toFixed(3)} m`],
  [tPanels.errorP99, (net) => `${net.correctionP99M.toFixed(3)} m`],
  [tPanels.drawn, (net) => `${net.drawnPerSecond.toFixed(0)} /s`],
  [tPanels.picture, (net) => (net.leftOut === 0 ? tPanels.allOfIt : tPanels.lessBy({ steps: net.leftOut, most: LOWEST }))],
];

function bytesPerSecond(bytes: number): string {
  return bytes < 10_000 ? `${bytes.toFixed(0)} B/s` : `${(bytes / 1000).toFixed(1)} kB/s`;
}

/** How well the line, the prediction and the drawing do, and what is to blame if they do not. */
export class Netgraph {
  readonly #visibility: LiveVisibility;
  readonly #verdict: LiveText;
  readonly #values: readonly LiveText[];
  #refreshedMs = -Infinity;

  constructor(root: Element) {
    const panel = add(root, "section", "netgraph");
    panel.setAttribute("aria-label", tPanels.network);
    const verdict = add(panel, "p", "verdict");
    verdict.setAttribute("role", "status");
    this.#verdict = new LiveText(verdict);
    const table = add(panel, "dl");
    this.#values = ROWS.map(([name]) => {
      add(table, "dt", "", name);
      return new LiveText(add(table, "dd"));
    });
    add(panel, "p", "hint", tPanels.errorsNote);
    this.#visibility = new LiveVisibility(panel);
  }

  show(shown: boolean): void {
    this.#visibility.set(shown);
    this.#refreshedMs = -Infinity;
  }

  update({ net, tickRateHz }: Scene, nowMs: number): void {
    if (!this.#visibility.visible || nowMs - this.#refreshedMs < REFRESH_MS) return;
    this.#refreshedMs = nowMs;
    this.#verdict.set(VERDICTS[verdictOf(net, tickRateHz)]);
    ROWS.forEach(([, read], index) => this.#values[index]?.set(read(net)));
  }
}
