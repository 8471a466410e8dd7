//! The record of an entity that is new in a picture.

use serde::de::Error as _;

use super::codec::{Flat, Put, Take};
use super::packed::Packed;
use super::record::{Flags, STEERING_WIDTH};
use crate::rules::{BULLET_STEPS_PER_MPS, MUZZLE_STEPS_PER_M};
use crate::{Controls, EntityId, Kind, Motion, PickupKind, PlayerId, Tick};

/// An entity that the client does not know yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// Its id, until it departs.
    pub entity: EntityId,
    /// Where it is at the frame's tick and how it moves; of a bullet, where it
    /// was when it was fired. Bullets and pickups have no heading and no spin, and
    /// the wire leaves these three numbers out.
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

impl Arrival {
    /// How many values the arrival of such an entity takes in its section.
    pub const fn fields_of(kind: Kind) -> usize {
        match kind {
            Kind::Ship => 7,
            Kind::Bullet => 6,
            Kind::RockLarge | Kind::RockMedium | Kind::RockSmall | Kind::Pickup => 4,
            Kind::SaucerLarge | Kind::SaucerSmall => 3,
        }
    }
}

/// After the id comes one number of the kind and of what takes few bits: the
/// steering of a ship, the age of a bullet, what a pickup gives.
impl Flat for Arrival {
    fn fields(&self) -> usize {
        Self::fields_of(self.detail.kind())
    }
    fn id(&self) -> EntityId {
        self.entity
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        let Self { motion, detail, .. } = self;
        put.put(&(detail.kind() as u32 | detail.few_bits() << KIND_WIDTH))?;
        match detail {
            Detail::Ship {
                player,
                name,
                flags,
                bounty,
                ..
            } => {
                put.put(&Packed(motion.to_array()))?;
                put.put(player)?;
                put.put(name)?;
                put.put(flags)?;
                put.put(bounty)
            }
            Detail::Rock { seed, .. } => {
                put.put(&Packed(motion.to_array()))?;
                put.put(seed)
            }
            Detail::Saucer { .. } => put.put(&Packed(motion.to_array())),
            Detail::Bullet { .. } => straight(motion)
                .iter()
                .zip(BULLET_STEPS)
                .map(|(number, steps_per_unit)| (number * steps_per_unit) as i32)
                .try_for_each(|steps| put.put(&steps)),
            Detail::Pickup { left_ticks, .. } => {
                put.put(&Packed(straight(motion)))?;
                put.put(left_ticks)
            }
        }
    }
    fn take_rest<'de, T: Take<'de>>(entity: EntityId, take: &mut T) -> Result<Self, T::Error> {
        let number: u32 = take.take()?;
        let few_bits = number >> KIND_WIDTH;
        let kind = Kind::from_wire((number & KIND_MASK) as u8)
            .ok_or_else(|| T::Error::custom("no such kind"))?;
        let motion = take_motion(take, kind)?;
        let detail = take_detail(take, kind, few_bits)?;
        Ok(Self {
            entity,
            motion,
            detail,
        })
    }
}

/// How many bits the kind takes.
const KIND_WIDTH: u32 = 3;
const KIND_MASK: u32 = (1 << KIND_WIDTH) - 1;

impl Detail {
    /// What shares a number with the kind.
    fn few_bits(&self) -> u32 {
        match self {
            Self::Ship { controls, .. } => u32::from(controls.steering().bits()),
            Self::Rock { .. } | Self::Saucer { .. } => 0,
            Self::Bullet { age_ticks } => *age_ticks,
            Self::Pickup { gives, .. } => *gives as u32,
        }
    }
}

fn take_detail<'de, T: Take<'de>>(
    take: &mut T,
    kind: Kind,
    few_bits: u32,
) -> Result<Detail, T::Error> {
    let below = |bound: u8| match u8::try_from(few_bits) {
        Ok(bits) if bits < bound => Ok(bits),
        _ => Err(T::Error::custom("a number has too much beside the kind")),
    };
    Ok(match kind {
        Kind::Ship => Detail::Ship {
            controls: Controls::from_bits(below(1 << STEERING_WIDTH)?),
            player: take.take()?,
            name: take.take()?,
            flags: take.take()?,
            bounty: take.take()?,
        },
        Kind::RockLarge | Kind::RockMedium | Kind::RockSmall => {
            below(1)?;
            Detail::Rock {
                kind,
                seed: take.take()?,
            }
        }
        Kind::SaucerLarge | Kind::SaucerSmall => {
            below(1)?;
            Detail::Saucer { kind }
        }
        Kind::Bullet => Detail::Bullet {
            age_ticks: few_bits,
        },
        Kind::Pickup => Detail::Pickup {
            gives: PickupKind::from_wire(below(u8::MAX)?)
                .ok_or_else(|| T::Error::custom("no such pickup"))?,
            left_ticks: take.take()?,
        },
    })
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
