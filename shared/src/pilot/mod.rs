//! What a bot decides: from what a view shows to the keys it holds. Pure and
//! seeded: the same sights give the same keys.
//!
//! A pilot flies like a person. It looks, plans, presses the keys a reaction
//! later, and looks again when they have had their effect.

mod bearing;
mod bystanders;
mod danger;
mod hunt;
mod novice;
mod plan;
mod sight;
mod skill;
mod temper;

pub use novice::Novice;
pub use sight::{Seen, Sight};
pub use skill::Skill;
pub use temper::Temper;

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg32;

use crate::rules::SHIP_DYNAMICS;
use crate::{Controls, EntityId, Motion, Tick};
use bystanders::Bystanders;
use danger::Dangers;
use hunt::{Quarry, wander};
use plan::Plan;

/// From pressing keys to the next look, at the least. Together with the
/// shortest reaction this bounds the inputs to 6.4 a second.
const FOLLOW_TICKS_MIN: Tick = 5;

/// One who flies a ship.
#[derive(Clone, Debug)]
pub struct Pilot {
    rng: Pcg32,
    temper: Temper,
    chase: Chase,
    /// What the keys follow until `starts`.
    current: Plan,
    current_since: Tick,
    /// What they follow from `starts` on.
    next: Plan,
    starts: Tick,
    looks: Tick,
    /// Until when it keeps its finger from the trigger.
    holds_fire: Tick,
}

/// Whom a pilot goes after, and whom it has had enough of.
#[derive(Clone, Copy, Debug, Default)]
struct Chase {
    /// 0 for nobody.
    quarry: EntityId,
    /// When it breaks off.
    ends: Tick,
    /// Whom it leaves alone since it broke off, and until when.
    shunned: EntityId,
    shunned_until: Tick,
    rest_ticks: Tick,
}

impl Chase {
    /// Breaks off if it has taken too long.
    fn tire(&mut self, now: Tick) {
        if self.quarry != 0 && now >= self.ends {
            self.shunned = self.quarry;
            self.shunned_until = now + self.rest_ticks;
            self.quarry = 0;
        }
    }

    fn shuns(&self, id: EntityId, now: Tick) -> bool {
        id == self.shunned && now < self.shunned_until
    }

    fn follow(&mut self, quarry: Option<Quarry>, now: Tick) {
        let id = quarry.map_or(0, |quarry| quarry.id);
        if let Some(quarry) = quarry.filter(|_| id != self.quarry) {
            self.ends = now.saturating_add(quarry.skill.chase_ticks);
            self.rest_ticks = quarry.skill.rest_ticks;
        }
        self.quarry = id;
    }
}

impl Pilot {
    /// The pilot with this seed.
    pub fn new(seed: u64) -> Self {
        let mut rng = Pcg32::seed_from_u64(seed);
        Self {
            temper: Temper::new(&mut rng),
            rng,
            chase: Chase::default(),
            current: Plan::default(),
            current_since: 0,
            next: Plan::default(),
            starts: 0,
            looks: 0,
            holds_fire: 0,
        }
    }

    /// What makes it fly unlike others.
    pub const fn temper(&self) -> &Temper {
        &self.temper
    }

    /// What it goes after, 0 for nothing.
    pub const fn quarry(&self) -> EntityId {
        self.chase.quarry
    }

