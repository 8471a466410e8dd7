//! What players earn.

use std::collections::BTreeMap;

use asteroids_shared::kind::Feat;
use asteroids_shared::protocol::name;
use asteroids_shared::{Kind, PlayerId};
use serde::{Deserialize, Serialize};

use crate::store::{Earned, Tally, TokenHash};
use crate::world::{Happening, World};

/// What players earn. Bots, and people whose browser keeps no cookie, are not in it.
#[derive(Debug, Default)]
pub struct Careers {
    flying: BTreeMap<PlayerId, Flight>,
}

/// Somebody who takes part.
#[derive(Debug, Serialize, Deserialize)]
pub struct Flight {
    token: TokenHash,
    name: String,
    /// Points and kills of this life.
    life_score: i64,
    life_kills: i64,
    /// What has not been told yet.
    #[serde(skip)]
    tally: Tally,
}

impl Careers {
    /// Those who took part go on with it, under names by the rule for text of this
    /// program.
    pub fn restore(mut flying: BTreeMap<PlayerId, Flight>) -> Self {
        for (player, flight) in &mut flying {
            let clean = name::clean(&flight.name);
            flight.name = clean.unwrap_or_else(|| format!("Pilot-{player}"));
        }
        Self { flying }
    }

    /// Those who take part. What they have earned is to be settled before.
    pub fn into_flights(self) -> BTreeMap<PlayerId, Flight> {
        self.flying
    }

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

    /// As whom it is recorded what a player earns, if it is.
    pub fn recorded_as(&self, player: PlayerId) -> Option<TokenHash> {
        self.flying.get(&player).map(|flight| flight.token)
    }

    /// Somebody is called something else from now on.
    pub fn rename(&mut self, player: PlayerId, name: &str) {
        self.add(player, |flight| name.clone_into(&mut flight.name));
    }

    /// Somebody who was cut off is back, perhaps as another one: then what comes
    /// counts for that one.
    pub fn come_back(
        &mut self,
        player: PlayerId,
        token: Option<TokenHash>,
        name: &str,
        earned: &mut Vec<Earned>,
    ) {
        let flown_for = self.flying.get(&player).map(|flight| flight.token);
        if flown_for == token {
            return;
        }
        self.leave(player, earned);
        if let Some(token) = token {
            self.join(player, token, name);
        }
    }

    /// Somebody is gone; what was earned is told.
    pub fn leave(&mut self, player: PlayerId, earned: &mut Vec<Earned>) {
        if let Some(mut flight) = self.flying.remove(&player) {
            flight.tell(earned);
        }
    }

    /// Tells of all that was not told yet, of those too who go on.
    pub fn settle(&mut self, earned: &mut Vec<Earned>) {
        for flight in self.flying.values_mut() {
            flight.tell(earned);
        }
    }

    /// Takes in what the world's last step brought, and tells of it now and then. Time
    /// and shots alone wait until there is more, or their pilot is gone: most of the
    /// time a pilot that scores nothing costs no write.
    pub fn update(&mut self, world: &World, earned: &mut Vec<Earned>) {
        if self.flying.is_empty() {
            return;
        }
        for happening in world.happenings() {
            self.note(happening);
        }
        if !world.tick().is_multiple_of(Tally::SAMPLE_TICKS) {
            return;
        }
        for (&player, flight) in &mut self.flying {
            if world.player(player).is_some_and(|it| it.ship.is_some()) {
                flight.tally.flown_ticks += i64::from(Tally::SAMPLE_TICKS);
            }
            if flight.is_due() {
                flight.tell(earned);
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
}

impl Flight {
    fn score(&mut self, points: u32, kind: Kind) {
        let tally = &mut self.tally;
        match kind.traits().feat {
            Some(Feat::RockLarge) => tally.rocks_large += 1,
            Some(Feat::RockMedium) => tally.rocks_medium += 1,
            Some(Feat::RockSmall) => tally.rocks_small += 1,
            Some(Feat::Saucer) => tally.saucers += 1,
            None => {}
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

    /// Tells of what was not told yet, if there is anything.
    fn tell(&mut self, earned: &mut Vec<Earned>) {
        let tally = std::mem::take(&mut self.tally);
        if tally != Tally::default() {
            earned.push(Earned {
                token: self.token,
                name: self.name.clone(),
                tally,
            });
        }
    }

    /// Whether more than time and shots came together. Each point, kill and
    /// death is due at once.
    fn is_due(&self) -> bool {
        self.tally.score > 0 || self.tally.kills > 0 || self.tally.deaths > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_an_older_program_are_by_the_rule_for_text_of_this_one() {
        let ada = TokenHash([1; 32]);
        let mut before = Careers::default();
        before.join(1, ada, "A\u{202E}da");
        let mut careers = Careers::restore(before.into_flights());
        assert_eq!(careers.recorded_as(1), Some(ada));
        careers.add(1, Flight::kill);
        let mut earned = Vec::new();
        careers.settle(&mut earned);
        assert_eq!(earned[0].name, "Ada");
    }
}
