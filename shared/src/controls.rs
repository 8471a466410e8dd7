//! What a pilot holds.

use serde::{Deserialize, Serialize};

use crate::protocol::limits::BYTE_WIDTH;

/// The controls a pilot holds during a tick, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "u8", into = "u8")]
pub struct Controls(u8);

impl Controls {
    /// Nothing held.
    pub const NONE: Self = Self(0);
    /// Accelerate along the ship's nose.
    pub const THRUST: Self = Self(1);
    /// Turn counter-clockwise (the angle grows).
    pub const LEFT: Self = Self(2);
    /// Turn clockwise.
    pub const RIGHT: Self = Self(4);
    /// Damp the ship's velocity with its brake damping.
    pub const BRAKE: Self = Self(8);
    /// Shoot as often as the gun allows.
    pub const FIRE: Self = Self(16);
    /// Jump, at the tick in which this bit appears.
    pub const HYPERSPACE: Self = Self(32);

    /// Every control, with its name.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("Thrust", Self::THRUST),
        ("Left", Self::LEFT),
        ("Right", Self::RIGHT),
        ("Brake", Self::BRAKE),
        ("Fire", Self::FIRE),
        ("Hyperspace", Self::HYPERSPACE),
    ];

    /// How many bits steering takes: the lowest ones.
    pub const STEERING_WIDTH: u32 = 4;
    const STEERING: u8 = (1 << Self::STEERING_WIDTH) - 1;
    const ALL: u8 = {
        let mut all = 0;
        let mut index = 0;
        while index < Self::NAMED.len() {
            let bit = Self::NAMED[index].1.0;
            assert!(bit & all == 0, "two controls share a bit");
            all |= bit;
            index += 1;
        }
        assert!(
            all >> BYTE_WIDTH == 0,
            "the controls no longer fit one byte on the wire"
        );
        all
    };

    /// Controls from their wire byte; bits that have no meaning are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL)
    }

    /// The wire byte.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether every control in `other` is held.
    pub const fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The controls that change how a ship moves: thrust, left, right and brake.
    /// Only these are published to other clients; shots are told as shots.
    pub const fn steering(self) -> Self {
        Self(self.0 & Self::STEERING)
    }

    /// The sense of rotation: 1 left, −1 right, 0 for neither or both.
    pub const fn turn(self) -> f32 {
        match (self.holds(Self::LEFT), self.holds(Self::RIGHT)) {
            (true, false) => 1.0,
            (false, true) => -1.0,
            (true, true) | (false, false) => 0.0,
        }
    }
}

const _: () = {
    let steering = Controls::THRUST
        .with(Controls::LEFT)
        .with(Controls::RIGHT)
        .with(Controls::BRAKE);
    assert!(
        steering.0 == Controls::STEERING,
        "steering has more controls than bits on the wire"
    );
};

impl From<u8> for Controls {
    fn from(bits: u8) -> Self {
        Self::from_bits(bits)
    }
}

impl From<Controls> for u8 {
    fn from(controls: Controls) -> Self {
        controls.bits()
    }
}
