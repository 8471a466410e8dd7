//! The field of asteroids, and the law that keeps it.
//!
//! The world is divided into neighbourhoods. Each has its share of the rocks that
//! the settings say; one that has too few of them, or too few large ones, gets a
//! large one by a [warp](crate::kinds::warp), in sight or out of it.

use asteroids_shared::rules::TICK_RATE_HZ;
use asteroids_shared::{EntityId, Kind, Motion};

use crate::World;
use crate::kinds::rock::drifting;

/// How many places a rock of the first field looks at before it takes any.
const FIRST_TRIES: usize = 10;
/// After so many rocks of the first field they are sorted by place, so that the next
/// ones look at those near them alone.
const SETTLED_EVERY: usize = 256;
/// The least side of a neighbourhood in metres: about as wide as a view.
const SIDE_M: f32 = 60.0;
/// Half of the neighbourhood of a person, in metres: more than a screen, since there
/// is seldom a place for a large rock between ships.
const ABOUT_M: (f32, f32) = (42.0, 32.0);
/// The part of a neighbourhood, about its middle, that rocks are drawn to.
const INNER_PART: f32 = 0.5;
/// How many places a warp looks at before it is put off by a second.
const TRIES: usize = 16;
/// What a neighbourhood is to have.
struct Law {
    /// The least part of its share that is large.
    large_part: f32,
    /// How many times as many rocks as the settings say there may be in the world
    /// before it has to go without.
    rocks_max_factor: f32,
    /// Whether its new rocks drift towards its middle.
    draws_in: bool,
}

const ANYWHERE: Law = Law {
    large_part: 0.4,
    rocks_max_factor: 1.5,
    draws_in: false,
};
/// People break more than others, and have to have something to break.
const ABOUT_PEOPLE: Law = Law {
    large_part: 0.45,
    rocks_max_factor: 1.9,
    draws_in: true,
};

/// The neighbourhoods of a world, side by side.
struct Neighbourhoods {
    columns: usize,
    rows: usize,
    /// The size of each, in metres.
    size_m: (f32, f32),
}

impl World {
    /// The field that the world begins with: each neighbourhood has its share.
    pub(crate) fn fill_field(&mut self) {
        let hoods = self.neighbourhoods();
        for number in 0..self.settings.rocks as usize {
            if number.is_multiple_of(SETTLED_EVERY) {
                self.entities.settle();
            }
            let kind = self.some_size();
            let mut place = self.place_in(&hoods, number);
            for _ in 1..FIRST_TRIES {
                if self.is_clear(place, kind.radius_m()) {
                    break;
                }
                place = self.place_in(&hoods, number);
            }
            let motion = drifting(kind, place, &mut self.chance);
            self.add_rock(kind, motion);
        }
    }

    /// Mostly large, some medium, a few small.
    fn some_size(&mut self) -> Kind {
        match self.chance.below(10) {
            0..7 => Kind::RockLarge,
            7..9 => Kind::RockMedium,
            _ => Kind::RockSmall,
        }
    }

    fn neighbourhoods(&self) -> Neighbourhoods {
        let torus = self.torus();
        let columns = ((torus.width_m / SIDE_M) as usize).max(1);
        let rows = ((torus.height_m / SIDE_M) as usize).max(1);
        Neighbourhoods {
            columns,
            rows,
            size_m: (torus.width_m / columns as f32, torus.height_m / rows as f32),
        }
    }

    /// A place in one of the neighbourhoods, which are counted through again and
    /// again.
    fn place_in(&mut self, hoods: &Neighbourhoods, number: usize) -> (f32, f32) {
        let (x_m, y_m) = self.middle_of(hoods, number);
        let (width_m, height_m) = hoods.size_m;
        let (dx_m, dy_m) = (
            self.chance.between(-0.5, 0.5),
            self.chance.between(-0.5, 0.5),
        );
        self.settings
            .torus
            .wrap(x_m + dx_m * width_m, y_m + dy_m * height_m)
    }

    fn middle_of(&self, hoods: &Neighbourhoods, number: usize) -> (f32, f32) {
        let (column, row) = (number % hoods.columns, number / hoods.columns % hoods.rows);
        let (width_m, height_m) = hoods.size_m;
        let torus = self.torus();
        torus.wrap(
            (column as f32 + 0.5) * width_m - torus.width_m * 0.5,
            (row as f32 + 0.5) * height_m - torus.height_m * 0.5,
        )
    }

