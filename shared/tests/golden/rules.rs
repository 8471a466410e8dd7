//! The rules of the game for the sandbox of the bench, as TypeScript.

use asteroids_shared::kind::Traits;
use asteroids_shared::protocol::KindHints;
use asteroids_shared::rules::*;
use asteroids_shared::{Kind, Tick};

const FILE: &str = "../../client-web/src/autopilot/sandbox/rules.ts";
const HEAD: &str = "\
// The rules of the game. The golden tests of shared/ write this file from those in Rust:
// UPDATE_GOLDEN=1 cargo test -p asteroids-shared --test golden

import type { KindHints } from \"../../motion\";
import { Kind } from \"../../protocol/table\";
";

#[test]
fn the_sandbox_has_the_rules_of_the_game() {
    super::check(FILE, &[HEAD.into(), numbers(), pairs(), kinds()].join("\n"));
}

fn numbers() -> String {
    let numbers = [
        ("TICK_RATE_HZ", f64::from(TICK_RATE_HZ)),
        ("SUBSTEPS", f64::from(SUBSTEPS)),
        ("RESTITUTION", f64::from(RESTITUTION)),
        ("MUZZLE_OFFSET_M", f64::from(MUZZLE_OFFSET_M)),
        ("MUZZLE_SPEED_MPS", f64::from(MUZZLE_SPEED_MPS)),
        ("SPREAD_COS", f64::from(SPREAD_COS)),
        ("SPREAD_SIN", f64::from(SPREAD_SIN)),
        ("BULLET_LIFE_TICKS", f64::from(BULLET_LIFE_TICKS)),
        ("FIRE_COOLDOWN_TICKS", f64::from(FIRE_COOLDOWN_TICKS)),
        ("RAPID_COOLDOWN_TICKS", f64::from(RAPID_COOLDOWN_TICKS)),
        ("BULLETS_IN_FLIGHT", BULLETS_IN_FLIGHT as f64),
        (
            "BULLETS_IN_FLIGHT_POWERED",
            BULLETS_IN_FLIGHT_POWERED as f64,
        ),
        ("SPAWN_SHIELD_TICKS", f64::from(SPAWN_SHIELD_TICKS)),
        ("HIT_GRACE_TICKS", f64::from(HIT_GRACE_TICKS)),
        ("RESPAWN_PAUSE_TICKS", f64::from(RESPAWN_PAUSE_TICKS)),
        (
            "HYPERSPACE_COOLDOWN_TICKS",
            f64::from(HYPERSPACE_COOLDOWN_TICKS),
        ),
        ("HYPERSPACE_RISK_ONE_IN", f64::from(HYPERSPACE_RISK_ONE_IN)),
        ("PICKUP_LIFE_TICKS", f64::from(PICKUP_LIFE_TICKS)),
        ("PICKUP_ONE_IN", f64::from(PICKUP_ONE_IN)),
        ("POWER_TICKS", f64::from(POWER_TICKS)),
        ("WARP_TICKS", f64::from(WARP_TICKS)),
        ("FRAGMENT_CLEARANCE", f64::from(FRAGMENT_CLEARANCE)),
        ("SAUCER_LARGE_EVERY_S", f64::from(SAUCER_LARGE_EVERY_S)),
        ("SAUCER_STAY_TICKS", f64::from(SAUCER_STAY_TICKS)),
        ("LIVES_AT_START", f64::from(LIVES_AT_START)),
        ("POINTS_PER_LIFE", f64::from(POINTS_PER_LIFE)),
        ("POINTS_PER_KILL", f64::from(POINTS_PER_KILL)),
        ("KILL_SHARE_ONE_IN", f64::from(KILL_SHARE_ONE_IN)),
        ("BULLY_FACTOR", f64::from(BULLY_FACTOR)),
        ("BOUNTY_PER_STREAK", f64::from(BOUNTY_PER_STREAK)),
        ("TRIAL_SIDE_M", f64::from(TRIAL_SIDE_M)),
        ("AREA_PER_ROCK_M2", f64::from(AREA_PER_ROCK_M2)),
    ];
    let lines = numbers.map(|(name, number)| format!("export const {name} = {number};\n"));
    lines.concat()
}

fn pairs() -> String {
    let ticks = |(least, most): (Tick, Tick)| (f64::from(least), f64::from(most));
    let pairs = [
        ("SCREEN_HALF_M", metres(SCREEN_HALF_M)),
        ("SAUCER_COURSE_TICKS", ticks(SAUCER_COURSE_TICKS)),
        ("SAUCER_RELOAD_TICKS", ticks(SAUCER_RELOAD_TICKS)),
    ];
    let lines = pairs.map(|(name, (one, other))| {
        format!("export const {name}: readonly [number, number] = [{one}, {other}];\n")
    });
    lines.concat()
}

fn metres((one, other): (f32, f32)) -> (f64, f64) {
    (one.into(), other.into())
}

fn kinds() -> String {
    format!(
        "/** What holds for all of a kind beyond how it moves. */\n\
         export interface Traits extends KindHints {{\n  readonly mass: number;\n  \
         readonly points: number;\n  readonly drift_mps: readonly [number, number];\n  \
         readonly fragments: Kind | null;\n}}\n\n\
         export const TRAITS: Readonly<Record<Kind, Traits>> = {{\n{}}};\n",
        Kind::ALL.map(kind).concat()
    )
}

fn kind(kind: Kind) -> String {
    let hints = KindHints::of(kind);
    let Traits {
        mass,
        points,
        drift_mps,
        fragments,
        ..
    } = kind.traits();
    let (slow, fast) = metres(*drift_mps);
    let fragments = fragments.map_or("null".into(), |it| format!("Kind.{}", it.identifier()));
    let moves = [
        ("linearDamping", hints.linear_damping),
        ("angularDamping", hints.angular_damping),
        ("brakeDamping", hints.brake_damping),
        ("thrustMps2", hints.thrust_mps2),
        ("turnRadps2", hints.turn_radps2),
        ("radiusM", hints.radius_m),
        ("mass", *mass),
    ];
    let moves = moves.map(|(name, number)| format!("{name}: {}, ", f64::from(number)));
    format!(
        "  [Kind.{}]: {{ {}points: {points}, drift_mps: [{slow}, {fast}], fragments: {fragments} }},\n",
        kind.identifier(),
        moves.concat()
    )
}
