//! Where all randomness comes from: one named generator, seeded once.

use asteroids_shared::Torus;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;
use serde::{Deserialize, Serialize};

/// The world's generator of random numbers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Chance(Pcg32);

impl Chance {
    pub fn seeded(seed: u64) -> Self {
        Self(Pcg32::seed_from_u64(seed))
    }

    /// The generator's whole state, for the digest.
    pub fn state(&self) -> u64 {
        self.0.state()
    }

    /// A number in [low, high).
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.0.random::<f32>()
    }

    /// A number in 0..count.
    pub fn below(&mut self, count: usize) -> usize {
        self.0.random_range(0..count)
    }

    /// A tick count in [low, high).
    pub fn ticks(&mut self, low: u32, high: u32) -> u32 {
        self.0.random_range(low..high)
    }

    /// True once in `count` times.
    pub fn one_in(&mut self, count: u32) -> bool {
        self.0.random_range(0..count) == 0
    }

    /// True with this probability.
    pub fn happens(&mut self, probability: f32) -> bool {
        self.0.random::<f32>() < probability
    }

    /// A seed for an outline.
    pub fn outline_seed(&mut self) -> u16 {
        self.0.random()
    }

    /// A unit vector in any direction. Drawn without sine and cosine, which
    /// differ between platforms.
    pub fn direction(&mut self) -> (f32, f32) {
        loop {
            let (x, y) = (self.between(-1.0, 1.0), self.between(-1.0, 1.0));
            let squared = x * x + y * y;
            if (0.01..=1.0).contains(&squared) {
                let length = squared.sqrt();
                return (x / length, y / length);
            }
        }
    }

    /// A vector in any direction with a length in [low, high).
    pub fn vector(&mut self, low: f32, high: f32) -> (f32, f32) {
        let (x, y) = self.direction();
        let length = self.between(low, high);
        (x * length, y * length)
    }

    /// A place anywhere in the world.
    pub fn place(&mut self, torus: &Torus) -> (f32, f32) {
        let x_m = self.between(-0.5, 0.5) * torus.width_m;
        let y_m = self.between(-0.5, 0.5) * torus.height_m;
        torus.wrap(x_m, y_m)
    }
}
