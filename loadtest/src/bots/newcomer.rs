//! How somebody fares who comes for the first time, flies three lives and goes.

use asteroids_shared::Tick;
use asteroids_shared::rules::{SPAWN_SHIELD_TICKS, TICK_RATE_HZ, seconds};
use hdrhistogram::Histogram;

use crate::measure::stats::{add, histogram};
use crate::measure::view::View;

/// After so many lives a newcomer goes.
pub const LIVES: u32 = 3;
/// So soon after its spawn shield has ended, a death is early.
const EARLY_TICKS: Tick = seconds(5);
/// The first minute.
const MINUTE_TICKS: Tick = seconds(60);
const TICKS_MAX: u64 = 3600 * TICK_RATE_HZ as u64;
const SCORE_MAX: u64 = 1_000_000;

/// What became of newcomers. Times are in ticks.
#[derive(Debug)]
pub struct Newcomers {
    /// From the welcome to the first other ship in view, or to the end of who
    /// never saw one.
    pub first_ship_ticks: Histogram<u32>,
    /// The same for the first asteroid.
    pub first_rock_ticks: Histogram<u32>,
    /// How long first lives lasted, or had lasted at the end of the run.
    pub first_life_ticks: Histogram<u32>,
    /// Points made within a minute of the first ship.
    pub first_minute_score: Histogram<u32>,
    /// Lives of which it is known whether they ended early.
    pub lives: u64,
    /// Those among them that ended early.
    pub early_deaths: u64,
}

impl Default for Newcomers {
    fn default() -> Self {
        Self {
            first_ship_ticks: histogram(TICKS_MAX),
            first_rock_ticks: histogram(TICKS_MAX),
            first_life_ticks: histogram(TICKS_MAX),
            first_minute_score: histogram(SCORE_MAX),
            lives: 0,
            early_deaths: 0,
        }
    }
}

impl Newcomers {
    /// Adds what became of others.
    pub fn merge(&mut self, other: &Self) {
        add(&mut self.first_ship_ticks, &other.first_ship_ticks);
        add(&mut self.first_rock_ticks, &other.first_rock_ticks);
        add(&mut self.first_life_ticks, &other.first_life_ticks);
        add(&mut self.first_minute_score, &other.first_minute_score);
        self.lives += other.lives;
        self.early_deaths += other.early_deaths;
    }

    /// Early deaths among all lives; `None` if nobody has lived.
    pub fn early_death_ratio(&self) -> Option<f64> {
        (self.lives > 0).then(|| self.early_deaths as f64 / self.lives as f64)
    }
}

/// What one newcomer has met so far.
#[derive(Debug)]
pub struct Newcomer {
    welcomed: Tick,
    /// When its first ship came.
    began: Option<Tick>,
    life: Option<Life>,
    lives_over: u32,
    has_seen_ship: bool,
    has_seen_rock: bool,
    /// The most points of its first minute, until they are noted.
    first_minute_score: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Life {
    began: Tick,
    shield_ends: Tick,
}

impl Newcomer {
    /// One that was welcomed at this tick.
    pub const fn new(welcomed: Tick) -> Self {
        Self {
            welcomed,
            began: None,
            life: None,
            lives_over: 0,
            has_seen_ship: false,
            has_seen_rock: false,
            first_minute_score: Some(0),
        }
    }

    /// Whether it has had enough.
    pub const fn is_done(&self) -> bool {
        self.lives_over >= LIVES
    }

    /// What its screen shows at a tick.
    pub fn sees(&mut self, view: View, tick: Tick, newcomers: &mut Newcomers) {
        self.has_seen(view.ships > 0, view.rocks > 0, tick, newcomers);
    }

