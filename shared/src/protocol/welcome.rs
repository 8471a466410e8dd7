//! The answer to a hello: who you are, and every number that a client needs to
//! show and to predict the world.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::codec::{Tag, finite, grown};
use super::to_server::Role;
use crate::{Dynamics, Kind, PlayerId, Tick, Torus, rules};

/// The first message from the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    pub(super) tag: Tag<0>,
    /// The protocol version that the server speaks.
    pub version: u32,
    /// The number of the room.
    pub room: u32,
    /// Who you are, 0 for a spectator.
    pub player: PlayerId,
    /// How you take part.
    pub role: Role,
    /// Your name as others see it, empty for a spectator.
    pub name: String,
    /// The tick that the room is at.
    pub tick: Tick,
    /// Ticks a second.
    pub tick_rate_hz: u32,
    /// Substeps of a tick.
    pub substeps: u32,
    /// At most every how many ticks a frame comes, except for what you must
    /// feel at once.
    pub send_every_ticks: u32,
    /// The world's size.
    #[serde(deserialize_with = "a_world")]
    pub torus: Torus,
    /// The granted view: half its width and half its height, in metres.
    #[serde(deserialize_with = "finite_pair")]
    pub view: (f32, f32),
    /// How each kind moves and how large it is, in the order of its number.
    #[serde(deserialize_with = "grown")]
    pub kinds: Vec<KindHints>,
    /// How guns work.
    pub gun: Gun,
    /// How long things take.
    pub timing: Timing,
}

/// How a kind of entity moves and how large it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KindHints {
    /// Damping of the velocity, in 1/s.
    #[serde(with = "finite")]
    pub linear_damping: f32,
    /// Damping of the angular velocity, in 1/s.
    #[serde(with = "finite")]
    pub angular_damping: f32,
    /// Damping of the velocity while the brake is held, in 1/s.
    #[serde(with = "finite")]
    pub brake_damping: f32,
    /// Acceleration along the nose while thrusting, in m/s².
    #[serde(with = "finite")]
    pub thrust_mps2: f32,
    /// Angular acceleration while turning, in rad/s².
    #[serde(with = "finite")]
    pub turn_radps2: f32,
    /// Radius of the circle that holds its outline, in metres.
    #[serde(with = "finite")]
    pub radius_m: f32,
}

impl KindHints {
    /// The hints for a kind, by the rules of the game.
    pub fn of(kind: Kind) -> Self {
        let dynamics = kind.dynamics();
        Self {
            linear_damping: dynamics.linear_damping,
            angular_damping: dynamics.angular_damping,
            brake_damping: dynamics.brake_damping,
            thrust_mps2: dynamics.thrust_mps2,
            turn_radps2: dynamics.turn_radps2,
            radius_m: kind.radius_m(),
        }
    }

    /// The part that prediction needs.
    pub const fn dynamics(&self) -> Dynamics {
        Dynamics {
            linear_damping: self.linear_damping,
            angular_damping: self.angular_damping,
            brake_damping: self.brake_damping,
            thrust_mps2: self.thrust_mps2,
            turn_radps2: self.turn_radps2,
        }
    }
}

/// How guns work.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gun {
    /// From the ship's centre to where its bullet appears, in metres.
    #[serde(with = "finite")]
    pub muzzle_offset_m: f32,
    /// Speed of a bullet relative to its shooter, in m/s.
    #[serde(with = "finite")]
    pub muzzle_speed_mps: f32,
    /// Cosine of the angle between the bullets of a spread shot.
    #[serde(with = "finite")]
    pub spread_cos: f32,
    /// Sine of the angle between the bullets of a spread shot.
    #[serde(with = "finite")]
    pub spread_sin: f32,
    /// How long a bullet flies.
    pub bullet_life_ticks: Tick,
    /// Ticks between two shots.
    pub cooldown_ticks: Tick,
    /// Ticks between two shots with rapid fire.
    pub rapid_cooldown_ticks: Tick,
    /// Bullets in flight at once.
    pub in_flight: u32,
    /// Bullets in flight at once with rapid fire or spread shot.
    pub in_flight_powered: u32,
}

impl Gun {
    /// By the rules of the game.
    pub const fn standard() -> Self {
        Self {
            muzzle_offset_m: rules::MUZZLE_OFFSET_M,
            muzzle_speed_mps: rules::MUZZLE_SPEED_MPS,
            spread_cos: rules::SPREAD_COS,
            spread_sin: rules::SPREAD_SIN,
            bullet_life_ticks: rules::BULLET_LIFE_TICKS,
            cooldown_ticks: rules::FIRE_COOLDOWN_TICKS,
            rapid_cooldown_ticks: rules::RAPID_COOLDOWN_TICKS,
            in_flight: rules::BULLETS_IN_FLIGHT as u32,
            in_flight_powered: rules::BULLETS_IN_FLIGHT_POWERED as u32,
        }
    }
}

/// How long things take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timing {
    /// The shield of a spawned ship, unless it fires.
    pub spawn_shield_ticks: Tick,
    /// From death to the earliest respawn.
    pub respawn_pause_ticks: Tick,
    /// Between two jumps through hyperspace.
    pub hyperspace_cooldown_ticks: Tick,
    /// How long rapid fire and spread shot last.
    pub power_ticks: Tick,
    /// How far ahead of the server inputs may be stamped.
    pub input_lead_ticks_max: Tick,
}

impl Timing {
    /// By the rules of the game.
    pub const fn standard() -> Self {
        Self {
            spawn_shield_ticks: rules::SPAWN_SHIELD_TICKS,
            respawn_pause_ticks: rules::RESPAWN_PAUSE_TICKS,
            hyperspace_cooldown_ticks: rules::HYPERSPACE_COOLDOWN_TICKS,
            power_ticks: rules::POWER_TICKS,
            input_lead_ticks_max: super::limits::INPUT_LEAD_TICKS_MAX,
        }
    }
}

fn finite_pair<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(f32, f32), D::Error> {
    let (x, y) = <(f32, f32)>::deserialize(deserializer)?;
    if x.is_finite() && y.is_finite() {
        Ok((x, y))
    } else {
        Err(D::Error::custom("a number is not finite"))
    }
}

fn a_world<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Torus, D::Error> {
    let (width_m, height_m) = finite_pair(deserializer)?;
    if width_m > 0.0 && height_m > 0.0 {
        Ok(Torus { width_m, height_m })
    } else {
        Err(D::Error::custom("a world has an extent"))
    }
}

impl Welcome {
    /// A welcome by the rules of the game, to be filled with who and where.
    pub fn standard(torus: Torus) -> Self {
        Self {
            tag: Tag,
            version: super::VERSION,
            room: 0,
            player: 0,
            role: Role::Pilot,
            name: String::new(),
            tick: 0,
            tick_rate_hz: rules::TICK_RATE_HZ,
            substeps: rules::SUBSTEPS,
            send_every_ticks: 2,
            torus,
            view: (0.0, 0.0),
            kinds: Kind::ALL.map(KindHints::of).to_vec(),
            gun: Gun::standard(),
            timing: Timing::standard(),
        }
    }
}
