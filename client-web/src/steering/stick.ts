import { add } from "../ui/dom";
import type { Helm } from "./helm";

/** Nearer to the middle than this part of its reach it says nothing. */
const REST = 0.2;
/** Beyond this part the ship thrusts. */
const THRUST = 0.7;

/** A stick beside the pads: the ship turns to where it is pushed, and thrusts if that is far. */
export function addStick(root: Element, helm: Helm): void {
  const base = add(root.querySelector(".touch") ?? root, "div", "stick");
  const knob = add(base, "span", "knob");
  const push = ({ clientX, clientY }: PointerEvent): void => {
    const { left, top, width, height } = base.getBoundingClientRect();
    const x = (2 * (clientX - left)) / width - 1;
    const y = 1 - (2 * (clientY - top)) / height;
    const reach = Math.hypot(x, y);
    const shown = 50 / Math.max(1, reach);
    knob.style.translate = `${(x * shown).toFixed(0)}cqw ${(-y * shown).toFixed(0)}cqw`;
    if (reach < REST) helm.letGo("finger");
    else helm.point("finger", x, y, reach >= THRUST);
  };
  base.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    base.setPointerCapture(event.pointerId);
    push(event);
  });
  base.addEventListener("pointermove", (event) => {
    if (base.hasPointerCapture(event.pointerId)) push(event);
  });
  base.addEventListener("lostpointercapture", () => {
    knob.style.translate = "";
    helm.letGo("finger");
  });
}
