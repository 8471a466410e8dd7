//! What was counted.

use std::collections::BTreeMap;

use asteroids_shared::{Kind, PlayerId};

/// Means over the pictures that were counted.
#[derive(Default)]
pub struct Pictures {
    pictures: u32,
    ships: u32,
    without_ship: u32,
    with_one_ship: u32,
    rocks: u32,
    large: u32,
    with_pickup: u32,
    with_saucer: u32,
}

impl Pictures {
    pub fn note(&mut self, counts: &[u32; Kind::COUNT]) {
        let of = |kind: Kind| counts[kind as usize];
        self.pictures += 1;
        self.ships += of(Kind::Ship);
        self.without_ship += u32::from(of(Kind::Ship) == 0);
        self.with_one_ship += u32::from(of(Kind::Ship) == 1);
        let rocks = Kind::ALL.into_iter().filter(|kind| kind.is_rock());
        self.rocks += rocks.map(of).sum::<u32>();
        self.large += of(Kind::RockLarge);
        self.with_pickup += u32::from(of(Kind::Pickup) > 0);
        self.with_saucer += u32::from(of(Kind::SaucerLarge) + of(Kind::SaucerSmall) > 0);
    }

    fn mean(&self, sum: u32) -> f32 {
        sum as f32 / self.pictures.max(1) as f32
    }
    pub fn ships(&self) -> f32 {
        self.mean(self.ships)
    }
    pub fn without_ship(&self) -> f32 {
        self.mean(self.without_ship)
    }
    pub fn with_one_ship(&self) -> f32 {
        self.mean(self.with_one_ship)
    }
    pub fn rocks(&self) -> f32 {
        self.mean(self.rocks)
    }
    pub fn large(&self) -> f32 {
        self.mean(self.large)
    }
    pub fn with_pickup(&self) -> f32 {
        self.mean(self.with_pickup)
    }
    pub fn with_saucer(&self) -> f32 {
        self.mean(self.with_saucer)
    }

    fn line(&self) -> String {
        format!(
            "ships {:.2} none {:.1}% | rocks {:.2} large {:.2} | pickup {:.0}% saucer {:.0}%",
            self.ships(),
            self.without_ship() * 100.0,
            self.rocks(),
            self.large(),
            self.with_pickup() * 100.0,
            self.with_saucer() * 100.0,
        )
    }
}

/// All that a sky counts of the people in it.
#[derive(Default)]
pub struct Figures {
    pub pictures: Pictures,
    /// What those see who follow the action.
    pub watched: Pictures,
    pub followed: Option<PlayerId>,
    pub cuts: u32,
    pub first_ship_s: Vec<f32>,
    pub first_rock_s: Vec<f32>,
    pub first_lives_s: Vec<f32>,
    pub first_minute_scores: Vec<f32>,
    pub lives: u32,
    pub early_deaths: u32,
    pub killers: BTreeMap<String, u32>,
    pub saucers_met: u32,
    pub person_minutes: f32,
}

/// The value below which this share of them is; 0 of none.
pub fn percentile(values: &[f32], share: f32) -> f32 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f32::total_cmp);
    let index = (sorted.len() as f32 * share) as usize;
    let last = sorted.len().saturating_sub(1);
    sorted.get(index.min(last)).copied().unwrap_or(0.0)
}

impl Figures {
    pub fn early_death_ratio(&self) -> f32 {
        self.early_deaths as f32 / self.lives.max(1) as f32
    }

    /// Lines for a table.
    pub fn lines(&self) -> String {
        let watched = &self.watched;
        format!(
            "{}\n  saucer met every {:.1} min | first ship p50 {:.1} p95 {:.1} s, rock p95 {:.1} s | first life p50 {:.1} s of {}, minute p50 {:.0}, early {:.1}% of {} {:?}\n  watched: ships {:.2} none {:.1}% alone {:.1}% rocks {:.2}, {} cuts in {:.1} min",
            self.pictures.line(),
            self.person_minutes / self.saucers_met.max(1) as f32,
            percentile(&self.first_ship_s, 0.5),
            percentile(&self.first_ship_s, 0.95),
            percentile(&self.first_rock_s, 0.95),
            percentile(&self.first_lives_s, 0.5),
            self.first_lives_s.len(),
            percentile(&self.first_minute_scores, 0.5),
            self.early_death_ratio() * 100.0,
            self.lives,
            self.killers,
            watched.ships(),
            watched.without_ship() * 100.0,
            watched.with_one_ship() * 100.0,
            watched.rocks(),
            self.cuts,
            watched.pictures as f32 / 120.0,
        )
    }
}
