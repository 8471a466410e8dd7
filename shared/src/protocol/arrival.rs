//! The record of an entity that is new in a picture.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::codec::Take;
use super::record::{Flags, Tick7};
use crate::{Controls, EntityId, Kind, Motion, PickupKind, PlayerId, Tick};

/// An entity that the client does not know yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// Its id, until it departs.
    pub entity: EntityId,
    /// When it was there.
    pub tick: Tick7,
    /// Where it was and how it moved. Bullets and pickups have no heading and
    /// no spin; the wire leaves these three numbers out.
    pub motion: Motion,
    /// What else there is to know, by kind.
    pub detail: Detail,
}

/// What there is to know about an entity besides its motion.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// A ship.
    Ship {
        /// The steering held from the tick on.
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
        /// The entity that fired it.
        shooter: EntityId,
        /// How long it still flies, from the tick on.
        left_ticks: Tick,
    },
    /// Something to collect.
    Pickup {
        /// What it gives.
        gives: PickupKind,
        /// How long it still waits, from the tick on.
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

impl Serialize for Arrival {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = match self.detail {
            Detail::Ship { .. } => 15,
            Detail::Rock { .. } => 11,
            Detail::Saucer { .. } => 10,
            Detail::Bullet { .. } | Detail::Pickup { .. } => 9,
        };
        let mut out = serializer.serialize_tuple(fields)?;
        out.serialize_element(&self.entity)?;
        out.serialize_element(&(self.detail.kind() as u8))?;
        out.serialize_element(&self.tick)?;
        let motion = &self.motion;
        match &self.detail {
            Detail::Ship { .. } | Detail::Rock { .. } | Detail::Saucer { .. } => {
                motion
                    .to_array()
                    .iter()
                    .try_for_each(|number| out.serialize_element(number))?;
            }
            Detail::Bullet { .. } | Detail::Pickup { .. } => {
                [motion.x_m, motion.y_m, motion.vx_mps, motion.vy_mps]
                    .iter()
                    .try_for_each(|number| out.serialize_element(number))?;
            }
        }
        match &self.detail {
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
            Detail::Bullet {
                shooter,
                left_ticks,
            } => {
                out.serialize_element(shooter)?;
                out.serialize_element(left_ticks)?;
            }
            Detail::Pickup { gives, left_ticks } => {
                out.serialize_element(&(*gives as u8))?;
                out.serialize_element(left_ticks)?;
            }
        }
        out.end()
    }
}

impl<'de> Deserialize<'de> for Arrival {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ArrivalVisitor;

        impl<'de> Visitor<'de> for ArrivalVisitor {
            type Value = Arrival;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an arrival")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Arrival, A::Error> {
                take_arrival(&mut Fields(&mut seq))
            }
        }

        deserializer.deserialize_seq(ArrivalVisitor)
    }
}

struct Fields<'a, A>(&'a mut A);

impl<'de, A: SeqAccess<'de>> Take<'de> for Fields<'_, A> {
    type Error = A::Error;
    fn take<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.0
            .next_element()?
            .ok_or_else(|| A::Error::custom("an arrival is cut short"))
    }
}

fn take_arrival<'de, T: Take<'de>>(take: &mut T) -> Result<Arrival, T::Error> {
    let entity = take.take()?;
    let kind = Kind::from_wire(take.take()?).ok_or_else(|| T::Error::custom("no such kind"))?;
    let tick = take.take()?;
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
            shooter: take.take()?,
            left_ticks: take.take()?,
        },
        Kind::Pickup => Detail::Pickup {
            gives: PickupKind::from_wire(take.take()?)
                .ok_or_else(|| T::Error::custom("no such pickup"))?,
            left_ticks: take.take()?,
        },
    };
    Ok(Arrival {
        entity,
        tick,
        motion,
        detail,
    })
}

fn take_motion<'de, T: Take<'de>>(take: &mut T, kind: Kind) -> Result<Motion, T::Error> {
    let mut number = || take.take::<f32>();
    let (x_m, y_m) = (number()?, number()?);
    let motion = match kind {
        Kind::Bullet | Kind::Pickup => Motion {
            vx_mps: number()?,
            vy_mps: number()?,
            ..Motion::at(x_m, y_m)
        },
        Kind::Ship
        | Kind::RockLarge
        | Kind::RockMedium
        | Kind::RockSmall
        | Kind::SaucerLarge
        | Kind::SaucerSmall => Motion::from_array([
            x_m,
            y_m,
            number()?,
            number()?,
            number()?,
            number()?,
            number()?,
        ]),
    };
    if motion.is_finite() {
        Ok(motion)
    } else {
        Err(T::Error::custom("a motion is not finite"))
    }
}
