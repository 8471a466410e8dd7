//! What players have earned and the store does not know yet.

use std::collections::HashMap;

use asteroids_shared::{Kind, PlayerId};

use crate::store::{Earned, Tally, TokenHash};
use crate::world::{Happening, World};

/// How many players' unstored tallies are kept at the most while the store
/// takes nothing. Beyond that what newcomers earn is not kept.
const UNSTORED_MAX: usize = 65_536;

/// What players have earned and the store does not know yet. Bots, and people
/// whose browser keeps no cookie, are not in it.
#[derive(Debug, Default)]
pub struct Careers {
    flying: HashMap<PlayerId, Flight>,
    unstored: HashMap<TokenHash, Unstored>,
}

/// Somebody who takes part.
#[derive(Debug)]
struct Flight {
    token: TokenHash,
    name: String,
    /// Points and kills of this life.
    life_score: i64,
    life_kills: i64,
    tally: Tally,
}

#[derive(Debug)]
struct Unstored {
    name: String,
    tally: Tally,
}

impl Careers {
    /// Somebody takes part from now on.
    pub fn join(&mut self, player: PlayerId, token: TokenHash, name: &str) {
        let flight = Flight {
            token,
            name: name.to_owned(),
            life_score: 0,
            life_kills: 0,
            tally: Tally::default(),
        };
        self.flying.insert(player, flight);
    }

    /// Somebody is called something else from now on.
    pub fn rename(&mut self, player: PlayerId, name: &str) {
        self.add(player, |flight| name.clone_into(&mut flight.name));
    }

    /// Somebody is gone; what was earned stays.
    pub fn leave(&mut self, player: PlayerId) {
        if let Some(flight) = self.flying.remove(&player) {
            self.merge(flight.token, flight.name, flight.tally);
        }
    }

    /// Everybody is gone. Gives all that is to be stored.
    pub fn leave_all(&mut self) -> Vec<Earned> {
        for (_, flight) in std::mem::take(&mut self.flying) {
            self.merge(flight.token, flight.name, flight.tally);
        }
        self.take_earned()
    }

    /// Takes in what the world's last step brought.
    pub fn update(&mut self, world: &World) {
        if self.flying.is_empty() {
            return;
        }
        for happening in world.happenings() {
            self.note(happening);
        }
        if world.tick().is_multiple_of(Tally::SAMPLE_TICKS) {
            for (&player, flight) in &mut self.flying {
                if world.player(player).is_some_and(|it| it.ship.is_some()) {
                    flight.tally.flown_ticks += i64::from(Tally::SAMPLE_TICKS);
                }
            }
        }
    }

    fn note(&mut self, happening: &Happening) {
        match *happening {
            Happening::Fired { player, .. } => self.add(player, |flight| flight.tally.shots += 1),
            Happening::Landed { player } => self.add(player, |flight| flight.tally.hits += 1),
            Happening::Scored {
                player,
                points,
                kind,
            } => self.add(player, |flight| flight.score(points, kind)),
            Happening::Killed { killer, victim, .. } => {
                if killer != victim {
                    self.add(killer, Flight::kill);
                }
                self.add(victim, Flight::die);
            }
            Happening::Vanished { .. }
            | Happening::Hit { .. }
            | Happening::Took { .. }
            | Happening::Jumped { .. } => {}
        }
    }

    fn add(&mut self, player: PlayerId, change: impl FnOnce(&mut Flight)) {
        if let Some(flight) = self.flying.get_mut(&player) {
            change(flight);
        }
    }

    /// What is to be stored, and empties it. Time and shots alone wait until
    /// there is more, or their pilot is gone: most of the time a pilot that
    /// scores nothing costs no write.
    pub fn take_earned(&mut self) -> Vec<Earned> {
        let mut due = Vec::new();
        for flight in self.flying.values_mut() {
            if flight.is_due() {
                due.push((flight.token, flight.name.clone(), flight.tally));
                flight.tally = Tally::default();
            }
        }
        for (token, name, tally) in due {
            self.merge(token, name, tally);
        }
        let earned = |(token, Unstored { name, tally })| Earned { token, name, tally };
        self.unstored.drain().map(earned).collect()
    }

    /// Keeps what the store did not take.
    pub fn keep(&mut self, refused: Vec<Earned>) {
        for Earned { token, name, tally } in refused {
            self.merge(token, name, tally);
        }
    }

    fn merge(&mut self, token: TokenHash, name: String, tally: Tally) {
        if tally == Tally::default() {
            return;
        }
        if let Some(unstored) = self.unstored.get_mut(&token) {
            unstored.tally.merge(&tally);
        } else if self.unstored.len() < UNSTORED_MAX {
            self.unstored.insert(token, Unstored { name, tally });
        }
    }
}

impl Flight {
    fn score(&mut self, points: u32, kind: Kind) {
        let tally = &mut self.tally;
        match kind {
            Kind::RockLarge => tally.rocks_large += 1,
            Kind::RockMedium => tally.rocks_medium += 1,
            Kind::RockSmall => tally.rocks_small += 1,
            Kind::SaucerLarge | Kind::SaucerSmall => tally.saucers += 1,
            Kind::Ship | Kind::Bullet | Kind::Pickup => {}
        }
        self.life_score += i64::from(points);
        tally.score += i64::from(points);
        tally.best_life = tally.best_life.max(self.life_score);
    }

    fn kill(&mut self) {
        self.life_kills += 1;
        self.tally.kills += 1;
        self.tally.best_streak = self.tally.best_streak.max(self.life_kills);
    }

    fn die(&mut self) {
        self.tally.deaths += 1;
        (self.life_score, self.life_kills) = (0, 0);
    }

    /// Whether more than time and shots came together. Each point, kill and
    /// death is due at once.
    fn is_due(&self) -> bool {
        self.tally.score > 0 || self.tally.kills > 0 || self.tally.deaths > 0
    }
}
