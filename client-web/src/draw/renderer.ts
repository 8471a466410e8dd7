import { type Entity, Kind, type Phase, type Scene } from "../state/scene";
import { drawBackground } from "./background";
import { drawBullet } from "./bullet";
import { EdgeArrows } from "./edgeArrow";
import { showEffects } from "./effects";
import type { Layer, Painter } from "./layer";
import { HALO_SHRINK, Pen } from "./pen";
import { drawMine } from "./mine";
import { drawPickup } from "./pickup";
import { LabelRoom, type Box } from "./placement";
import type { Quality } from "./quality";
import { drawRock } from "./rock";
import { drawCarrier, drawSaucer } from "./saucer";
import { FloatingScores } from "./scores";
import { Screen } from "./screen";
import { drawShip } from "./ship";
import { drawTags } from "./tags";
import { drawWarp } from "./warp";
import { drawComet } from "./comet";

/** How each kind is drawn. The type asks for every kind. */
const DRAW: Record<Kind, (pen: Pen, entity: Entity) => void> = {
  [Kind.Ship]: drawShip,
  [Kind.RockLarge]: drawRock,
  [Kind.RockMedium]: drawRock,
  [Kind.RockSmall]: drawRock,
  [Kind.SaucerLarge]: drawSaucer,
  [Kind.SaucerSmall]: drawSaucer,
  [Kind.Bullet]: drawBullet,
  [Kind.Pickup]: drawPickup,
  [Kind.Warp]: drawWarp,
  [Kind.Comet]: drawComet,
  [Kind.Carrier]: drawCarrier,
  [Kind.Mine]: drawMine,
};

const FRAME_S_MAX = 0.05;
/** Flames, shields and trails reach this far beyond an entity's radius. */
const REACH_M = 3;
/** A picture of so many pixels is one that can be read. */
const READABLE_PX2 = 1280 * 720;

/** Draws scenes on a canvas: bright lines that add up like light on a tube. */
export class Renderer {
  /** Whether there is space behind the picture, or nothing. */
  hasBackground = true;
  /** What is drawn besides scenes. */
  layer: Layer | null = null;
  /** Draws what is seen from far above, for who looks from there. */
  far: Painter | null = null;
  /** Whether a large screen shows everything larger, instead of finer. */
  isSeenFromAfar = false;
  readonly #pen: Pen;
  /** The screen's, however many of its pixels are drawn. */
  #dpr = 1;
  /** How many of the page's pixels are in one of the picture's. */
  #scale = 1;
  readonly #halo = document.createElement("canvas");
  readonly #scores = new FloatingScores();
  readonly #arrows = new EdgeArrows();
  readonly #screen = new Screen();
  readonly #room = new LabelRoom();

  readonly #canvas: HTMLCanvasElement;
  readonly #panels: readonly Readonly<Box>[];

  /** Puts a second, small canvas for the soft light behind this one. */
  constructor(
    canvas: HTMLCanvasElement,
    /** Where panels are over the picture, whenever it is drawn. */
    panels: readonly Readonly<Box>[] = [],
  ) {
    this.#canvas = canvas;
    this.#panels = panels;
    this.#halo.className = "halo";
    canvas.before(this.#halo);
    this.#pen = new Pen(contextOf(canvas), contextOf(this.#halo));
  }

  /** The window's size in CSS pixels, and how many of the screen's are in one. */
  resize(cssWidth: number, cssHeight: number, dpr: number): void {
    const { view, quality } = this.#pen;
    this.#dpr = dpr;
    const scale = this.isSeenFromAfar ? Math.max(1, Math.sqrt((cssWidth * cssHeight) / READABLE_PX2)) : 1;
    this.#scale = scale;
    view.resize(cssWidth / scale, cssHeight / scale, dpr * scale * quality.resolution);
    this.#canvas.width = Math.round(view.widthPx * view.dpr);
    this.#canvas.height = Math.round(view.heightPx * view.dpr);
    this.#halo.width = Math.ceil(view.widthPx / HALO_SHRINK);
    this.#halo.height = Math.ceil(view.heightPx / HALO_SHRINK);
  }

  /** Draws so much from now on. */
  setQuality(quality: Quality): void {
    const pen = this.#pen;
    pen.quality = quality;
    pen.particles.share = quality.particles;
    this.resize(pen.view.widthPx * this.#scale, pen.view.heightPx * this.#scale, this.#dpr);
  }

  draw(scene: Scene, nowMs: number): void {
    const { layer } = this;
    const pen = this.#pen;
    this.#beginFrame(scene, nowMs);
    showEffects(pen, this.#scores, this.#screen, scene);
    if (this.hasBackground) drawBackground(pen);
    layer?.drawUnder(pen);
    if (layer !== null && layer.ghostly > 0) this.#drawEntities(layer.ghosts, layer.ghostly);
    this.#drawEntities(scene.entities, layer?.entities ?? 1);
    pen.particles.draw(pen);
    pen.rings.draw(pen);
    pen.bearings.draw(pen, scene.camera.x, scene.camera.y);
    this.#scores.draw(pen);
    this.#room.clear(this.#panels, this.#scale);
    if (scene.worldWidthM > 0 && hasArrows(scene.phase)) this.#arrows.draw(pen, scene, this.#room);
    layer?.drawOver(pen, this.#room);
    drawTags(pen, scene, this.#room);
    pen.enterScreen();
    this.#screen.drawFlash(pen);
  }

  #drawEntities(entities: readonly Entity[], shown: number): void {
    const pen = this.#pen;
    if (shown === 0) return;
    pen.shown = shown;
    if (this.far !== null && pen.view.isFar) this.far.draw(pen, entities);
    else this.#drawNear(entities);
    pen.shown = 1;
  }

  #drawNear(entities: readonly Entity[]): void {
    const pen = this.#pen;
    for (const entity of entities) {
      if (pen.view.shows(entity.x, entity.y, entity.radiusM + REACH_M)) DRAW[entity.kind](pen, entity);
    }
  }

  #beginFrame(scene: Scene, nowMs: number): void {
    const pen = this.#pen;
    const screen = this.#screen;
    pen.dtS = Math.min(FRAME_S_MAX, Math.max(0, (nowMs - pen.nowMs) / 1000));
    pen.nowMs = nowMs;
    pen.tick = scene.tick;
    pen.tickRateHz = scene.tickRateHz;
    pen.ownPlayer = scene.ownPlayer;
    pen.owedPlayer = scene.grudge?.player ?? 0;
    pen.spawnShieldUntil = scene.you.spawnShieldUntil;
    pen.view.lookAt(scene, screen.shakeXM(nowMs), screen.shakeYM(nowMs));
    pen.particles.step(pen.dtS);
    pen.beginFrame();
  }
}

/** Behind the start screen and the story of a death they would only be in the way. */
function hasArrows({ type }: Phase): boolean {
  return type !== "start" && type !== "dead";
}

export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const ctx = canvas.getContext("2d");
  if (!ctx) throw new Error("this browser has no 2D canvas");
  return ctx;
}
