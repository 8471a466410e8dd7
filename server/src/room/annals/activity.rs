//! How much went on in a room, by slices of time.

use std::collections::VecDeque;

use asteroids_shared::{Kind, Tick};
use serde::{Deserialize, Serialize};

use crate::room::film::FILM_TICKS;
use crate::world::{Happening, World};

/// How long a slice is: as long as a film.
pub const SLICE_TICKS: Tick = FILM_TICKS;
/// How many slices are remembered: those of twelve hours, in some seventy kilobytes. When
/// there are more, the oldest go.
const SLICES_MAX: usize = 4_320;

/// What went on within a slice of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct Slice {
    /// The most ships that there were at once.
    pub ships: u32,
    /// How many shots were fired.
    pub shots: u32,
    /// How many ships lost their shield by a hit.
    pub hits: u32,
    /// How many ships were destroyed.
    pub kills: u32,
}

impl From<[u32; 4]> for Slice {
    fn from([ships, shots, hits, kills]: [u32; 4]) -> Self {
        Self {
            ships,
            shots,
            hits,
            kills,
        }
    }
}

impl From<Slice> for [u32; 4] {
    fn from(slice: Slice) -> Self {
        [slice.ships, slice.shots, slice.hits, slice.kills]
    }
}

impl Slice {
    /// Takes in what went on at other times.
    fn add(&mut self, other: Self) {
        self.ships = self.ships.max(other.ships);
        self.shots = self.shots.saturating_add(other.shots);
        self.hits = self.hits.saturating_add(other.hits);
        self.kills = self.kills.saturating_add(other.kills);
    }

    /// Takes in what the last tick has brought.
    fn note(&mut self, world: &World) {
        let mut brought = Self {
            ships: world.counts()[Kind::Ship as usize],
            ..Self::default()
        };
        for happening in world.happenings() {
            match happening {
                Happening::Fired { .. } => brought.shots += 1,
                Happening::Hit { .. } => brought.hits += 1,
                Happening::Killed { .. } => brought.kills += 1,
                Happening::Landed { .. }
                | Happening::Vanished { .. }
                | Happening::Scored { .. }
                | Happening::Took { .. }
                | Happening::Jumped { .. } => {}
            }
        }
        self.add(brought);
    }
}

/// How much went on in a room, by slices of [`SLICE_TICKS`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// When the oldest slice begins.
    first: Tick,
    /// One after the other. The last one is not over yet.
    slices: VecDeque<Slice>,
}

/// How much went on between two ticks, by slices of equal length, each of which begins
/// at a multiple of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ribbon {
    /// When the first slice begins.
    pub from: Tick,
    /// Up to which tick it is counted: within the last slice, or at its end.
    pub to: Tick,
    /// How long a slice is.
    pub slice_ticks: Tick,
    /// One after the other.
    pub slices: Vec<Slice>,
}

impl Activity {
    /// Takes in what the last tick has brought. Says whether a slice has begun with it.
    pub fn note(&mut self, world: &World) -> bool {
        let has_begun = self.turn_to(world.tick());
        if let Some(slice) = self.slices.back_mut() {
            slice.note(world);
        }
        has_begun
    }

    /// Has the last slice be the one of this tick. Says whether it was another one.
    fn turn_to(&mut self, tick: Tick) -> bool {
        let begins = tick / SLICE_TICKS * SLICE_TICKS;
        let missing = begins
            .checked_sub(self.end())
            .map(|gap| gap / SLICE_TICKS + 1);
        match missing {
            None if begins >= self.first && begins + SLICE_TICKS == self.end() => return false,
            // Time has gone back, or nothing is known of what was just before.
            None => *self = Self::beginning(begins),
            Some(missing) if self.slices.is_empty() || missing as usize >= SLICES_MAX => {
                *self = Self::beginning(begins);
            }
            Some(missing) => {
                let slices = (0..missing).map(|_| Slice::default());
                self.slices.extend(slices);
            }
        }
        let surplus = self.slices.len().saturating_sub(SLICES_MAX);
        self.slices.drain(..surplus);
        self.first += surplus as Tick * SLICE_TICKS;
        true
    }

    fn beginning(first: Tick) -> Self {
        let slices = VecDeque::from([Slice::default()]);
        Self { first, slices }
    }

    /// When the last slice is over.
    fn end(&self) -> Tick {
        self.first + self.slices.len() as Tick * SLICE_TICKS
    }

