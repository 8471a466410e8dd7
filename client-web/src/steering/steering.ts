// Loaded when somebody flies by something else than keys and pads: joins gamepads, a mouse, and a stick on the screen.

import "./stick.css";
import { offerButton } from "../input/device";
import type { Held } from "../input/held";
import type { Seat } from "../input/seat";
import { kept } from "../settings/kept";
import type { Effect } from "../state/scene";
import { topDialog } from "../ui/dialog";
import { Helm, type Steered } from "./helm";
import { walkMenu } from "./menu";
import { listenToMouse } from "./mouse";
import { Pads } from "./pads";
import { rumble } from "./rumble";
import { addStick } from "./stick";

/** What of the page steering has to do with. */
export interface Cockpit {
  readonly picture: HTMLElement;
  readonly root: HTMLElement;
  readonly held: Held;
  readonly seat: Seat;
}

export interface Steering {
  /** Steers once a frame: the own ship as it is at the last whole tick shown, if there is one, by what has happened. */
  update(tick: number, ship: Steered | null, tickS: number, effects: readonly Effect[]): void;
}

export function startSteering({ picture, root, held, seat }: Cockpit): Steering {
  const helm = new Helm(held);
  listenToMouse(window, picture, held, helm, seat);
  addStick(root, helm);
  const pads = new Pads(held, helm, seat, (source) => {
    if (!offerButton(source)) walkMenu(source, { top: topDialog() ?? root, back: () => seat.putAway() });
  });
  return {
    update: (tick, ship, tickS, effects) => {
      const found = navigator.getGamepads();
      pads.update(found, kept.now);
      if (kept.now.rumble) rumble(effects, found);
      helm.update(tick, seat.isFlown ? ship : null, tickS);
    },
  };
}
