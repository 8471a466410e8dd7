//! The records that frames are made of. What follows a record's id is encoded
//! once when it comes to be, and copied into every frame that needs it; so it
//! does not depend on who reads it, and ticks are given by their low three bits.

use serde::de::Error as _;
use serde::{Deserialize, Serialize};

use super::codec::{Flat, Put, Take};
use super::limits::BYTE_WIDTH;
use super::packed::Packed;
use crate::numbered::numbered;
use crate::{Controls, EntityId, Gear, Motion, Spread, Team, Tick};

/// The low three bits of a tick. On the wire they share a byte with what
/// happened then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick3(u8);

impl Tick3 {
    /// How many bits it has.
    const WIDTH: u32 = 3;
    /// How many ticks the low bits tell apart.
    pub const SPAN_TICKS: Tick = 1 << Self::WIDTH;

    /// The low bits of a tick.
    pub const fn of(tick: Tick) -> Self {
        Self((tick % Self::SPAN_TICKS) as u8)
    }

    /// The latest tick with these low bits that is not after `frame_tick`.
    pub const fn before(self, frame_tick: Tick) -> Tick {
        let age = frame_tick.wrapping_sub(self.0 as Tick) % Self::SPAN_TICKS;
        frame_tick.wrapping_sub(age)
    }

    /// The byte that it shares with `bits`, which are below `1 << width`.
    const fn pack(self, bits: u8, width: u32) -> u8 {
        self.0 << width | bits
    }

    /// What shares the byte, or nothing if it has more bits than these.
    const fn unpack(byte: u8, width: u32) -> Option<(Self, u8)> {
        let tick = byte >> width;
        if (tick as Tick) < Self::SPAN_TICKS {
            Some((Self(tick), byte & ((1 << width) - 1)))
        } else {
            None
        }
    }
}

impl From<Tick3> for u8 {
    fn from(tick: Tick3) -> Self {
        tick.0
    }
}

/// How many bits the direction of a shot takes.
pub const SPREAD_WIDTH: u32 = 2;

const _: () = {
    assert!(
        Tick3::WIDTH + Controls::STEERING_WIDTH <= BYTE_WIDTH,
        "steering with its tick no longer fits one byte on the wire"
    );
    assert!(
        Tick3::WIDTH + SPREAD_WIDTH <= BYTE_WIDTH,
        "a shot with its tick no longer fits one byte on the wire"
    );
    assert!(
        Spread::COUNT <= 1 << SPREAD_WIDTH,
        "the direction of a shot has more values than bits on the wire"
    );
};

fn put_held<P: Put>(tick: Tick3, controls: Controls, put: &mut P) -> Result<(), P::Error> {
    put.put(&tick.pack(controls.steering().bits(), Controls::STEERING_WIDTH))
}

fn take_held<'de, T: Take<'de>>(take: &mut T) -> Result<(Tick3, Controls), T::Error> {
    let (tick, bits) = Tick3::unpack(take.take()?, Controls::STEERING_WIDTH)
        .ok_or_else(|| T::Error::custom("steering with its tick is 0 to 127"))?;
    Ok((tick, Controls::from_bits(bits)))
}

/// A pilot's controls have changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlChange {
    /// Whose.
    pub ship: EntityId,
    /// The tick from which on they are held.
    pub tick: Tick3,
    /// The steering that is held.
    pub controls: Controls,
}

