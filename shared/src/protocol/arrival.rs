//! The record of an entity that is new in a picture.

use serde::de::Error as _;

use super::code;
use super::codec::{Flat, Put, Take};
use super::packed::Packed;
use super::record::Flags;
use crate::kind::Layout;
use crate::rules::{BULLET_STEPS_PER_MPS, MUZZLE_STEPS_PER_M};
use crate::{Controls, EntityId, Gear, Kind, Motion, PickupKind, PlayerId, Tick};

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
        /// What it has grown in this run.
        gear: Gear,
        /// Which look its pilot has chosen.
        look: u8,
    },
    /// An asteroid: one of the three kinds of rock.
    Rock {
        /// Which of them.
        kind: Kind,
        /// Gives its outline, see [`crate::outline::rock`].
        seed: u16,
    },
    /// Something of which there is nothing else to know, such as a saucer.
    Plain {
        /// What it is.
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
    /// Where a large asteroid is about to appear.
    Warp {
        /// Gives the asteroid's outline.
        seed: u16,
        /// How long until it is there, from the frame's tick on.
        left_ticks: Tick,
    },
}

impl Detail {
    /// The steering that is held; none unless it is a ship.
    pub const fn controls(&self) -> Controls {
        if let Self::Ship { controls, .. } = self {
            *controls
        } else {
            Controls::NONE
        }
    }

    /// Who flies it, if it is a ship.
    pub const fn pilot(&self) -> Option<PlayerId> {
        if let Self::Ship { player, .. } = self {
            Some(*player)
        } else {
            None
        }
    }

    /// The kind of entity.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Ship { .. } => Kind::Ship,
            Self::Rock { kind, .. } | Self::Plain { kind } => *kind,
            Self::Bullet { .. } => Kind::Bullet,
            Self::Pickup { .. } => Kind::Pickup,
            Self::Warp { .. } => Kind::Warp,
        }
    }
}

impl Arrival {
    /// How many values the arrival of such an entity takes in its section.
    pub const fn fields_of(kind: Kind) -> usize {
        match kind.traits().layout {
            Layout::Ship => 9,
            Layout::Bullet => 6,
            Layout::Warp => 5,
            Layout::Rock | Layout::Pickup => 4,
            Layout::Plain => 3,
        }
    }
}

/// After the id comes one number of the kind and of what takes few values, see
/// [`code`].
impl Flat for Arrival {
    fn fields(&self) -> usize {
        Self::fields_of(self.detail.kind())
    }
    fn id(&self) -> EntityId {
        self.entity
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        let Self { motion, detail, .. } = self;
        put.put(&code::number_of(detail.kind(), detail.few_values()))?;
        match detail {
            Detail::Ship {
                player,
                name,
                flags,
                bounty,
                gear,
                look,
                ..
            } => {
                put.put(&Packed(motion.to_array()))?;
                put.put(player)?;
                put.put(name)?;
                put.put(flags)?;
                put.put(bounty)?;
                put.put(gear)?;
                put.put(look)
            }
            Detail::Rock { seed, .. } => {
                put.put(&Packed(motion.to_array()))?;
                put.put(seed)
            }
            Detail::Plain { .. } => put.put(&Packed(motion.to_array())),
            Detail::Bullet { .. } => straight(motion)
                .iter()
                .zip(BULLET_STEPS)
                .map(|(number, steps_per_unit)| (number * steps_per_unit) as i32)
                .try_for_each(|steps| put.put(&steps)),
            Detail::Pickup { left_ticks, .. } => {
                put.put(&Packed(straight(motion)))?;
                put.put(left_ticks)
            }
            Detail::Warp { seed, left_ticks } => {
                put.put(&Packed(motion.to_array()))?;
                put.put(seed)?;
                put.put(left_ticks)
            }
        }
    }
    fn take_rest<'de, T: Take<'de>>(entity: EntityId, take: &mut T) -> Result<Self, T::Error> {
        let (kind, value) =
            code::kind_of(take.take()?).ok_or_else(|| T::Error::custom("no such kind"))?;
        let motion = take_motion(take, kind.traits().layout)?;
        let detail = take_detail(take, kind, value)?;
        Ok(Self {
            entity,
            motion,
            detail,
        })
    }
}

impl Detail {
    /// What shares a number with the kind.
    fn few_values(&self) -> u32 {
        match self {
            Self::Ship { controls, .. } => u32::from(controls.steering().bits()),
            Self::Rock { .. } | Self::Plain { .. } | Self::Warp { .. } => 0,
            Self::Bullet { age_ticks } => *age_ticks,
            Self::Pickup { gives, .. } => *gives as u32,
        }
    }
}

fn take_detail<'de, T: Take<'de>>(take: &mut T, kind: Kind, value: u8) -> Result<Detail, T::Error> {
    Ok(match kind.traits().layout {
        Layout::Ship => Detail::Ship {
            controls: Controls::from_bits(value),
            player: take.take()?,
            name: take.take()?,
            flags: take.take()?,
            bounty: take.take()?,
            gear: take.take()?,
            look: take.take()?,
        },
        Layout::Rock => Detail::Rock {
            kind,
            seed: take.take()?,
        },
        Layout::Plain => Detail::Plain { kind },
        Layout::Bullet => Detail::Bullet {
            age_ticks: value.into(),
        },
        Layout::Pickup => Detail::Pickup {
            gives: PickupKind::from_wire(value)
                .ok_or_else(|| T::Error::custom("no such pickup"))?,
            left_ticks: take.take()?,
        },
        Layout::Warp => Detail::Warp {
            seed: take.take()?,
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

fn take_motion<'de, T: Take<'de>>(take: &mut T, layout: Layout) -> Result<Motion, T::Error> {
    match layout {
        Layout::Bullet => {
            let mut numbers = BULLET_STEPS;
            for number in &mut numbers {
                *number = take.take::<i32>()? as f32 / *number;
            }
            Ok(straight_on(numbers))
        }
        Layout::Pickup => take.take().map(|Packed(numbers)| straight_on(numbers)),
        Layout::Ship | Layout::Rock | Layout::Plain | Layout::Warp => {
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
