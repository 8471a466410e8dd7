// The device that a player has in hand, so that what is said names its keys or its buttons.

import type { Source } from "./bindings";

export type Device = "keyboard" | "gamepad";

/** What the buttons of a gamepad have written on them. */
export type Maker = "letters" | "signs" | "swapped";

let device: Device = "keyboard";
let maker: Maker = "letters";
const followers: (() => void)[] = [];

export function deviceAtHand(): Device {
  return device;
}

export function makerAtHand(): Maker {
  return maker;
}

/** A key or a button was used. */
export function takeDevice(taken: Device, madeAs: Maker = maker): void {
  if (taken === device && madeAs === maker) return;
  device = taken;
  maker = madeAs;
  for (const follower of followers) follower();
}

/** Calls back whenever another device is taken. */
export function followDevice(follower: () => void): void {
  followers.push(follower);
}

/** By what a gamepad calls itself. */
export function makerOf(id: string): Maker {
  if (/054c|playstation|dualshock|dualsense/i.test(id)) return "signs";
  return /057e|nintendo|switch|joy-?con/i.test(id) ? "swapped" : "letters";
}

/** Waits for the next button of a gamepad, whatever it is for. */
let waiting: ((source: Source) => void) | null = null;

export function awaitButton(onPress: ((source: Source) => void) | null): void {
  waiting = onPress;
}

/** Says whether anybody has waited for it. */
export function offerButton(source: Source): boolean {
  const hear = waiting;
  hear?.(source);
  return hear !== null;
}