impl Flat for ControlChange {
    fn fields(&self) -> usize {
        2
    }
    fn id(&self) -> EntityId {
        self.ship
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put_held(self.tick, self.controls, put)
    }
    fn take_rest<'de, T: Take<'de>>(ship: EntityId, take: &mut T) -> Result<Self, T::Error> {
        let (tick, controls) = take_held(take)?;
        Ok(Self {
            ship,
            tick,
            controls,
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
    pub tick: Tick3,
    /// The new bullet.
    pub bullet: EntityId,
    /// To which side.
    pub spread: Spread,
}

impl Flat for Shot {
    fn fields(&self) -> usize {
        3
    }
    fn id(&self) -> EntityId {
        self.ship
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.tick.pack(self.spread as u8, SPREAD_WIDTH))?;
        put.put(&self.bullet)
    }
    fn take_rest<'de, T: Take<'de>>(ship: EntityId, take: &mut T) -> Result<Self, T::Error> {
        let (tick, spread) = Tick3::unpack(take.take()?, SPREAD_WIDTH)
            .and_then(|(tick, bits)| Some((tick, Spread::from_wire(bits)?)))
            .ok_or_else(|| T::Error::custom("no such tick and direction of a shot"))?;
        Ok(Self {
            ship,
            tick,
            bullet: take.take()?,
            spread,
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
    pub tick: Tick3,
    /// The steering held from then on.
    pub controls: Controls,
    /// Where it was and how it moved.
    pub motion: Motion,
}

impl Anchor {
    /// How many values it takes in its section.
    pub const FIELDS: usize = 3;
}

impl Flat for Anchor {
    fn fields(&self) -> usize {
        Self::FIELDS
    }
    fn id(&self) -> EntityId {
        self.entity
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put_held(self.tick, self.controls, put)?;
        put.put(&Packed(self.motion.to_array()))
    }
    fn take_rest<'de, T: Take<'de>>(entity: EntityId, take: &mut T) -> Result<Self, T::Error> {
        let (tick, controls) = take_held(take)?;
        let Packed(motion) = take.take()?;
        Ok(Self {
            entity,
            tick,
            controls,
            motion: Motion::from_array(motion),
        })
    }
}

numbered! {
    /// Why an entity is no longer in the world.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum Reason {
        /// It was shot, or crashed: draw an explosion.
        Destroyed = 0,
        /// It went quietly: a pickup's time is over, a pilot left the game.
        Gone = 1,
        /// Somebody collected it.
        Taken = 2,
    }
}

/// An entity that the client knows is no longer in the world. Bullets whose
/// time is over leave by themselves, without a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vanished {
    /// Which.
    pub entity: EntityId,
    /// Why.
    pub reason: Reason,
}

impl Flat for Vanished {
    fn fields(&self) -> usize {
        2
    }
    fn id(&self) -> EntityId {
        self.entity
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.reason)
    }
    fn take_rest<'de, T: Take<'de>>(entity: EntityId, take: &mut T) -> Result<Self, T::Error> {
        Ok(Self {
            entity,
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
    /// An autopilot flies it for a person.
    pub const AUTOPILOT: Self = Self(16);
    /// It flies for the [`Suns`](crate::Team::Suns).
    pub const SUNS: Self = Self(32);
    /// It flies for the [`Moons`](crate::Team::Moons).
    pub const MOONS: Self = Self(64);
    /// Every flag, with its name.
    pub const NAMED: [(&'static str, Self); 7] = [
        ("Shield", Self::SHIELD),
        ("RapidFire", Self::RAPID_FIRE),
        ("SpreadShot", Self::SPREAD_SHOT),
        ("Bot", Self::BOT),
        ("Autopilot", Self::AUTOPILOT),
        ("Suns", Self::SUNS),
        ("Moons", Self::MOONS),
    ];

    /// Whether every flag in `other` is set.
    pub const fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The team that a ship with these flags flies for, if it has one.
    pub fn team(self) -> Option<Team> {
        Team::ALL
            .into_iter()
            .find(|team| self.holds(Self::of_team(*team)))
    }

    /// Whether ships with these flags and those fly for the same team.
    pub fn are_mates(self, other: Self) -> bool {
        self.team().is_some() && self.team() == other.team()
    }

    /// The flag of a team.
    pub const fn of_team(team: Team) -> Self {
        match team {
            Team::Suns => Self::SUNS,
            Team::Moons => Self::MOONS,
        }
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
    /// What it has grown in this run.
    pub gear: Gear,
    /// Which look its pilot has chosen.
    pub look: u8,
}

impl Badge {
    /// How many values it takes in its section.
    pub const FIELDS: usize = 5;
}

impl Flat for Badge {
    fn fields(&self) -> usize {
        Self::FIELDS
    }
    fn id(&self) -> EntityId {
        self.ship
    }
    fn put_rest<P: Put>(&self, put: &mut P) -> Result<(), P::Error> {
        put.put(&self.flags)?;
        put.put(&self.bounty)?;
        put.put(&self.gear)?;
        put.put(&self.look)
    }
    fn take_rest<'de, T: Take<'de>>(ship: EntityId, take: &mut T) -> Result<Self, T::Error> {
        Ok(Self {
            ship,
            flags: take.take()?,
            bounty: take.take()?,
            gear: take.take()?,
            look: take.take()?,
        })
    }
}
