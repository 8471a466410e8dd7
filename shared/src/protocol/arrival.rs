//! The record of an entity that is new in a picture.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::{Flat, Put, Take, take_from};
use super::packed::Packed;
use super::record::Flags;
use crate::rules::{BULLET_STEPS_PER_MPS, MUZZLE_STEPS_PER_M};
use crate::{Controls, EntityId, Kind, Motion, PickupKind, PlayerId, Tick};

/// An entity that the client does not know yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// Its id, until it departs.
    pub entity: EntityId,
    /// Where it is at the frame's tick and how it moves; of a bullet, where it
    /// was when it was fired. Bullets and pickups have no heading and no spin; the
    /// wire leaves these three numbers out, and gives a bullet's others in steps.
    pub motion: Motion,
    /// What else there is to know, by kind.
    pub detail: Detail,
}

/// What there is to know about an entity besides its motion.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// A ship.
    Ship {
        /// The steering held from the frame's tick on.
        controls: Controls,
        /// Who flies it.
        player: PlayerId,
        /// The pilot's name.
        name: String,
        /// What shows on it.
        flags: Flags,
        /// Points on its pilot's head.
        bounty: u32,
    },
    /// An asteroid: one of the three kinds of rock.
    Rock {
        /// Which of them.
        kind: Kind,
        /// Gives its outline, see [`crate::outline::rock`].
        seed: u16,
    },
    /// A saucer: one of the two kinds.
    Saucer {
        /// Which of them.
        kind: Kind,
    },
    /// A bullet.
    Bullet {
        /// How long ago it was fired, at the frame's tick.
        age_ticks: Tick,
    },
    /// Something to collect.
    Pickup {
        /// What it gives.
        gives: PickupKind,
        /// How long it still waits, from the frame's tick on.
        left_ticks: Tick,
    },
}

impl Detail {
    /// The kind of entity.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Ship { .. } => Kind::Ship,
            Self::Rock { kind, .. } | Self::Saucer { kind } => *kind,
            Self::Bullet { .. } => Kind::Bullet,
            Self::Pickup { .. } => Kind::Pickup,
        }
    }
}

impl Flat for Arrival {
    const FIELDS: usize = 2;
    fn id(&self) -> EntityId {
        self.entity
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&Description {
            motion: &self.motion,
            detail: &self.detail,
        })
    }
    fn take_rest<'de, T: Take<'de>>(entity: EntityId, take: &mut T) -> Result<Self, T::Error> {
        let OwnedDescription { motion, detail } = take.take()?;
        Ok(Self {
            entity,
            motion,
            detail,
        })
    }
}

/// How many steps of a bullet's x, y, vx and vy there are in a metre or m/s.
const BULLET_STEPS: [f32; 4] = [
    MUZZLE_STEPS_PER_M,
    MUZZLE_STEPS_PER_M,
    BULLET_STEPS_PER_MPS,
    BULLET_STEPS_PER_MPS,
];

/// What there is to a motion without heading and spin.
const fn straight(motion: &Motion) -> [f32; 4] {
    [motion.x_m, motion.y_m, motion.vx_mps, motion.vy_mps]
}

/// All but the id: an array that begins with the kind.
struct Description<'a> {
    motion: &'a Motion,
    detail: &'a Detail,
}

/// The same, as it is read.
struct OwnedDescription {
    motion: Motion,
    detail: Detail,
}

impl Serialize for Description<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { motion, detail } = self;
        let fields = match detail {
            Detail::Ship { .. } => 7,
            Detail::Bullet { .. } => 6,
            Detail::Pickup { .. } => 4,
            Detail::Rock { .. } => 3,
            Detail::Saucer { .. } => 2,
        };
        let mut out = serializer.serialize_tuple(fields)?;
        out.serialize_element(&(detail.kind() as u8))?;
        match detail {
            Detail::Ship { .. } | Detail::Rock { .. } | Detail::Saucer { .. } => {
                out.serialize_element(&Packed(motion.to_array()))?;
            }
            Detail::Pickup { .. } => out.serialize_element(&Packed(straight(motion)))?,
            Detail::Bullet { .. } => {
                straight(motion)
                    .iter()
                    .zip(BULLET_STEPS)
                    .map(|(number, steps_per_unit)| (number * steps_per_unit) as i32)
                    .try_for_each(|steps| out.serialize_element(&steps))?;
            }
        }
        match detail {
            Detail::Ship {
                controls,
                player,
                name,
                flags,
                bounty,
            } => {
                out.serialize_element(controls)?;
                out.serialize_element(player)?;
                out.serialize_element(name)?;
                out.serialize_element(flags)?;
                out.serialize_element(bounty)?;
            }
            Detail::Rock { seed, .. } => out.serialize_element(seed)?,
            Detail::Saucer { .. } => {}
            Detail::Bullet { age_ticks } => out.serialize_element(age_ticks)?,
            Detail::Pickup { gives, left_ticks } => {
                out.serialize_element(&(*gives as u8))?;
                out.serialize_element(left_ticks)?;
            }
        }
        out.end()
    }
}

impl<'de> Deserialize<'de> for OwnedDescription {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DescriptionVisitor;

        impl<'de> Visitor<'de> for DescriptionVisitor {
            type Value = OwnedDescription;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an entity's kind and what follows from it")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                take_description(&mut take_from(&mut seq))
            }
        }

        deserializer.deserialize_seq(DescriptionVisitor)
    }
}

fn take_description<'de, T: Take<'de>>(take: &mut T) -> Result<OwnedDescription, T::Error> {
    let kind = Kind::from_wire(take.take()?).ok_or_else(|| T::Error::custom("no such kind"))?;
    let motion = take_motion(take, kind)?;
    let detail = match kind {
        Kind::Ship => Detail::Ship {
            controls: take.take()?,
            player: take.take()?,
            name: take.take()?,
            flags: take.take()?,
            bounty: take.take()?,
        },
        Kind::RockLarge | Kind::RockMedium | Kind::RockSmall => Detail::Rock {
            kind,
            seed: take.take()?,
        },
        Kind::SaucerLarge | Kind::SaucerSmall => Detail::Saucer { kind },
        Kind::Bullet => Detail::Bullet {
            age_ticks: take.take()?,
        },
        Kind::Pickup => Detail::Pickup {
            gives: PickupKind::from_wire(take.take()?)
                .ok_or_else(|| T::Error::custom("no such pickup"))?,
            left_ticks: take.take()?,
        },
    };
    Ok(OwnedDescription { motion, detail })
}

fn take_motion<'de, T: Take<'de>>(take: &mut T, kind: Kind) -> Result<Motion, T::Error> {
    match kind {
        Kind::Bullet => {
            let mut numbers = BULLET_STEPS;
            for number in &mut numbers {
                *number = take.take::<i32>()? as f32 / *number;
            }
            Ok(straight_on(numbers))
        }
        Kind::Pickup => take.take().map(|Packed(numbers)| straight_on(numbers)),
        Kind::Ship
        | Kind::RockLarge
        | Kind::RockMedium
        | Kind::RockSmall
        | Kind::SaucerLarge
        | Kind::SaucerSmall => {
            let Packed(numbers) = take.take()?;
            Ok(Motion::from_array(numbers))
        }
    }
}

/// The inverse of [`straight`].
const fn straight_on([x_m, y_m, vx_mps, vy_mps]: [f32; 4]) -> Motion {
    Motion {
        vx_mps,
        vy_mps,
        ..Motion::at(x_m, y_m)
    }
}
