//! The records that frames are made of. Each is encoded once when it comes to
//! be, and copied into every frame that needs it; so none depends on who reads
//! it, and ticks are given by their low seven bits.

use serde::de::Error as _;
use serde::{Deserialize, Serialize};

use super::codec::{Flat, Put, Take};
use crate::{Controls, EntityId, Motion, Tick};

/// The low seven bits of a tick: one byte on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub struct Tick7(u8);

impl Tick7 {
    /// How many ticks the low bits tell apart.
    pub const SPAN_TICKS: Tick = 128;

    /// The low bits of a tick.
    pub const fn of(tick: Tick) -> Self {
        Self((tick % Self::SPAN_TICKS) as u8)
    }

    /// The latest tick with these low bits that is not after `frame_tick`.
    pub const fn before(self, frame_tick: Tick) -> Tick {
        let age = frame_tick.wrapping_sub(self.0 as Tick) % Self::SPAN_TICKS;
        frame_tick.wrapping_sub(age)
    }
}

impl From<Tick7> for u8 {
    fn from(tick: Tick7) -> Self {
        tick.0
    }
}

impl TryFrom<u8> for Tick7 {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if Tick::from(number) < Self::SPAN_TICKS {
            Ok(Self(number))
        } else {
            Err("the low bits of a tick are 0 to 127")
        }
    }
}

/// A pilot's controls have changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlChange {
    /// Whose.
    pub ship: EntityId,
    /// The tick from which on they are held.
    pub tick: Tick7,
    /// The steering that is held.
    pub controls: Controls,
}

impl Flat for ControlChange {
    const FIELDS: usize = 3;
    fn put<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.ship)?;
        put.put(&self.tick)?;
        put.put(&self.controls)
    }
    fn take<'de, T: Take<'de>>(take: &mut T) -> Result<Self, T::Error> {
        Ok(Self {
            ship: take.take()?,
            tick: take.take()?,
            controls: take.take()?,
        })
    }
}

/// A ship that the client knows has fired. The bullet begins at the ship's
/// [`Motion::muzzle`] of that tick, so its motion needs no telling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shot {
    /// Who fired.
    pub ship: EntityId,
    /// When; the bullet's first step is from this tick to the next.
    pub tick: Tick7,
    /// The new bullet.
    pub bullet: EntityId,
    /// −1, 0 or 1: to the right, straight, to the left. On the wire 0, 1, 2.
    pub spread: i8,
}

impl Flat for Shot {
    const FIELDS: usize = 4;
    fn put<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.ship)?;
        put.put(&self.tick)?;
        put.put(&self.bullet)?;
        put.put(&((self.spread + 1) as u8))
    }
    fn take<'de, T: Take<'de>>(take: &mut T) -> Result<Self, T::Error> {
        Ok(Self {
            ship: take.take()?,
            tick: take.take()?,
            bullet: take.take()?,
            spread: match take.take::<u8>()? {
                wire @ 0..=2 => wire as i8 - 1,
                _ => return Err(T::Error::custom("spread is 0, 1 or 2")),
            },
        })
    }
}

/// The motion of an entity that the client knows, because it left the one that
/// the client predicts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// Whose motion.
    pub entity: EntityId,
    /// When it was there.
    pub tick: Tick7,
    /// The steering held from then on.
    pub controls: Controls,
    /// Where it was and how it moved.
    pub motion: Motion,
}

impl Flat for Anchor {
    const FIELDS: usize = 10;
    fn put<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.entity)?;
        put.put(&self.tick)?;
        put.put(&self.controls)?;
        self.motion
            .to_array()
            .iter()
            .try_for_each(|number| put.put(number))
    }
    fn take<'de, T: Take<'de>>(take: &mut T) -> Result<Self, T::Error> {
        let (entity, tick, controls) = (take.take()?, take.take()?, take.take()?);
        let mut numbers = [0.0f32; 7];
        for number in &mut numbers {
            *number = take.take()?;
        }
        let motion = Motion::from_array(numbers);
        if !motion.is_finite() {
            return Err(T::Error::custom("a motion is not finite"));
        }
        Ok(Self {
            entity,
            tick,
            controls,
            motion,
        })
    }
}

/// Why an entity is no longer in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
#[repr(u8)]
pub enum Reason {
    /// It is elsewhere now.
    LeftView = 0,
    /// It was shot, or crashed: draw an explosion.
    Destroyed = 1,
    /// It went quietly: a pickup's time is over, a pilot left the game.
    Gone = 2,
    /// Somebody collected it.
    Taken = 3,
}

impl From<Reason> for u8 {
    fn from(reason: Reason) -> Self {
        reason as Self
    }
}

impl TryFrom<u8> for Reason {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        match number {
            0 => Ok(Self::LeftView),
            1 => Ok(Self::Destroyed),
            2 => Ok(Self::Gone),
            3 => Ok(Self::Taken),
            _ => Err("a departure's reason is 0 to 3"),
        }
    }
}

/// An entity has left the picture. Bullets whose time is over leave by
/// themselves, without a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Departure {
    /// Which.
    pub entity: EntityId,
    /// Why.
    pub reason: Reason,
}

impl Flat for Departure {
    const FIELDS: usize = 2;
    fn put<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.entity)?;
        put.put(&self.reason)
    }
    fn take<'de, T: Take<'de>>(take: &mut T) -> Result<Self, T::Error> {
        Ok(Self {
            entity: take.take()?,
            reason: take.take()?,
        })
    }
}

/// What shows on a ship, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(pub u8);

impl Flags {
    /// It has a shield.
    pub const SHIELD: Self = Self(1);
    /// It has rapid fire.
    pub const RAPID_FIRE: Self = Self(2);
    /// It has spread shot.
    pub const SPREAD_SHOT: Self = Self(4);
    /// A bot flies it.
    pub const BOT: Self = Self(8);

    /// Whether every flag in `other` is set.
    pub const fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What shows on a ship has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Badge {
    /// Which ship.
    pub ship: EntityId,
    /// What shows on it.
    pub flags: Flags,
    /// Points on its pilot's head.
    pub bounty: u32,
}

impl Flat for Badge {
    const FIELDS: usize = 3;
    fn put<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.ship)?;
        put.put(&self.flags)?;
        put.put(&self.bounty)
    }
    fn take<'de, T: Take<'de>>(take: &mut T) -> Result<Self, T::Error> {
        Ok(Self {
            ship: take.take()?,
            flags: take.take()?,
            bounty: take.take()?,
        })
    }
}
