// The rules of the game. The golden tests of shared/ write this file from those in Rust:
// UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden

import type { KindHints } from "../../motion";
import { Kind } from "../../protocol/table";

export const TICK_RATE_HZ = 32;
export const SUBSTEPS = 1;
export const RESTITUTION = 0.800000011920929;
export const MUZZLE_OFFSET_M = 1.5;
export const MUZZLE_SPEED_MPS = 45;
export const SPREAD_COS = 0.9800665974617004;
export const SPREAD_SIN = 0.19866932928562164;
export const BULLET_LIFE_TICKS = 30;
export const FIRE_COOLDOWN_TICKS = 7;
export const RAPID_COOLDOWN_TICKS = 4;
export const BULLETS_IN_FLIGHT = 4;
export const BULLETS_IN_FLIGHT_POWERED = 12;
export const SPAWN_SHIELD_TICKS = 96;
export const HIT_GRACE_TICKS = 32;
export const RESPAWN_PAUSE_TICKS = 64;
export const HYPERSPACE_COOLDOWN_TICKS = 192;
export const HYPERSPACE_RISK_ONE_IN = 8;
export const PICKUP_LIFE_TICKS = 640;
export const PICKUP_ONE_IN = 8;
export const POWER_TICKS = 320;
export const WARP_TICKS = 64;
export const FRAGMENT_CLEARANCE = 1.0499999523162842;
export const SAUCER_LARGE_EVERY_S = 40;
export const SAUCER_STAY_TICKS = 1280;
export const LIVES_AT_START = 3;
export const POINTS_PER_LIFE = 10000;
export const POINTS_PER_KILL = 100;
export const KILL_SHARE_ONE_IN = 10;
export const BULLY_FACTOR = 16;
export const BOUNTY_PER_STREAK = 50;
export const TRIAL_SIDE_M = 160;
export const AREA_PER_ROCK_M2 = 400;

export const SCREEN_HALF_M: readonly [number, number] = [30, 17];
export const SAUCER_COURSE_TICKS: readonly [number, number] = [32, 128];
export const SAUCER_RELOAD_TICKS: readonly [number, number] = [32, 64];

/** What holds for all of a kind beyond how it moves. */
export interface Traits extends KindHints {
  readonly mass: number;
  readonly points: number;
  readonly drift_mps: readonly [number, number];
  readonly fragments: Kind | null;
}

export const TRAITS: Readonly<Record<Kind, Traits>> = {
  [Kind.Ship]: { linearDamping: 0.4000000059604645, angularDamping: 6, brakeDamping: 2.5, thrustMps2: 13, turnRadps2: 26, radiusM: 1.2999999523162842, mass: 1, points: 0, drift_mps: [0, 0], fragments: null },
  [Kind.RockLarge]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 4, mass: 4, points: 20, drift_mps: [1, 3], fragments: Kind.RockMedium },
  [Kind.RockMedium]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 2.200000047683716, mass: 2, points: 50, drift_mps: [2, 5], fragments: Kind.RockSmall },
  [Kind.RockSmall]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 1.2000000476837158, mass: 1, points: 100, drift_mps: [3, 7], fragments: null },
  [Kind.SaucerLarge]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 2, mass: 2, points: 200, drift_mps: [7, 7], fragments: null },
  [Kind.SaucerSmall]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 1.2000000476837158, mass: 1, points: 1000, drift_mps: [11, 11], fragments: null },
  [Kind.Bullet]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 0.20000000298023224, mass: 0, points: 0, drift_mps: [0, 0], fragments: null },
  [Kind.Pickup]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 1, mass: 0, points: 0, drift_mps: [0, 0.800000011920929], fragments: null },
  [Kind.Warp]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 4, mass: 0, points: 0, drift_mps: [1, 3], fragments: null },
  [Kind.Comet]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 3, mass: 8, points: 60, drift_mps: [9, 9], fragments: null },
  [Kind.Carrier]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 4, mass: 8, points: 60, drift_mps: [2.5, 2.5], fragments: null },
  [Kind.Mine]: { linearDamping: 0, angularDamping: 0, brakeDamping: 0, thrustMps2: 0, turnRadps2: 0, radiusM: 1.100000023841858, mass: 1, points: 0, drift_mps: [0, 0], fragments: null },
};
