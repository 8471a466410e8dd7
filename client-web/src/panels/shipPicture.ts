import { Pen } from "../draw/pen";
import { FULL } from "../draw/quality";
import { contextOf } from "../draw/renderer";
import { drawShip } from "../draw/ship";
import { Kind, type Entity } from "../state/scene";
import { add } from "../ui/dom";

/** As much of the world as a picture shows, in metres. */
const EXTENT_M = 4.4;
const OWN = 1;

/** The pilot's ship by itself, as the game draws it, nose up. */
export function addShipPicture(parent: Element, sizePx: number, gear: number, look: number): HTMLCanvasElement {
  const canvas = add(parent, "canvas", "ship-picture");
  canvas.ariaHidden = "true";
  const pen = new Pen(contextOf(canvas), contextOf(document.createElement("canvas")));
  pen.quality = { ...FULL, glow: false };
  pen.ownPlayer = OWN;
  pen.view.resize(sizePx, sizePx, devicePixelRatio);
  pen.view.pxPerM = sizePx / EXTENT_M;
  canvas.width = canvas.height = Math.round(sizePx * pen.view.dpr);
  canvas.style.width = canvas.style.height = `${sizePx}px`;
  pen.beginFrame();
  drawShip(pen, { ...AT_REST, gear, look });
  return canvas;
}

const AT_REST: Entity = {
  ...{ id: 1, kind: Kind.Ship, radiusM: 1.3, player: OWN, name: "", flags: 0, bounty: 0 },
  ...{ x: 0, y: 0, cos: 0, sin: 1, vx: 0, vy: 0, controls: 0 },
  ...{ gear: 0, look: 0, seed: 0, gives: 0, expiresTick: 0 },
};
