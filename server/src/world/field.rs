//! The field of asteroids.

use asteroids_shared::Kind;

use super::World;
use super::rock::drifting;

/// How many places a rock of the first field looks at before it takes any.
const FIRST_TRIES: usize = 10;
/// How many places for new rocks are looked at in a tick at the most.
const TRIES_PER_TICK: usize = 4;
/// After so many rocks of the first field they are sorted by place, so that the next
/// ones look at those near them alone.
const SETTLED_EVERY: u32 = 256;

impl World {
    /// The field that the world begins with.
    pub(super) fn fill_field(&mut self) {
        for placed in 0..self.settings.rocks {
            if placed.is_multiple_of(SETTLED_EVERY) {
                self.entities.settle();
            }
            let kind = self.some_size();
            let mut place = self.chance.place(&self.settings.torus);
            for _ in 1..FIRST_TRIES {
                if self.is_clear(place, kind.radius_m()) {
                    break;
                }
                place = self.chance.place(&self.settings.torus);
            }
            let motion = drifting(kind, place, &mut self.chance);
            self.add_rock(kind, motion);
        }
    }

    /// Adds rocks while there are fewer than the settings say, every size
    /// counting as one. They appear out of sight of every player.
    ///
    /// A crowded world may have no such place. There the field thins to half
    /// its number; below that rocks appear even where players see it happen, but
    /// not near a ship.
    pub(super) fn replenish_field(&mut self) {
        for _ in 0..TRIES_PER_TICK {
            let rocks = self.rocks();
            if rocks >= self.settings.rocks {
                return;
            }
            let kind = self.some_size();
            let place = self.chance.place(&self.settings.torus);
            let thin = rocks < self.settings.rocks / 2;
            let hidden = self.is_out_of_sight(place, kind.radius_m());
            let fits = hidden || (thin && self.is_off_every_ship(place));
            if fits && self.is_clear(place, kind.radius_m()) {
                let motion = drifting(kind, place, &mut self.chance);
                self.add_rock(kind, motion);
            }
        }
    }

    fn rocks(&self) -> u32 {
        [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall]
            .map(|kind| self.entities.of(kind).len() as u32)
            .iter()
            .sum()
    }

    /// Mostly large, some medium, a few small.
    fn some_size(&mut self) -> Kind {
        match self.chance.below(10) {
            0..7 => Kind::RockLarge,
            7..9 => Kind::RockMedium,
            _ => Kind::RockSmall,
        }
    }
}
