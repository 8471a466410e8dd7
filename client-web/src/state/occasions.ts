// For what people meet: who is there hears of each once.

import { OccasionKind } from "../protocol/table";
import type { RadarMessage } from "../protocol/to_client";
import { t } from "../words";
import { hearRound } from "./rounds";
import type { Occasion, Scene } from "./scene";

const COMES: Readonly<Record<OccasionKind, string>> = {
  [OccasionKind.Comet]: t.cometComes,
  [OccasionKind.Carrier]: t.carrierComes,
  [OccasionKind.Storm]: t.stormComes,
};

/** The radar tells of an occasion again and again; one that has begun is no news. */
function announce(scene: Scene, occasion: Occasion | null, nowMs: number): void {
  if (occasion === null || occasion.beginsAt <= scene.tick || occasion.beginsAt === scene.radar.occasion?.beginsAt) return;
  scene.announcement = { text: COMES[occasion.kind], atMs: nowMs };
}

export function hearRadar(scene: Scene, radar: RadarMessage, nowMs: number): void {
  announce(scene, radar.occasion, nowMs);
  hearRound(scene, radar.round, nowMs);
  scene.radar = radar;
  scene.net.serverTickMs = radar.tickUs / 1000;
}
