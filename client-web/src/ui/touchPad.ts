import type { Held } from "../input/held";
import { kept } from "../settings/kept";
import { Control } from "../state/scene";
import { LiveVisibility, add, addIcon } from "./dom";
import { t } from "../words";

interface Pad {
  readonly control: number;
  readonly name: string;
  readonly className: string;
  /** In a square of 24. */
  readonly icon: string;
}

const LEFT_THUMB: readonly Pad[] = [
  { control: Control.Brake, name: t.brake, className: "minor", icon: "M5 8 12 15 19 8M6 20H18" },
  { control: Control.Left, name: t.turnLeft, className: "major", icon: "M15 4 7 12 15 20" },
  { control: Control.Right, name: t.turnRight, className: "major", icon: "M9 4 17 12 9 20" },
];

const RIGHT_THUMB: readonly Pad[] = [
  { control: Control.Hyperspace, name: t.hyperspace, className: "minor", icon: "M12 2 14 10 22 12 14 14 12 22 10 14 2 12 10 10Z" },
  { control: Control.Thrust, name: t.thrust, className: "major", icon: "M12 3 18 17 12 14 6 17ZM9.5 18 12 23 14.5 18" },
  { control: Control.Fire, name: t.fire, className: "major", icon: "M12 2V8M12 16V22M2 12H8M16 12H22M11 12 12 11 13 12 12 13Z" },
];

/** What a stick does. */
const STEERED = Control.Left | Control.Right | Control.Thrust;

/** Shows which pad is meant. */
export function addPadIcon(parent: Element, control: number): void {
  const pad = [...LEFT_THUMB, ...RIGHT_THUMB].find((candidate) => candidate.control === control);
  if (pad !== undefined) addIcon(parent, "pad-icon", "0 0 24 24", pad.icon);
}

/** Names what the pads do, as a key table does for keys. */
export function addPadTable(parent: Element): void {
  const table = add(parent, "dl", "keys by-touch");
  kept.follow(({ touch }, before) => {
    if (touch === before.touch && table.childElementCount > 0) return;
    table.replaceChildren();
    for (const { control, name, icon } of [...LEFT_THUMB, ...RIGHT_THUMB]) {
      // A stick is there in their place.
      if (touch === "stick" && (control & STEERED) !== 0) continue;
      addIcon(add(table, "dt"), "pad-icon", "0 0 24 24", icon);
      add(table, "dd", "", name);
    }
  });
}

/** So long a phone shakes as a pad is touched. */
const TOUCHED_MS = 10;

/** Steers by fingers on the screen, where those are what points. Fingers may slide from pad to pad. */
export class TouchPad {
  readonly #visibility: LiveVisibility;
  #felt = 0;

  readonly #held: Held;

  constructor(
    root: HTMLElement,
    held: Held,
  ) {
    this.#held = held;
    const panel = add(root, "section", "touch by-touch");
    panel.setAttribute("aria-label", t.controls);
    // Hands stay where they are, whichever way one writes.
    panel.dir = "ltr";
    for (const [side, pads] of [["left", LEFT_THUMB], ["right", RIGHT_THUMB]] as const) {
      const thumb = add(panel, "div", `thumb ${side}`);
      for (const pad of pads) addPad(thumb, pad);
    }
    panel.addEventListener("pointerdown", (event) => {
      // Neither the focus nor a magnifying glass.
      event.preventDefault();
      panel.setPointerCapture(event.pointerId);
      this.#feel(event);
    });
    panel.addEventListener("pointermove", (event) => {
      if (panel.hasPointerCapture(event.pointerId)) this.#feel(event);
    });
    for (const end of ["lostpointercapture", "pointerup", "pointercancel"] as const) {
      panel.addEventListener(end, ({ pointerId }) => this.#lift(pointerId));
    }
    panel.addEventListener("contextmenu", (event) => event.preventDefault());
    this.#visibility = new LiveVisibility(panel);
    kept.follow(({ touch, leftHanded, padPercent }) => {
      panel.classList.toggle("with-stick", touch === "stick");
      panel.classList.toggle("left-handed", leftHanded);
      root.style.setProperty("--pad-scale", String(padPercent / 100));
    });
  }

  show(flying: boolean): void {
    this.#visibility.set(flying);
  }

  #feel({ pointerId, clientX, clientY }: PointerEvent): void {
    const pad = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(".pad");
    const control = Number(pad?.dataset["control"] ?? 0);
    // Not every browser can.
    if (control !== 0 && control !== this.#felt && kept.now.haptics) navigator.vibrate?.(TOUCHED_MS);
    this.#felt = control;
    this.#held.hold(finger(pointerId), control);
  }

  #lift(pointerId: number): void {
    this.#held.release(finger(pointerId));
    this.#felt = 0;
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
