// Flies by gamepads, as many as there are, and walks through what is on the screen when there is nothing to fly.

import type { Source } from "../input/bindings";
import { makerOf, takeDevice } from "../input/device";
import type { Held } from "../input/held";
import type { Seat } from "../input/seat";
import type { Settings } from "../settings/settings";
import type { Helm } from "./helm";
import { Pressed, type Pad } from "./pressed";

/** The stick at the left by the standard: to the right, and down. */
const STICK_AXES = [0, 1] as const;
/** Beyond this reach a stick that points has the ship thrust. */
const THRUST_REACH = 0.85;

export type AnyPad = Pad & Pick<Gamepad, "id" | "timestamp">;

export class Pads {
  readonly #pressed = new Pressed();
  readonly #holding = new Set<Source>();
  #wasFlown = false;
  /** Anything was pressed since the last look. */
  #used = false;
  /** The left stick says where to turn, and not which way. */
  #points = false;

  readonly #held: Held;
  readonly #helm: Helm;
  readonly #seat: Seat;
  readonly #onMenu: (source: Source) => void;

  constructor(
    held: Held,
    helm: Helm,
    seat: Seat,
    /** Hears what is pressed when there is nothing to fly. */
    onMenu: (source: Source) => void,
  ) {
    this.#held = held;
    this.#helm = helm;
    this.#seat = seat;
    this.#onMenu = onMenu;
  }

  update(pads: readonly (AnyPad | null)[], settings: Settings): void {
    const { isFlown } = this.#seat;
    if (isFlown !== this.#wasFlown) this.#letGo();
    this.#wasFlown = isFlown;
    this.#points = settings.padStick === "point";
    this.#pressed.read(pads, settings.deadZonePercent / 100, this.#press, this.#release);
    this.#point(pads, settings, isFlown);
    if (this.#used) takeDevice("gamepad", makerOf(lastChanged(pads)?.id ?? ""));
    this.#used = false;
  }

  readonly #press = (source: Source): void => {
    this.#used = true;
    if (!this.#wasFlown) return this.#onMenu(source);
    if (this.#points && isOfStick(source)) return;
    const { control, deeds } = this.#seat.keymap.meaningOf(source);
    for (const action of deeds) this.#seat.act(action);
    if (control === 0) return;
    this.#holding.add(source);
    this.#held.hold(source, control);
  };

  readonly #release = (source: Source): void => {
    if (this.#holding.delete(source)) this.#held.release(source);
  };

  /** Whatever is held across a dialog does nothing until it is pressed anew. */
  #letGo(): void {
    for (const source of this.#holding) this.#held.release(source);
    this.#holding.clear();
  }

  #point(pads: readonly (AnyPad | null)[], { deadZonePercent }: Settings, isFlown: boolean): void {
    for (const pad of pads) {
      const x = pad?.axes[STICK_AXES[0]] ?? 0;
      const y = pad?.axes[STICK_AXES[1]] ?? 0;
      const reach = Math.hypot(x, y);
      if (!this.#points || !isFlown || reach < deadZonePercent / 100) continue;
      return this.#helm.point("stick", x, -y, reach >= THRUST_REACH);
    }
    this.#helm.letGo("stick");
  }
}

/** The one in hand, of several. */
function lastChanged(pads: readonly (AnyPad | null)[]): AnyPad | null {
  let last: AnyPad | null = null;
  for (const pad of pads) if (pad !== null && pad.timestamp >= (last?.timestamp ?? 0)) last = pad;
  return last;
}

function isOfStick(source: Source): boolean {
  return /^axis [01][+-]$/.test(source);
}