    /// Notes how long it has waited for its first ship and its first asteroid.
    fn has_seen(&mut self, ship: bool, rock: bool, tick: Tick, newcomers: &mut Newcomers) {
        let waited = u64::from(tick.saturating_sub(self.welcomed));
        if ship && !std::mem::replace(&mut self.has_seen_ship, true) {
            newcomers.first_ship_ticks.saturating_record(waited);
        }
        if rock && !std::mem::replace(&mut self.has_seen_rock, true) {
            newcomers.first_rock_ticks.saturating_record(waited);
        }
    }

    /// It fires, which ends the shield of a spawn.
    pub fn fires(&mut self, tick: Tick) {
        if let Some(life) = &mut self.life {
            life.shield_ends = life.shield_ends.min(tick);
        }
    }

    /// A frame has told how it stands.
    pub fn stands(&mut self, tick: Tick, has_ship: bool, score: u32, newcomers: &mut Newcomers) {
        match (self.life, has_ship) {
            (None, true) => {
                self.began.get_or_insert(tick);
                self.life = Some(Life {
                    began: tick,
                    shield_ends: tick + SPAWN_SHIELD_TICKS,
                });
            }
            (Some(life), false) => self.dies(life, tick, newcomers),
            (None, false) | (Some(_), true) => {}
        }
        if self.began.is_some_and(|began| tick > began + MINUTE_TICKS) {
            self.note_first_minute(newcomers);
        } else if let Some(most) = &mut self.first_minute_score {
            *most = score.max(*most);
        }
        if self.is_done() {
            self.note_first_minute(newcomers);
        }
    }

    fn dies(&mut self, life: Life, tick: Tick, newcomers: &mut Newcomers) {
        if self.lives_over == 0 {
            note_first_life(life, tick, newcomers);
        }
        newcomers.lives += 1;
        newcomers.early_deaths += u64::from(tick < life.shield_ends + EARLY_TICKS);
        self.life = None;
        self.lives_over += 1;
    }

    /// It goes, or the run is over. A first minute that is not over says nothing.
    pub fn leaves(&mut self, tick: Tick, newcomers: &mut Newcomers) {
        self.has_seen(true, true, tick, newcomers);
        if let Some(life) = self.life.take() {
            if self.lives_over == 0 {
                note_first_life(life, tick, newcomers);
            }
            newcomers.lives += u64::from(tick >= life.shield_ends + EARLY_TICKS);
        }
    }