    /// Each neighbourhood is looked at once a second, a few in a tick. So the law
    /// costs a glance at a few rocks, and a neighbourhood gets at most one a second.
    pub(crate) fn tend_field(&mut self) {
        let hoods = self.neighbourhoods();
        let turn = (self.tick % TICK_RATE_HZ) as usize;
        for number in (turn..hoods.columns * hoods.rows).step_by(TICK_RATE_HZ as usize) {
            let half = (hoods.size_m.0 * 0.5, hoods.size_m.1 * 0.5);
            self.tend(self.middle_of(&hoods, number), half, &ANYWHERE);
        }
        let mut ids = std::mem::take(&mut self.ids);
        let due = |id: &&EntityId| **id as usize % TICK_RATE_HZ as usize == turn;
        ids.extend(self.entities.of(Kind::Ship).iter().filter(due));
        for id in ids.drain(..) {
            let person = self
                .entities
                .get(id)
                .filter(|it| it.ship().is_some_and(|ship| !ship.bot));
            if let Some(person) = person {
                self.tend(person.motion.position(), ABOUT_M, &ABOUT_PEOPLE);
            }
        }
        self.ids = ids;
    }

    /// Announces a large rock in a neighbourhood that lacks one, if there is room.
    fn tend(&mut self, middle: (f32, f32), half: (f32, f32), law: &Law) {
        let rocks = self.settings.rocks as f32;
        let torus = self.torus();
        let part = 4.0 * half.0 * half.1 / (torus.width_m * torus.height_m);
        let is_full = self.rocks() as f32 >= rocks * law.rocks_max_factor;
        if is_full || !self.lacks_rocks(middle, half, rocks * part, law) {
            return;
        }
        for _ in 0..TRIES {
            let place = self.settings.torus.wrap(
                middle.0 + self.chance.between(-half.0, half.0),
                middle.1 + self.chance.between(-half.1, half.1),
            );
            let mut motion = drifting(Kind::RockLarge, place, &mut self.chance);
            if law.draws_in {
                self.turn_inwards(&mut motion, middle, half);
            }
            if self.may_announce(&motion) {
                self.add_warp(motion);
                return;
            }
        }
    }

    /// Turns a rock's course to a place about the middle of a neighbourhood.
    fn turn_inwards(&mut self, rock: &mut Motion, middle: (f32, f32), half: (f32, f32)) {
        let inner = (half.0 * INNER_PART, half.1 * INNER_PART);
        let goal = self.settings.torus.wrap(
            middle.0 + self.chance.between(-inner.0, inner.0),
            middle.1 + self.chance.between(-inner.1, inner.1),
        );
        let (dx_m, dy_m) = self.torus().delta(rock.position(), goal);
        let way_m = (dx_m * dx_m + dy_m * dy_m).sqrt();
        if way_m > 0.0 {
            let speed_mps = (rock.vx_mps * rock.vx_mps + rock.vy_mps * rock.vy_mps).sqrt();
            rock.vx_mps = dx_m / way_m * speed_mps;
            rock.vy_mps = dy_m / way_m * speed_mps;
        }
    }

    pub(crate) fn rocks(&self) -> u32 {
        [Kind::RockLarge, Kind::RockMedium, Kind::RockSmall]
            .map(|kind| self.entities.of(kind).len() as u32)
            .iter()
            .sum()
    }

    /// Whether there are too few rocks in a rectangle, or too few large ones. Those
    /// that are announced count as there.
    fn lacks_rocks(&self, middle: (f32, f32), half: (f32, f32), share: f32, law: &Law) -> bool {
        let (mut all, mut large) = (0, 0);
        self.entities.for_each_near(middle, [half; 2], |spot, _| {
            let is_large = matches!(spot.kind, Kind::RockLarge | Kind::Warp);
            large += u32::from(is_large);
            all += u32::from(is_large || spot.kind.is_rock());
        });
        (all as f32) < share.floor() || (large as f32) < (share * law.large_part).floor()
    }
}