    /// Looks if it is time to, and says what is held at the tick of the sight.
    /// `seen` is what else is in view; it is asked for only when the pilot
    /// looks.
    pub fn decide<'a>(
        &mut self,
        sight: &Sight,
        seen: impl IntoIterator<Item = Seen<'a>>,
    ) -> Controls {
        if self.looks_at(sight.tick) {
            self.look(sight, seen);
        }
        self.keys_at(sight.tick)
    }

    /// Whether it wants to look at this tick: who builds sights at a cost may
    /// spare them until then.
    pub const fn looks_at(&self, tick: Tick) -> bool {
        tick >= self.looks
    }

    /// What is held at a tick not before the last look.
    pub const fn keys_at(&self, tick: Tick) -> Controls {
        if tick >= self.starts {
            self.next.keys_at(tick - self.starts)
        } else {
            self.current
                .keys_at(tick.saturating_sub(self.current_since))
        }
    }

    /// The next tick at which it may look or change its keys.
    pub fn wakes_after(&self, tick: Tick) -> Tick {
        let turned = self.current_since + self.current.turn_ticks;
        let turns = self.starts + self.next.turn_ticks;
        [turned, self.starts, turns, self.looks]
            .into_iter()
            .filter(|&change| change > tick)
            .min()
            .unwrap_or(tick + 1)
    }

    fn look<'a>(&mut self, sight: &Sight, seen: impl IntoIterator<Item = Seen<'a>>) {
        (self.current, self.current_since) = (self.next, self.starts);
        self.chase.tire(sight.tick);
        let mut dangers = Dangers::default();
        let mut bystanders = Bystanders::default();
        let mut quarry: Option<Quarry> = None;
        for seen in seen.into_iter().filter(|seen| seen.id != sight.ship) {
            dangers.mind(sight, &seen);
            bystanders.mind(sight, &seen);
            let found = Quarry::of(sight, &self.temper, self.chase.quarry, &seen);
            if let Some(found) = found.filter(|_| !self.chase.shuns(seen.id, sight.tick)) {
                quarry = Some(found.better(quarry));
            }
        }
        let quarry = Quarry::company(sight).or(quarry);
        self.chase.follow(quarry, sight.tick);
        bystanders.forget(self.chase.quarry);

        let delay_ticks = self.temper.reaction_ticks + self.rng.random_range(0..=2);
        let start = self.at_start(sight, delay_ticks);
        let wish = match quarry {
            Some(quarry) => quarry.chase(
                &start,
                delay_ticks,
                &self.temper,
                &bystanders,
                &mut self.rng,
            ),
            None => wander(&start, &self.temper, &mut self.rng),
        };
        self.starts = sight.tick + delay_ticks;
        let wish = self.with_pauses(wish);
        self.next = self.spare_the_ship(sight, &dangers, start, delay_ticks, wish);
        self.looks = self.starts + self.next.turn_ticks.clamp(FOLLOW_TICKS_MIN, 12);
    }

    /// The ship when the keys are pressed, as seen from its place of now.
    fn at_start(&self, sight: &Sight, delay_ticks: Tick) -> Motion {
        let mut ship = Motion {
            x_m: 0.0,
            y_m: 0.0,
            ..*sight.motion
        };
        for ahead in 0..delay_ticks {
            let keys = self
                .current
                .keys_at((sight.tick + ahead).saturating_sub(self.current_since));
            ship.advance(keys, &SHIP_DYNAMICS, sight.torus);
        }
        ship
    }

    /// People do not hold the trigger for ever.
    fn with_pauses(&mut self, mut wish: Plan) -> Plan {
        if self.starts < self.holds_fire {
            wish.rest = wish.rest.without(Controls::FIRE);
        } else if wish.rest.holds(Controls::FIRE) && self.rng.random_range(0..2) == 0 {
            self.holds_fire = self.starts + self.rng.random_range(25..70);
        }
        wish
    }

    /// The wish, if it leads into nothing; else the best escape.
    fn spare_the_ship(
        &self,
        sight: &Sight,
        dangers: &Dangers,
        start: Motion,
        delay_ticks: Tick,
        wish: Plan,
    ) -> Plan {
        /// No time left to turn or brake.
        const HOPELESS_TICKS: Tick = 10;
        let clearance_m = self.temper.clearance_m;
        let wished = dangers.outlook(sight.torus, start, delay_ticks, &wish, clearance_m);
        if wished.is_safe() {
            return wish;
        }
        let (escape, outlook) = dangers.best_escape(sight.torus, start, delay_ticks, clearance_m);
        if wished >= outlook {
            wish
        } else if outlook.safe_ticks < HOPELESS_TICKS && outlook.hits() && sight.can_jump {
            Plan::hold(Controls::HYPERSPACE)
        } else {
            escape
        }
    }
}
