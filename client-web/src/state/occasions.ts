// For what people meet: who is there hears of each once.

import { OccasionKind } from "../protocol/table";
import { t } from "../words";
import type { Occasion, Scene } from "./scene";

const COMES: Readonly<Record<OccasionKind, string>> = {
  [OccasionKind.Comet]: t.cometComes,
  [OccasionKind.Carrier]: t.carrierComes,
  [OccasionKind.Storm]: t.stormComes,
};

/** The radar tells of an occasion again and again. */
export function announce(scene: Scene, occasion: Occasion | null, nowMs: number): void {
  if (occasion === null || occasion.beginsAt === scene.radar.occasion?.beginsAt) return;
  scene.announcement = { text: COMES[occasion.kind], atMs: nowMs };
}
