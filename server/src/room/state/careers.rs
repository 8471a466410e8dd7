//! What players earn.

use std::collections::{BTreeMap, VecDeque};

use asteroids_shared::kind::Feat;
use asteroids_shared::protocol::name;
use asteroids_shared::rules::seconds;
use asteroids_shared::{Kind, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use crate::store::{Earned, Tally, TokenHash};
use crate::world::{Happening, Player, World};

/// What players earn. Bots, and people whose browser keeps no cookie, are not in it. Of
/// a run in which an autopilot flies for somebody, it has what came before that.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Careers {
    /// Names this room's past, of all that ever were; 0 until it is named.
    source: i64,
    /// How many processes have held the room. What one says goes before what any of
    /// those before it has said.
    holders: u32,
    /// How many flights there have been.
    flights: i64,
    /// The tick that it is.
    tick: Tick,
    flying: BTreeMap<PlayerId, Flight>,
    /// What was told last of those who are gone, for as long as the process that was
    /// told may not have passed it on.
    gone: VecDeque<Earned>,
}

/// For so long whatever is told may not be known to anybody if the process ends.
const PASSED_ON_WITHIN_TICKS: Tick = seconds(30);

/// Somebody who takes part.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Flight {
    number: i64,
    token: TokenHash,
    name: String,
    /// Points of this life.
    life_score: i64,
    /// Kills of this life that paid something.
    streak: i64,
    /// What it has achieved in all.
    total: Tally,
    /// What of it has been told.
    told: Tally,
    /// What of it was told so long ago that it was passed on, and when this was looked
    /// at last.
    known: Tally,
    known_at: Tick,
}

impl Careers {
    /// Another process holds the room from now on. The first one names its past. What
    /// the one before was told and may not have passed on is told again.
    pub fn begin(&mut self, source: i64, earned: &mut Vec<Earned>) {
        if self.source == 0 {
            self.source = source;
        }
        self.holders += 1;
        earned.extend(self.gone.iter().cloned());
        let (source, seq) = (self.source, self.seq());
        for flight in self.flying.values() {
            if flight.total != Tally::default() {
                earned.push(flight.report(source, seq));
            }
        }
    }

    /// What the room's past is called; 0 if it has no name yet.
    pub fn source(&self) -> i64 {
        self.source
    }

    /// Has names be by the rule for text of this program.
    pub fn clean_names(&mut self) {
        for (player, flight) in &mut self.flying {
            let clean = name::clean(&flight.name);
            flight.name = clean.unwrap_or_else(|| format!("Pilot-{player}"));
        }
    }

