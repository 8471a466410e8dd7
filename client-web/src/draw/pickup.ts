import { type Entity, Gives } from "../state/scene";
import { ink } from "./palette";
import { type Pen, closedPath, linesPath } from "./pen";
import { t } from "../words";

interface Icon {
  readonly label: string;
  readonly path: Path2D;
}

const ICONS: Record<Gives, Icon> = {
  [Gives.RapidFire]: {
    label: t.rapidFire,
    path: linesPath([
      [-0.4, 0.35, -0.05, 0],
      [-0.05, 0, -0.4, -0.35],
      [0.05, 0.35, 0.4, 0],
      [0.4, 0, 0.05, -0.35],
    ]),
  },
  [Gives.SpreadShot]: {
    label: t.spreadShot,
    path: linesPath([
      [0, -0.42, 0, 0.45],
      [0, -0.42, 0.4, 0.3],
      [0, -0.42, -0.4, 0.3],
    ]),
  },
  [Gives.Shield]: {
    label: t.shield,
    path: closedPath([
      [0, 0.45],
      [0.38, 0.28],
      [0.3, -0.15],
      [0, -0.45],
      [-0.3, -0.15],
      [-0.38, 0.28],
    ]),
  },
};

const FRAME = closedPath(
  Array.from({ length: 6 }, (_, corner) => [Math.cos((corner * Math.PI) / 3), Math.sin((corner * Math.PI) / 3)] as const),
);

/** It blinks for this long before it vanishes. */
const BLINK_S = 3;
const BLINK_MS = 130;

export function pickupIcon(gives: Gives): Icon {
  return ICONS[gives];
}

/** Whether a pickup is in the dark half of its last blinking. */
export function isBlinkedOut(pen: Pen, pickup: Entity): boolean {
  const leftS = (pickup.expiresTick - pen.tick) / pen.tickRateHz;
  return leftS < BLINK_S && Math.floor(pen.nowMs / BLINK_MS) % 2 === 0;
}

export function drawPickup(pen: Pen, pickup: Entity): void {
  if (isBlinkedOut(pen, pickup)) return;
  const { path } = ICONS[pickup.gives];
  const colour = ink.pickup;
  const turn = pen.nowMs / 1500;
  pen.enterWorld(pickup.x, pickup.y, Math.cos(turn), Math.sin(turn), pickup.radiusM);
  pen.tint(FRAME, colour, 0.1 + 0.06 * Math.sin(pen.nowMs / 200));
  pen.glow(FRAME, colour, 0.9);
  pen.enterWorld(pickup.x, pickup.y, 1, 0, pickup.radiusM);
  pen.glow(path, colour);
}
