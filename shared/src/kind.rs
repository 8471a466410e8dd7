//! What an entity is.

use serde::{Deserialize, Serialize};

use crate::kinematics::Dynamics;
use crate::rules;

/// What an entity is. It chooses its physics and its drawing. The number is
/// the one on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Kind {
    /// A player's or a bot's ship.
    Ship = 0,
    /// An asteroid that splits into two medium ones.
    RockLarge = 1,
    /// An asteroid that splits into two small ones.
    RockMedium = 2,
    /// An asteroid that bursts.
    RockSmall = 3,
    /// A saucer that fires at random.
    SaucerLarge = 4,
    /// A saucer that aims, and hunts the leader.
    SaucerSmall = 5,
    /// A shot in flight.
    Bullet = 6,
    /// Something to collect.
    Pickup = 7,
}

impl Kind {
    /// Every kind, in the order of its wire number.
    pub const ALL: [Self; 8] = [
        Self::Ship,
        Self::RockLarge,
        Self::RockMedium,
        Self::RockSmall,
        Self::SaucerLarge,
        Self::SaucerSmall,
        Self::Bullet,
        Self::Pickup,
    ];

    /// The kind with this wire number.
    pub fn from_wire(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The name used in metrics and logs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ship => "ship",
            Self::RockLarge => "rock_large",
            Self::RockMedium => "rock_medium",
            Self::RockSmall => "rock_small",
            Self::SaucerLarge => "saucer_large",
            Self::SaucerSmall => "saucer_small",
            Self::Bullet => "bullet",
            Self::Pickup => "pickup",
        }
    }

    /// How the kind moves.
    pub const fn dynamics(self) -> Dynamics {
        match self {
            Self::Ship => rules::SHIP_DYNAMICS,
            Self::RockLarge
            | Self::RockMedium
            | Self::RockSmall
            | Self::SaucerLarge
            | Self::SaucerSmall
            | Self::Bullet
            | Self::Pickup => Dynamics::FREE,
        }
    }

    /// The radius in metres of the circle that holds the kind's whole outline.
    pub const fn radius_m(self) -> f32 {
        match self {
            Self::Ship => rules::SHIP_RADIUS_M,
            Self::RockLarge => rules::ROCK_LARGE_RADIUS_M,
            Self::RockMedium => rules::ROCK_MEDIUM_RADIUS_M,
            Self::RockSmall => rules::ROCK_SMALL_RADIUS_M,
            Self::SaucerLarge => rules::SAUCER_LARGE_RADIUS_M,
            Self::SaucerSmall => rules::SAUCER_SMALL_RADIUS_M,
            Self::Bullet => rules::BULLET_RADIUS_M,
            Self::Pickup => rules::PICKUP_RADIUS_M,
        }
    }

    /// Whether things of this kind push each other. Bullets and pickups do not.
    pub const fn collides(self) -> bool {
        !matches!(self, Self::Bullet | Self::Pickup)
    }

    /// Whether this is an asteroid of any size.
    pub const fn is_rock(self) -> bool {
        matches!(self, Self::RockLarge | Self::RockMedium | Self::RockSmall)
    }

    /// Whether this is a saucer of either size.
    pub const fn is_saucer(self) -> bool {
        matches!(self, Self::SaucerLarge | Self::SaucerSmall)
    }
}

/// What a pickup gives. The number is the one on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum PickupKind {
    /// Half the time between shots.
    RapidFire = 0,
    /// Three bullets a shot.
    SpreadShot = 1,
    /// A shield that takes one hit.
    Shield = 2,
}

impl PickupKind {
    /// Every kind of pickup, in the order of its wire number.
    pub const ALL: [Self; 3] = [Self::RapidFire, Self::SpreadShot, Self::Shield];

    /// The pickup with this wire number.
    pub fn from_wire(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}
