// The answer to a hello: who you are, and every number that showing and
// predicting the world needs.

import type { KindHints, Muzzle } from "../motion";
import type { Torus } from "../torus";
import type { Fields } from "./fields";
import { ARRIVALS } from "./table";

/** How guns work. */
export interface Gun extends Muzzle {
  readonly bulletLifeTicks: number;
  readonly cooldownTicks: number;
  readonly rapidCooldownTicks: number;
  readonly inFlight: number;
  readonly inFlightPowered: number;
}

/** How long things take. */
export interface Timing {
  readonly spawnShieldTicks: number;
  readonly respawnPauseTicks: number;
  readonly hyperspaceCooldownTicks: number;
  readonly powerTicks: number;
  readonly inputLeadTicksMax: number;
}

export interface Welcome {
  readonly type: "welcome";
  readonly version: number;
  readonly room: number;
  /** 0 for a spectator. */
  readonly player: number;
  readonly role: number;
  readonly name: string;
  readonly tick: number;
  readonly tickRateHz: number;
  readonly substeps: number;
  readonly sendEveryTicks: number;
  readonly torus: Torus;
  readonly view: { readonly halfWidthM: number; readonly halfHeightM: number };
  /** In the order of the kinds' numbers. */
  readonly kinds: readonly KindHints[];
  readonly gun: Gun;
  readonly timing: Timing;
}

const TICK_RATE_HZ_MAX = 1_000;
const SUBSTEPS_MAX = 64;

export function readWelcome(fields: Fields): Welcome {
  const welcome: Welcome = {
    type: "welcome",
    version: fields.uint(),
    room: fields.uint(),
    player: fields.uint(),
    role: fields.uint(1),
    name: fields.text(),
    tick: fields.uint(),
    tickRateHz: fields.int(1, TICK_RATE_HZ_MAX),
    substeps: fields.int(1, SUBSTEPS_MAX),
    sendEveryTicks: fields.uint(),
    torus: readTorus(fields.inner("the torus")),
    view: readView(fields.inner("the view")),
    kinds: readKinds(fields.inner("the kinds")),
    gun: readGun(fields.inner("the gun")),
    timing: readTiming(fields.inner("the timing")),
  };
  fields.end();
  return welcome;
}

function readTorus(fields: Fields): Torus {
  const torus = { widthM: fields.positive(), heightM: fields.positive() };
  fields.end();
  return torus;
}

function readView(fields: Fields): Welcome["view"] {
  const view = { halfWidthM: fields.positive(), halfHeightM: fields.positive() };
  fields.end();
  return view;
}

function readKinds(fields: Fields): KindHints[] {
  const kinds: KindHints[] = [];
  while (kinds.length < ARRIVALS.length) {
    const hints = fields.inner("a kind");
    kinds.push({
      linearDamping: hints.float(),
      angularDamping: hints.float(),
      brakeDamping: hints.float(),
      thrustMps2: hints.float(),
      turnRadps2: hints.float(),
      radiusM: hints.positive(),
    });
    hints.end();
  }
  fields.end();
  return kinds;
}

function readGun(fields: Fields): Gun {
  const gun = {
    muzzleOffsetM: fields.float(),
    muzzleSpeedMps: fields.float(),
    spreadCos: fields.float(),
    spreadSin: fields.float(),
    bulletLifeTicks: fields.uint(),
    cooldownTicks: fields.uint(),
    rapidCooldownTicks: fields.uint(),
    inFlight: fields.uint(),
    inFlightPowered: fields.uint(),
  };
  fields.end();
  return gun;
}

function readTiming(fields: Fields): Timing {
  const timing = {
    spawnShieldTicks: fields.uint(),
    respawnPauseTicks: fields.uint(),
    hyperspaceCooldownTicks: fields.uint(),
    powerTicks: fields.uint(),
    inputLeadTicksMax: fields.uint(),
  };
  fields.end();
  return timing;
}
