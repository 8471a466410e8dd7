//! What happened, for those who saw it or whom it concerns.

use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::numbered::numbered;
use crate::{EntityId, Kind, PickupKind, PlayerId};

/// What ended a ship.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "u8", try_from = "u8")]
pub enum Weapon {
    /// It met an entity of this kind: a bullet, a rock, a saucer, another ship.
    Kind(Kind),
    /// A jump through hyperspace went wrong.
    Hyperspace,
}

impl Weapon {
    /// The number of a jump that went wrong; the others are those of the kinds.
    pub const HYPERSPACE: u8 = 100;
}

const _: () = assert!(
    Kind::COUNT <= Weapon::HYPERSPACE as usize,
    "a kind has the number of a jump that went wrong"
);

impl From<Weapon> for u8 {
    fn from(weapon: Weapon) -> Self {
        match weapon {
            Weapon::Kind(kind) => kind as Self,
            Weapon::Hyperspace => Weapon::HYPERSPACE,
        }
    }
}

impl TryFrom<u8> for Weapon {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if number == Self::HYPERSPACE {
            return Ok(Self::Hyperspace);
        }
        Kind::from_wire(number)
            .map(Self::Kind)
            .ok_or("no such weapon")
    }
}

numbered! {
    /// What sort of event one is: its first number on the wire.
    #[derive(Serialize, Deserialize)]
    #[serde(into = "u8", try_from = "u8")]
    pub enum EventKind {
        /// [`Event::Hit`].
        Hit = 0,
        /// [`Event::Score`].
        Score = 1,
        /// [`Event::Kill`].
        Kill = 2,
        /// [`Event::Pickup`].
        Pickup = 3,
        /// [`Event::Jump`].
        Jump = 4,
    }
}

/// An event of a frame. On the wire an array that begins with its number.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A ship lost its shield to a hit.
    Hit {
        /// Which, 0 for one that is not in the picture.
        ship: EntityId,
    },
    /// You scored. Told to the scorer alone.
    Score {
        /// How much.
        points: u32,
        /// For what.
        kind: Kind,
    },
    /// A ship was destroyed. Told to those who see it, its pilot and its killer.
    Kill {
        /// Whose bullet or hull it was, 0 for nobody's.
        killer: PlayerId,
        /// The killer's name, empty for nobody and for one whose ship is in the
        /// picture.
        killer_name: String,
        /// Whose ship it was.
        victim: PlayerId,
        /// The victim's name.
        victim_name: String,
        /// What did it.
        weapon: Weapon,
    },
    /// A ship took a pickup.
    Pickup {
        /// Which ship, 0 for one that is not in the picture.
        ship: EntityId,
        /// What it got.
        gives: PickupKind,
    },
    /// A ship left through hyperspace; its anchor says where it came out.
    Jump {
        /// Which ship, 0 for one that is not in the picture.
        ship: EntityId,
        /// Where it left, in metres.
        from_x_m: f32,
        /// Where it left, in metres.
        from_y_m: f32,
    },
}

impl Event {
    /// The same event, told to a reader who knows the ship in it by the id that
    /// `id_of` gives, 0 for not at all.
    pub fn told_with(mut self, id_of: impl FnOnce(EntityId) -> EntityId) -> Self {
        match &mut self {
            Self::Hit { ship } | Self::Pickup { ship, .. } | Self::Jump { ship, .. } => {
                *ship = id_of(*ship);
            }
            Self::Score { .. } | Self::Kill { .. } => {}
        }
        self
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Hit { ship } => (EventKind::Hit, ship).serialize(serializer),
            Self::Score { points, kind } => {
                (EventKind::Score, points, *kind as u8).serialize(serializer)
            }
            Self::Kill {
                killer,
                killer_name,
                victim,
                victim_name,
                weapon,
            } => {
                let kind = EventKind::Kill;
                (kind, killer, killer_name, victim, victim_name, weapon).serialize(serializer)
            }
            Self::Pickup { ship, gives } => {
                (EventKind::Pickup, ship, *gives as u8).serialize(serializer)
            }
            Self::Jump {
                ship,
                from_x_m,
                from_y_m,
            } => (EventKind::Jump, ship, from_x_m, from_y_m).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EventVisitor;

        impl<'de> Visitor<'de> for EventVisitor {
            type Value = Event;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an event")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Event, A::Error> {
                fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
                    seq: &mut A,
                ) -> Result<T, A::Error> {
                    seq.next_element()?
                        .ok_or_else(|| A::Error::custom("an event is cut short"))
                }
                let finite = |value: f32| {
                    value
                        .is_finite()
                        .then_some(value)
                        .ok_or_else(|| A::Error::custom("a number is not finite"))
                };
                Ok(match next(&mut seq)? {
                    EventKind::Hit => Event::Hit {
                        ship: next(&mut seq)?,
                    },
                    EventKind::Score => Event::Score {
                        points: next(&mut seq)?,
                        kind: Kind::from_wire(next(&mut seq)?)
                            .ok_or_else(|| A::Error::custom("no such kind"))?,
                    },
                    EventKind::Kill => Event::Kill {
                        killer: next(&mut seq)?,
                        killer_name: next(&mut seq)?,
                        victim: next(&mut seq)?,
                        victim_name: next(&mut seq)?,
                        weapon: next(&mut seq)?,
                    },
                    EventKind::Pickup => Event::Pickup {
                        ship: next(&mut seq)?,
                        gives: PickupKind::from_wire(next(&mut seq)?)
                            .ok_or_else(|| A::Error::custom("no such pickup"))?,
                    },
                    EventKind::Jump => Event::Jump {
                        ship: next(&mut seq)?,
                        from_x_m: finite(next(&mut seq)?)?,
                        from_y_m: finite(next(&mut seq)?)?,
                    },
                })
            }
        }

        deserializer.deserialize_seq(EventVisitor)
    }
}