    fn note_first_minute(&mut self, newcomers: &mut Newcomers) {
        if let Some(score) = self.first_minute_score.take() {
            let scores = &mut newcomers.first_minute_score;
            scores.saturating_record(score.into());
        }
    }
}

fn note_first_life(life: Life, tick: Tick, newcomers: &mut Newcomers) {
    let lasted = tick.saturating_sub(life.began);
    newcomers.first_life_ticks.saturating_record(lasted.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One that is welcomed at tick 1000 and has its first ship at once.
    struct Story {
        newcomer: Newcomer,
        newcomers: Newcomers,
    }

    const WELCOMED: Tick = 1000;

    impl Story {
        fn begin() -> Self {
            let mut story = Self {
                newcomer: Newcomer::new(WELCOMED),
                newcomers: Newcomers::default(),
            };
            story.at(0.0, true, 0);
            story
        }

        /// So many seconds after the welcome.
        fn at(&mut self, second: f32, has_ship: bool, score: u32) {
            let Self {
                newcomer,
                newcomers,
            } = self;
            newcomer.stands(tick(second), has_ship, score, newcomers);
        }

        fn leaves_at(&mut self, second: f32) {
            self.newcomer.leaves(tick(second), &mut self.newcomers);
        }
    }

    fn tick(second: f32) -> Tick {
        WELCOMED + (second * TICK_RATE_HZ as f32) as Tick
    }

    fn values(of: &Histogram<u32>) -> Vec<u64> {
        of.iter_recorded()
            .map(|step| step.value_iterated_to())
            .collect()
    }

    #[test]
    fn three_lives_are_enough() {
        let mut story = Story::begin();
        for life in 0..LIVES {
            assert!(!story.newcomer.is_done(), "{life} lives");
            story.at(20.0 * life as f32 + 1.0, true, 0);
            story.at(20.0 * life as f32 + 15.0, false, 0);
            story.at(20.0 * life as f32 + 16.0, false, 0);
        }
        assert!(story.newcomer.is_done());
        assert_eq!(story.newcomers.lives, 3);
    }

    #[test]
    fn a_death_is_early_up_to_five_seconds_after_the_shield() {
        for (dies_at_s, is_early) in [(2.0, true), (7.9, true), (8.0, false), (30.0, false)] {
            let mut story = Story::begin();
            story.at(dies_at_s, false, 0);
            let ratio = story.newcomers.early_death_ratio();
            assert_eq!(ratio, Some(f64::from(is_early)), "at {dies_at_s} s");
        }
    }

    #[test]
    fn the_first_shot_ends_the_shield() {
        let mut story = Story::begin();
        story.newcomer.fires(tick(1.0));
        story.newcomer.fires(tick(2.5));
        story.at(6.5, false, 0);
        assert_eq!(story.newcomers.early_death_ratio(), Some(0.0));
        story.at(10.0, true, 0);
        story.newcomer.fires(tick(14.0));
        story.at(17.5, false, 0);
        assert_eq!(story.newcomers.early_death_ratio(), Some(0.5));
    }

    #[test]
    fn the_first_life_is_noted_once_or_as_far_as_it_went() {
        let mut story = Story::begin();
        story.at(2.0, false, 0);
        story.at(3.0, true, 0);
        story.at(9.0, false, 0);
        assert_eq!(values(&story.newcomers.first_life_ticks), [64]);

        let mut story = Story::begin();
        story.leaves_at(4.0);
        assert_eq!(values(&story.newcomers.first_life_ticks), [128]);
        let undecided = story.newcomers.early_death_ratio();
        assert_eq!(undecided, None, "it might have died a second later");
    }

    #[test]
    fn the_first_minute_has_the_most_points_of_it() {
        let mut story = Story::begin();
        story.at(30.0, true, 120);
        story.at(40.0, false, 0);
        story.at(50.0, true, 80);
        story.at(61.0, true, 100);
        story.at(62.0, true, 500);
        assert_eq!(values(&story.newcomers.first_minute_score), [120]);
    }

    #[test]
    fn who_is_done_within_a_minute_has_made_its_points() {
        let mut story = Story::begin();
        for life in 1..=LIVES {
            story.at(10.0 * life as f32, true, 20 * life);
            story.at(10.0 * life as f32 + 5.0, false, 20 * life);
        }
        story.leaves_at(40.0);
        assert_eq!(values(&story.newcomers.first_minute_score), [60]);
        let mut cut = Story::begin();
        cut.at(20.0, true, 40);
        cut.leaves_at(30.0);
        assert!(cut.newcomers.first_minute_score.is_empty());
    }

    #[test]
    fn who_never_sees_a_ship_or_a_rock_has_waited_to_the_end() {
        let mut story = Story::begin();
        let view = |ships, rocks| View {
            ships,
            rocks,
            ..View::default()
        };
        for (second, view) in [(0.5, view(0, 4)), (1.0, view(2, 0)), (2.0, view(1, 1))] {
            let Story {
                newcomer,
                newcomers,
            } = &mut story;
            newcomer.sees(view, tick(second), newcomers);
        }
        story.leaves_at(3.0);
        assert_eq!(values(&story.newcomers.first_ship_ticks), [32]);
        assert_eq!(values(&story.newcomers.first_rock_ticks), [16]);
        let mut alone = Story::begin();
        alone.leaves_at(3.0);
        assert_eq!(values(&alone.newcomers.first_ship_ticks), [96]);
        assert_eq!(values(&alone.newcomers.first_rock_ticks), [96]);
    }
}
