import type { Held } from "../input/held";
import { Control } from "../state/scene";
import { LiveVisibility, add, addIcon } from "./dom";

interface Pad {
  readonly control: number;
  readonly name: string;
  readonly className: string;
  /** In a square of 24. */
  readonly icon: string;
}

const LEFT_THUMB: readonly Pad[] = [
  { control: Control.Brake, name: "Brake", className: "minor", icon: "M5 8 12 15 19 8M6 20H18" },
  { control: Control.Left, name: "Turn left", className: "major", icon: "M15 4 7 12 15 20" },
  { control: Control.Right, name: "Turn right", className: "major", icon: "M9 4 17 12 9 20" },
];

const RIGHT_THUMB: readonly Pad[] = [
  { control: Control.Hyperspace, name: "Hyperspace", className: "minor", icon: "M12 2 14 10 22 12 14 14 12 22 10 14 2 12 10 10Z" },
  { control: Control.Thrust, name: "Thrust", className: "major", icon: "M12 3 18 17 12 14 6 17ZM9.5 18 12 23 14.5 18" },
  { control: Control.Fire, name: "Fire", className: "major", icon: "M12 2V8M12 16V22M2 12H8M16 12H22M11 12 12 11 13 12 12 13Z" },
];

/** Shows which pad is meant. */
export function addPadIcon(parent: Element, control: number): void {
  const pad = [...LEFT_THUMB, ...RIGHT_THUMB].find((candidate) => candidate.control === control);
  if (pad !== undefined) addIcon(parent, "pad-icon", "0 0 24 24", pad.icon);
}

/** Names what the pads do, as a key table does for keys. */
export function addPadTable(parent: Element): void {
  const table = add(parent, "dl", "keys by-touch");
  for (const { name, icon } of [...LEFT_THUMB, ...RIGHT_THUMB]) {
    addIcon(add(table, "dt"), "pad-icon", "0 0 24 24", icon);
    add(table, "dd", "", name.toLowerCase());
  }
}

/** Steers by fingers on the screen, where those are what points. Fingers may slide from pad to pad. */
export class TouchPad {
  private readonly visibility: LiveVisibility;

  constructor(
    root: Element,
    private readonly held: Held,
  ) {
    const panel = add(root, "section", "touch by-touch");
    panel.setAttribute("aria-label", "Controls");
    for (const [side, pads] of [["left", LEFT_THUMB], ["right", RIGHT_THUMB]] as const) {
      const thumb = add(panel, "div", `thumb ${side}`);
      for (const pad of pads) addPad(thumb, pad);
    }
    panel.addEventListener("pointerdown", (event) => {
      // Neither the focus nor a magnifying glass.
      event.preventDefault();
      panel.setPointerCapture(event.pointerId);
      this.feel(event);
    });
    panel.addEventListener("pointermove", (event) => {
      if (panel.hasPointerCapture(event.pointerId)) this.feel(event);
    });
    for (const end of ["lostpointercapture", "pointerup", "pointercancel"] as const) {
      panel.addEventListener(end, ({ pointerId }) => held.release(finger(pointerId)));
    }
    panel.addEventListener("contextmenu", (event) => event.preventDefault());
    this.visibility = new LiveVisibility(panel);
  }

  show(flying: boolean): void {
    this.visibility.set(flying);
  }

  private feel({ pointerId, clientX, clientY }: PointerEvent): void {
    const pad = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(".pad");
    this.held.hold(finger(pointerId), Number(pad?.dataset["control"] ?? 0));
  }
}

function finger(pointerId: number): string {
  return `finger ${pointerId}`;
}

function addPad(parent: Element, { control, name, className, icon }: Pad): void {
  const button = add(parent, "button", `pad ${className}`);
  button.type = "button";
  button.tabIndex = -1;
  button.ariaLabel = name;
  button.dataset["control"] = String(control);
  addIcon(button, "pad-icon", "0 0 24 24", icon);
}
