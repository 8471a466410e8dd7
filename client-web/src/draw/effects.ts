import type { Effect, Kind, Scene } from "../state/scene";
import { TRAITS } from "../traits";
import { ink } from "./palette";
import { Colour, inkOf } from "./particles";
import type { Pen } from "./pen";
import type { Screen } from "./screen";
import type { FloatingScores } from "./scores";

const BLOW_MS = 1400;
const NEAR_MISS_MS = 450;

type Explosion = Extract<Effect, { type: "explosion" }>;

/** Turns what has happened into light. */
export function showEffects(pen: Pen, scores: FloatingScores, screen: Screen, scene: Scene): void {
  for (const effect of scene.effects) show(pen, scores, screen, scene, effect);
}

function show(pen: Pen, scores: FloatingScores, screen: Screen, scene: Scene, effect: Effect): void {
  const { rings, nowMs } = pen;
  switch (effect.type) {
    case "explosion":
      explode(pen, effect);
      if (effect.own) screen.shake(nowMs);
      return;
    case "spark":
      burst(pen, effect.x, effect.y, 0, 0, 6, 9, Colour.Light);
      return;
    case "shot":
      burst(pen, effect.x, effect.y, 0, 0, 2, 7, effect.own ? Colour.Own : Colour.Light);
      return;
    case "hit":
      burst(pen, effect.x, effect.y, 0, 0, 18, 14, Colour.Light);
      rings.add(effect.x, effect.y, 1.2, 3.4, nowMs, 380, ink.light);
      if (effect.own) screen.flash(nowMs);
      return;
    case "pickup":
      rings.add(effect.x, effect.y, 2.4, 0.6, nowMs, 350, ink.pickup);
      return;
    case "jump":
      rings.add(effect.fromX, effect.fromY, 3, 0, nowMs, 320, effect.own ? ink.own : ink.light);
      rings.add(effect.toX, effect.toY, 0, 4, nowMs, 480, effect.own ? ink.own : ink.light);
      return;
    case "score": {
      const at = whereScored(scene, effect.kind);
      scores.add(effect.points, at.x, at.y, nowMs);
      return;
    }
    case "blow":
      pen.bearings.add(effect.cos, effect.sin, nowMs, BLOW_MS, ink.danger, 1);
      return;
    case "nearMiss":
      pen.bearings.add(effect.cos, effect.sin, nowMs, NEAR_MISS_MS, ink.light, 0.55);
      return;
    case "kill":
      rings.add(scene.camera.x, scene.camera.y, 1.6, 4.5, nowMs, 420, ink.own);
      return;
    case "bounty":
      rings.add(scene.camera.x, scene.camera.y, 3.2, 1.4, nowMs, 600, ink.bounty);
      return;
    case "extraLife":
      rings.add(scene.camera.x, scene.camera.y, 0, 9, nowMs, 900, ink.own);
      return;
  }
}

/** Points come from what has just exploded; failing that, from the middle of the screen. */
function whereScored(scene: Scene, kind: Kind): { readonly x: number; readonly y: number } {
  for (const effect of scene.effects) {
    if (effect.type === "explosion" && effect.kind === kind && !effect.own) return effect;
  }
  return scene.camera;
}

function explode(pen: Pen, { kind, x, y, vx, vy, own }: Explosion): void {
  const { blast } = TRAITS[kind];
  if (!blast) return;
  const colour = own ? Colour.Own : blast.colour;
  burst(pen, x, y, vx, vy, blast.sparks, blast.speedMps, colour);
  burst(pen, x, y, vx, vy, blast.embers, 7, Colour.Flame);
  for (let i = 0; i < blast.pieces; i++) {
    const heading = (2 * Math.PI * (i + Math.random())) / blast.pieces;
    const speed = blast.speedMps * (0.12 + 0.25 * Math.random());
    pen.particles.segment(
      x + 0.5 * blast.pieceM * Math.cos(heading),
      y + 0.5 * blast.pieceM * Math.sin(heading),
      vx + speed * Math.cos(heading),
      vy + speed * Math.sin(heading),
      Math.random() * Math.PI,
      (Math.random() - 0.5) * 9,
      blast.pieceM * (0.6 + 0.6 * Math.random()),
      0.8 + Math.random() * 0.7,
      colour,
    );
  }
  pen.rings.add(x, y, 0.4, blast.ringM, pen.nowMs, 420, inkOf(colour));
}

function burst(
  pen: Pen,
  x: number,
  y: number,
  vx: number,
  vy: number,
  count: number,
  speedMps: number,
  colour: Colour,
): void {
  for (let i = 0; i < count; i++) {
    const heading = 2 * Math.PI * Math.random();
    const speed = speedMps * (0.2 + Math.random());
    pen.particles.spark(
      x,
      y,
      vx + speed * Math.cos(heading),
      vy + speed * Math.sin(heading),
      0.15 + 0.25 * Math.random(),
      0.25 + 0.55 * Math.random(),
      colour,
    );
  }
}