    /// Somebody takes part from now on.
    pub fn join(&mut self, player: PlayerId, token: TokenHash, name: &str) {
        self.flights += 1;
        let flight = Flight {
            number: self.flights,
            token,
            name: name.to_owned(),
            life_score: 0,
            streak: 0,
            total: Tally::default(),
            told: Tally::default(),
            known: Tally::default(),
            known_at: self.tick,
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

    /// An autopilot flies for somebody: this life goes on without the pilot.
    pub fn hand_over(&mut self, player: PlayerId) {
        self.add(player, Flight::begin_anew);
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
            let (source, seq) = (self.source, self.seq());
            flight.tell(source, seq, self.tick, earned);
            if flight.total != Tally::default() {
                self.gone.push_back(flight.report(source, seq));
            }
        }
    }

    /// Tells of all that was not told yet, of those too who go on.
    pub fn settle(&mut self, earned: &mut Vec<Earned>) {
        let (source, seq) = (self.source, self.seq());
        for flight in self.flying.values_mut() {
            flight.tell(source, seq, self.tick, earned);
        }
    }

    /// Grows from tick to tick, and from one process to the next.
    fn seq(&self) -> i64 {
        i64::from(self.holders) << 32 | i64::from(self.tick)
    }

    /// Takes in what the world's last step brought, and tells of it now and then. Time
    /// and shots alone wait until there is more, or their pilot is gone: most of the
    /// time a pilot that scores nothing costs no write.
    pub fn update(&mut self, world: &World, earned: &mut Vec<Earned>) {
        self.tick = world.tick();
        let is_passed_on =
            |it: &Earned| (it.seq as Tick).saturating_add(PASSED_ON_WITHIN_TICKS) < self.tick;
        while self.gone.front().is_some_and(is_passed_on) {
            self.gone.pop_front();
        }
        if self.flying.is_empty() {
            return;
        }
        for happening in world.happenings() {
            self.note(happening, |player| {
                world.player(player).is_some_and(|it| it.assisted)
            });
        }
        if !world.tick().is_multiple_of(Tally::SAMPLE_TICKS) {
            return;
        }
        let (source, seq) = (self.source, self.seq());
        for (&player, flight) in &mut self.flying {
            let flies_itself = |it: &Player| it.ship.is_some() && !it.assisted;
            if world.player(player).is_some_and(flies_itself) {
                flight.total.flown_ticks += i64::from(Tally::SAMPLE_TICKS);
            }
            if flight.is_due() {
                flight.tell(source, seq, self.tick, earned);
            }
        }
    }

    /// Takes in what has happened, to those who are not assisted.
    fn note(&mut self, happening: &Happening, is_assisted: impl Fn(PlayerId) -> bool) {
        let mut add = |player, change: &dyn Fn(&mut Flight)| {
            if !is_assisted(player) {
                self.add(player, change);
            }
        };
        match *happening {
            Happening::Fired { player, .. } => add(player, &|flight| flight.total.shots += 1),
            Happening::Landed { player } => add(player, &|flight| flight.total.hits += 1),
            Happening::Scored {
                player,
                points,
                kind,
            } => add(player, &|flight| flight.score(points, kind)),
            Happening::Killed { killer, victim, .. } => {
                if killer != victim {
                    add(killer, &|flight| flight.total.kills += 1);
                }
                add(victim, &Flight::die);
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
        let tally = &mut self.total;
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
        if kind == Kind::Ship {
            self.streak += 1;
            tally.best_streak = tally.best_streak.max(self.streak);
        }
    }

    fn die(&mut self) {
        self.total.deaths += 1;
        self.begin_anew();
    }

    /// What comes is not of the life of before.
    fn begin_anew(&mut self) {
        (self.life_score, self.streak) = (0, 0);
    }

    /// Tells of it, if there is anything new.
    fn tell(&mut self, source: i64, seq: i64, now: Tick, earned: &mut Vec<Earned>) {
        if self.total == self.told {
            return;
        }
        if now >= self.known_at + PASSED_ON_WITHIN_TICKS {
            (self.known, self.known_at) = (self.told, now);
        }
        self.told = self.total;
        earned.push(self.report(source, seq));
    }

    fn report(&self, source: i64, seq: i64) -> Earned {
        Earned {
            source,
            flight: self.number,
            seq,
            token: self.token,
            name: self.name.clone(),
            total: self.total,
            told: self.known,
        }
    }

    /// Whether more than time and shots came together. Each point, kill and
    /// death is due at once.
    fn is_due(&self) -> bool {
        let paid = |tally: &Tally| (tally.score, tally.kills, tally.deaths);
        paid(&self.total) != paid(&self.told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asteroids_shared::protocol::Weapon;

    #[test]
    fn names_of_an_older_program_are_by_the_rule_for_text_of_this_one() {
        let ada = TokenHash([1; 32]);
        let mut careers = Careers::default();
        careers.join(1, ada, "A\u{202E}da");
        careers.clean_names();
        assert_eq!(careers.recorded_as(1), Some(ada));
        careers.add(1, |flight| flight.total.kills += 1);
        let mut earned = Vec::new();
        careers.settle(&mut earned);
        assert_eq!(earned[0].name, "Ada");
    }

    #[test]
    fn a_streak_is_kills_that_paid_until_the_next_death() {
        let mut careers = Careers::default();
        careers.join(1, TokenHash([1; 32]), "Ada");
        let killed = |killer, victim| Happening::Killed {
            killer,
            victim,
            weapon: Weapon::Kind(Kind::Bullet),
            at: (0.0, 0.0),
        };
        let paid = Happening::Scored {
            player: 1,
            points: 100,
            kind: Kind::Ship,
        };
        for happening in [
            &paid,
            &killed(1, 2),
            &killed(1, 3),
            &paid,
            &killed(1, 2),
            &killed(2, 1),
            &paid,
            &killed(1, 2),
        ] {
            careers.note(happening, |_| false);
        }
        let total = careers.flying[&1].total;
        assert_eq!((total.kills, total.best_streak, total.deaths), (4, 2, 1));
    }

    #[test]
    fn what_a_process_may_not_have_passed_on_the_next_one_is_told_again() {
        let mut careers = Careers::default();
        let mut earned = Vec::new();
        careers.begin(7, &mut earned);
        careers.join(1, TokenHash([1; 32]), "Ada");
        careers.join(2, TokenHash([2; 32]), "Bob");
        for player in [1, 2, 1] {
            careers.add(player, |flight| flight.total.kills += 1);
            careers.settle(&mut earned);
        }
        careers.leave(2, &mut earned);
        let kills = |earned: &[Earned]| -> Vec<_> {
            earned
                .iter()
                .map(|it| (it.flight, it.told.kills, it.total.kills))
                .collect()
        };
        assert_eq!(kills(&earned), [(1, 0, 1), (2, 0, 1), (1, 0, 2)]);
        earned.clear();
        careers.begin(8, &mut earned);
        assert_eq!(kills(&earned), [(2, 0, 1), (1, 0, 2)]);
        assert!(earned.iter().all(|it| it.source == 7));
    }
}
