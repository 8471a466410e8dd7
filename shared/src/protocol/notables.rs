//! The ships of a room that are worth a look.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::codec::{Grown, Tag};
use super::limits::NOTABLES_MAX;
use crate::PlayerId;

/// The ships that are worth a look, the most notable first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Notables {
    tag: Tag<9>,
    /// At most [`NOTABLES_MAX`].
    pub rows: Vec<Notable>,
}

impl Notables {
    /// These ships.
    pub const fn new(rows: Vec<Notable>) -> Self {
        Self { tag: Tag, rows }
    }
}

impl<'de> Deserialize<'de> for Notables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wire(Tag<9>, Grown<Notable>);

        let Wire(_, Grown(rows)) = Wire::deserialize(deserializer)?;
        if rows.len() > NOTABLES_MAX {
            return Err(D::Error::custom("there are too many notables"));
        }
        Ok(Self::new(rows))
    }
}

/// A ship that is worth a look, and why. On the wire an array of its fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notable {
    /// Who flies it.
    pub player: PlayerId,
    /// The name.
    pub name: String,
    /// Where the ship is, in metres.
    pub x_m: i16,
    /// Where the ship is, in metres.
    pub y_m: i16,
    /// How it moves, in metres a second.
    pub vx_mps: i8,
    /// How it moves, in metres a second.
    pub vy_mps: i8,
    /// Why it is worth a look.
    pub marks: Marks,
    /// The player with whom it exchanges fire; 0 for nobody.
    pub rival: PlayerId,
    /// Points on its pilot's head.
    pub worth: u32,
}

/// Why a ship is worth a look, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub u8);

impl Marks {
    /// It has fired lately.
    pub const FIRED: Self = Self(1);
    /// It was hit lately, or nearly.
    pub const HIT: Self = Self(2);
    /// There is a bounty on its pilot.
    pub const BOUNTY: Self = Self(4);
    /// Its pilot leads the room.
    pub const LEADER: Self = Self(8);
    /// Its pilot has a streak.
    pub const STREAK: Self = Self(16);
    /// A saucer hunts it.
    pub const HUNTED: Self = Self(32);
    /// A person flies it.
    pub const PERSON: Self = Self(64);
    /// Others are close by.
    pub const COMPANY: Self = Self(128);
    /// Every mark, with its name.
    pub const NAMED: [(&'static str, Self); 8] = [
        ("Fired", Self::FIRED),
        ("Hit", Self::HIT),
        ("Bounty", Self::BOUNTY),
        ("Leader", Self::LEADER),
        ("Streak", Self::STREAK),
        ("Hunted", Self::HUNTED),
        ("Person", Self::PERSON),
        ("Company", Self::COMPANY),
    ];

    /// Whether every mark in `other` is set.
    pub const fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These marks, or none of them.
    pub const fn if_so(self, so: bool) -> Self {
        if so { self } else { Self(0) }
    }
}
