//! What a world is made from.

use asteroids_shared::{Torus, rules};
use serde::{Deserialize, Serialize};

/// The shortest side of a world, in metres. In a shorter one things could meet
/// their own images beyond the seam.
pub const SIDE_MIN_M: f32 = 64.0;

/// The longest side of a world, in metres: whole metres fit sixteen bits.
pub const SIDE_MAX_M: f32 = 65_000.0;
const _: () = assert!(
    SIDE_MAX_M / 2.0 <= i16::MAX as f32,
    "a place in whole metres no longer fits its bits on the wire"
);

/// The most rocks that a field may have.
pub const ROCKS_MAX: u32 = 100_000;

/// What a world is made from: the same settings and the same commands give the
/// same world, to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorldSettings {
    /// Where all randomness comes from.
    pub seed: u64,
    /// The size of the world; it never changes.
    pub torus: Torus,
    /// How many asteroids the field is kept at.
    pub rocks: u32,
    /// Whether saucers come.
    pub saucers: bool,
    /// Whether there are occasions, for which people meet.
    #[serde(default = "there_are")]
    pub occasions: bool,
    /// Whether two teams fly, rather than everybody against everybody.
    #[serde(default)]
    pub teams: bool,
}

/// As in worlds that were written down before there were any.
const fn there_are() -> bool {
    true
}

impl WorldSettings {
    /// The world for a room of this capacity: 640 m² a player, square, with one
    /// rock per 430 m².
    pub fn for_capacity(seed: u64, capacity: u32) -> Self {
        let side_m = (capacity as f32 * rules::AREA_PER_PLAYER_M2).sqrt();
        Self::of_side(seed, side_m)
    }

    /// Whether a world can be made from them: large enough, and not too full.
    pub fn is_sound(&self) -> bool {
        let Torus { width_m, height_m } = self.torus;
        let sides = SIDE_MIN_M..=SIDE_MAX_M;
        sides.contains(&width_m) && sides.contains(&height_m) && self.rocks <= ROCKS_MAX
    }

    /// A square world with sides of `side_m` metres, [`SIDE_MIN_M`] at least,
    /// with saucers, occasions and the usual density of rocks, and without teams.
    pub fn of_side(seed: u64, side_m: f32) -> Self {
        let side_m = side_m.max(SIDE_MIN_M);
        Self {
            seed,
            torus: Torus::square(side_m),
            rocks: (side_m * side_m / rules::AREA_PER_ROCK_M2) as u32,
            saucers: true,
            occasions: true,
            teams: false,
        }
    }
}
