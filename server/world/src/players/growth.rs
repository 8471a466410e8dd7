//! Runs that grow: after a life that was worth something a pilot chooses one of two
//! improvements, which it has until the run ends.

use asteroids_shared::gear::{Gear, Improvement};
use asteroids_shared::rules::{GROWTH_FROM_POINTS, IMPROVEMENTS_OFFERED, POINTS_PER_LIFE};
use asteroids_shared::{PlayerId, Tick};

use crate::{Player, World};

impl Player {
    /// Whether the life that ends now brings an improvement, if there is another one: it
    /// was worth something, or has stored a life.
    fn has_earned_growth(&self) -> bool {
        let before = self.score.saturating_sub(self.life_score);
        let has_stored = self.score / POINTS_PER_LIFE > before / POINTS_PER_LIFE;
        self.lives > 1 && (has_stored || self.life_score >= GROWTH_FROM_POINTS)
    }

    /// Takes one of those that are offered.
    fn choose(&mut self, improvement: Improvement) {
        if self.offer.has(improvement) {
            self.gear = self.gear.with(Gear::of(improvement));
            self.offer = Gear::NONE;
        }
    }

    /// A new ship is due. A person who has not chosen gets the first of those that are
    /// offered; a program gets what it asks for, and nothing else.
    pub(crate) fn settle_offer(&mut self) {
        if !self.bot {
            self.offer.iter().take(1).for_each(|it| self.choose(it));
        }
        self.offer = Gear::NONE;
    }
}

impl World {
    /// A pilot's ship is gone, and a life with it.
    pub(crate) fn end_life(&mut self, id: PlayerId, now: Tick, wreck_at: (f32, f32)) {
        let earned = self.players.get(id).is_some_and(Player::has_earned_growth);
        let offer = match earned {
            true => self.offer_to(id),
            false => Gear::NONE,
        };
        if let Some(player) = self.players.get_mut(id) {
            player.die(now, wreck_at);
            player.offer = offer;
        }
    }

    /// Some by chance of those that a pilot does not have.
    fn offer_to(&mut self, id: PlayerId) -> Gear {
        let has = self.players.get(id).map_or(Gear::NONE, |it| it.gear);
        let lacks = Improvement::ALL.into_iter().filter(|it| !has.has(*it));
        let mut offer: Vec<_> = lacks.collect();
        while offer.len() > IMPROVEMENTS_OFFERED {
            offer.swap_remove(self.chance.below(offer.len()));
        }
        offer.into_iter().collect()
    }

    pub(crate) fn choose(&mut self, id: PlayerId, improvement: Improvement) {
        if let Some(player) = self.players.get_mut(id) {
            player.choose(improvement);
        }
    }

    /// A pilot's ships look like this from now on.
    pub(crate) fn dress(&mut self, id: PlayerId, look: u8) {
        if let Some(player) = self.players.get_mut(id) {
            player.look = look;
        }
    }
}
