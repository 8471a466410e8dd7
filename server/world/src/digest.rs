//! One number for a whole world, to compare two of them.

use asteroids_shared::protocol::codec;
use serde::Serialize;

use crate::World;

/// FNV-1a with 64 bits.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn words<const N: usize>(&mut self, words: [u32; N]) {
        for word in words {
            self.bytes(&word.to_le_bytes());
        }
    }

    /// Whatever is written down of it.
    fn all_of(&mut self, value: &impl Serialize) {
        self.bytes(&codec::to_bytes(value));
    }
}

impl World {
    /// A number to tell two worlds apart by: of their tick, random numbers,
    /// entities, ids at rest, players, occasions, contest and heat. What it leaves out, as what
    /// rapier keeps between steps, shows in these after later steps.
    pub fn digest(&self) -> u64 {
        let mut fnv = Fnv::new();
        fnv.words([self.tick, self.id_bound() as u32]);
        fnv.bytes(&self.chance.state().to_le_bytes());
        self.entities.iter().for_each(|entity| fnv.all_of(&entity));
        for (rested_at, id) in self.entities.resting() {
            fnv.words([rested_at, id]);
        }
        self.players.iter().for_each(|player| fnv.all_of(player));
        fnv.all_of(&self.occasions);
        fnv.all_of(&self.contest);
        self.heat().for_each(|heat| fnv.words([heat.to_bits()]));
        fnv.0
    }
}
