import { ink, shipInk } from "../draw/palette";
import { kept } from "../settings/kept";
import type { KeptNames } from "../state/kept_names";
import { Kind, type Scene } from "../state/scene";
import { LiveVisibility } from "../ui/dom";
import { wrap } from "../torus";
import { t } from "../words";
import { Chart } from "./chart";

const DRAW_EVERY_MS = 200;
/** Where there is room for a map without being asked. */
const ROOMY = matchMedia("(min-width: 45.1em) and (min-height: 30.1em)");

/** The room in a corner of a pilot's screen: where one is, who leads and where most is going on. Of others a pilot is told what is in view. */
export class PilotMap {
  readonly #chart: Chart;
  readonly #visibility: LiveVisibility;
  #drawnMs = -Infinity;

  readonly #friends: KeptNames;
  readonly #friend: string;

  constructor(root: Element, scene: Scene, friends: KeptNames, friend: string) {
    this.#friends = friends;
    this.#friend = friend;
    this.#chart = new Chart(root, "pilot-map", t.map, scene);
    this.#visibility = new LiveVisibility(this.#chart.canvas);
  }

  update(scene: Scene, nowMs: number): void {
    const { phase } = scene;
    this.#visibility.set(scene.worldWidthM > 0 && (phase.type === "flying" || phase.type === "dead") && isWanted());
    if (!this.#visibility.visible || nowMs - this.#drawnMs < DRAW_EVERY_MS) return;
    this.#drawnMs = nowMs;
    this.#draw(scene);
  }

  #draw({ entities, radar, ownPlayer, grudge, camera, worldWidthM, worldHeightM }: Scene): void {
    const chart = this.#chart;
    const { action, leader, occasion } = radar;
    chart.clear();
    for (const { kind, player, name, flags, bounty, x, y } of entities) {
      if (kind !== Kind.Ship || player === ownPlayer) continue;
      if (bounty > 0) chart.diamond(x, y, false);
      else chart.dot(x, y, shipInk(flags));
      if (player === grudge?.player) chart.ring(x, y, ink.danger);
      if (name === this.#friend || this.#friends.has(name)) chart.ring(x, y, ink.person);
    }
    if (action !== null) chart.ring(action.x, action.y, ink.flame);
    if (occasion !== null) chart.cross(occasion.x, occasion.y, ink.light);
    if (leader !== null && leader.player !== ownPlayer) chart.diamond(leader.x, leader.y, true);
    chart.ship(wrap(camera.x, worldWidthM), wrap(camera.y, worldHeightM));
    chart.drawPicture();
  }
}

/** Hides the map from now on if it is shown, else shows it. */
export function toggleMap(): void {
  kept.change({ minimap: isWanted() ? "never" : "always" });
}

function isWanted(): boolean {
  const { minimap } = kept.now;
  return minimap === "always" || (minimap === "room" && ROOMY.matches);
}