    /// How much went on from one tick to another, in at most so many slices, of which the
    /// first may begin before. What is not known any more or not over yet is left out.
    pub fn between(&self, from: Tick, to: Tick, slices_max: u32) -> Ribbon {
        let over = self.end().saturating_sub(SLICE_TICKS).max(self.first);
        let to = to.min(over) / SLICE_TICKS * SLICE_TICKS;
        let from = (from.max(self.first) / SLICE_TICKS * SLICE_TICKS).min(to);
        let mut slice_ticks = SLICE_TICKS;
        while to.div_ceil(slice_ticks) - from / slice_ticks > slices_max.max(2) {
            slice_ticks *= 2;
        }
        let begins = from / slice_ticks;
        let count = to.div_ceil(slice_ticks) - begins;
        let mut slices = vec![Slice::default(); count as usize];
        let known = (self.first..to).step_by(SLICE_TICKS as usize);
        for (tick, slice) in known.zip(&self.slices) {
            if let Some(index) = (tick / slice_ticks).checked_sub(begins) {
                slices[index as usize].add(*slice);
            }
        }
        Ribbon {
            from: begins * slice_ticks,
            to,
            slice_ticks,
            slices,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::prelude::*;

    use super::*;
    use crate::room::{Room, RoomSettings};
    use crate::view::ViewSettings;
    use crate::world::WorldSettings;

    /// So many slices from one on, in each of which something else went on, and one that
    /// is not over.
    fn activity(first: Tick, count: usize) -> Activity {
        let mut activity = Activity::default();
        for number in 0..=count as Tick {
            activity.turn_to((first + number) * SLICE_TICKS);
            let slice = activity.slices.back_mut().expect("it has turned to one");
            *slice = Slice::from([number % 7, number % 11, number % 5, number % 3]);
        }
        activity
    }

    fn sum(slices: impl IntoIterator<Item = Slice>) -> Slice {
        let mut sum = Slice::default();
        slices.into_iter().for_each(|slice| sum.add(slice));
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn however_it_is_cut_nothing_is_counted_twice_and_nothing_left_out(
            (first, count) in (0u32..500, 0usize..1_000),
            (from, to) in (0u32..2_000 * SLICE_TICKS, 0u32..2_000 * SLICE_TICKS),
            slices_max in 2u32..200,
        ) {
            let activity = activity(first, count);
            let Ribbon { from: begins, to: ends, slice_ticks, slices } =
                activity.between(from, to, slices_max);
            prop_assert!(slices.len() <= slices_max as usize);
            prop_assert!(begins.is_multiple_of(slice_ticks) && ends <= to);
            let last_end = begins + slices.len() as Tick * slice_ticks;
            prop_assert!(ends <= last_end && ends + slice_ticks > last_end);
            prop_assert!(begins <= from.max(first * SLICE_TICKS));
            let is_asked = |tick: Tick| tick >= begins && tick + SLICE_TICKS <= to;
            let known = (0..count).filter(|&it| is_asked((first + it as Tick) * SLICE_TICKS));
            let known = sum(known.map(|number| activity.slices[number]));
            prop_assert_eq!(sum(slices), known);
        }

        #[test]
        fn only_so_much_is_remembered_and_it_is_the_latest(turns in prop::collection::vec(
            prop_oneof![8 => 0u32..4, 1 => 0u32..6_000], 1..40)
        ) {
            let (mut activity, mut number) = (Activity::default(), 0);
            for turn in turns {
                number += turn;
                activity.turn_to(number * SLICE_TICKS + 5);
                prop_assert!((1..=SLICES_MAX).contains(&activity.slices.len()));
                prop_assert_eq!(activity.end(), (number + 1) * SLICE_TICKS);
            }
            activity.turn_to(3);
            prop_assert_eq!(activity, Activity::beginning(0));
        }
    }

    #[test]
    fn what_goes_on_among_bots_is_counted_and_goes_on_from_what_is_written_down() {
        let mut room = Room::new(RoomSettings {
            room: 1,
            capacity: 40,
            bots: 40,
            fleet: Default::default(),
            world: WorldSettings::of_side(7, 150.0),
            view: ViewSettings::default(),
            watch_delay_ticks: 0,
        });
        let (mut activity, mut turns) = (Activity::default(), 0);
        let mut counted = [0; 3];
        for tick in 1..=3 * SLICE_TICKS {
            room.tick([], Instant::now(), 0);
            if tick < 3 * SLICE_TICKS {
                for happening in room.world().happenings() {
                    counted[0] += u32::from(matches!(happening, Happening::Fired { .. }));
                    counted[1] += u32::from(matches!(happening, Happening::Hit { .. }));
                    counted[2] += u32::from(matches!(happening, Happening::Killed { .. }));
                }
            }
            turns += u32::from(activity.note(room.world()));
            if tick == 500 {
                let bytes = rmp_serde::to_vec_named(&activity).expect("it is data");
                let read: Activity = rmp_serde::from_slice(&bytes).expect("the same");
                assert_eq!(read, activity);
                activity = read;
            }
        }
        assert_eq!(turns, 4, "with the first tick, and at three multiples");
        let ribbon = activity.between(0, Tick::MAX, 120);
        assert_eq!((ribbon.to, ribbon.slices.len()), (3 * SLICE_TICKS, 3));
        let Slice {
            ships,
            shots,
            hits,
            kills,
        } = sum(ribbon.slices);
        assert_eq!([shots, hits, kills], counted);
        assert!(
            ships > 20 && ships <= 40 && kills > 0,
            "{ships} ships, {kills} kills"
        );
    }
}
