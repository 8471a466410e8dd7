//! What makes one pilot fly unlike another.

use rand::RngExt;
use rand_pcg::Pcg32;

use crate::Tick;

/// What makes one pilot fly unlike another.
#[derive(Clone, Copy, Debug)]
pub struct Temper {
    /// From seeing to pressing a key, at the least.
    pub reaction_ticks: Tick,
    /// How far it aims off at the most, in radians.
    pub aim_error_rad: f32,
    /// How close it lets a rock pass, in metres.
    pub clearance_m: f32,
    /// How fast it likes to fly, in m/s.
    pub cruise_mps: f32,
    /// From how far it likes to shoot, in metres.
    pub range_m: f32,
    /// By how much nearer a ship seems to it than a rock, in metres; negative
    /// for one who would rather be left alone.
    pub bloodlust_m: f32,
}

impl Temper {
    pub(super) fn new(rng: &mut Pcg32) -> Self {
        Self {
            reaction_ticks: rng.random_range(5..=10),
            aim_error_rad: rng.random_range(0.06..0.24),
            clearance_m: rng.random_range(0.6..2.0),
            cruise_mps: rng.random_range(7.0..15.0),
            range_m: rng.random_range(12.0..24.0),
            bloodlust_m: rng.random_range(-20.0..10.0),
        }
    }
}
