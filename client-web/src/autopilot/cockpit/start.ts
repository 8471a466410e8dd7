// Loaded when a person hands the stick to an autopilot.

import "./cockpit.css";
import { LiveVisibility, add } from "../../ui/dom";
import { t } from "../../words";
import { Autopilot, type Ship } from "./autopilot";

/** It says on the screen when it flies. */
export function startAutopilot(root: Element, ship: Omit<Ship, "onFly">): Autopilot {
  const label = new LiveVisibility(add(root.querySelector(".status") ?? root, "p", "autopilot", t.autopilot));
  const autopilot = new Autopilot({ ...ship, onFly: (flies) => label.set(flies) });
  // Nothing is drawn, and so nothing decided, while nobody looks.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) autopilot.letGo();
  });
  return autopilot;
}
