//! A room as its commands alone decide it: pure and deterministic, like the world in
//! it. The same state and the same commands give the same next state.

mod careers;
pub mod command;
mod edges;
pub mod entry;
mod outcome;
mod pilots;
mod player_ids;
mod record;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use asteroids_shared::{PlayerId, protocol::CloseCode};
use serde::{Deserialize, Serialize};

use self::careers::Careers;
use self::command::{Coming, Command, EdgeId};
use self::entry::Entry;
use self::player_ids::PlayerIds;
use crate::room::seat::Household;
use crate::store::{Earned, TokenHash};
use crate::world::{self, Player, World, WorldSettings};

pub use outcome::Outcome;
pub use pilots::{KeyHash, Pilots};
pub use record::RoomRecord;

/// Which edge of a cluster closes the ticks of a room; nothing but zeroes for a process
/// alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reign {
    /// The how many-th it is.
    pub epoch: u32,
    /// Which edge.
    pub edge: EdgeId,
}

/// A room without those who tell and are told of it.
pub struct State {
    world: World,
    players: PlayerIds,
    pilots: Pilots,
    careers: Careers,
    reign: Reign,
    /// The edges that have not spoken for a while.
    silent: BTreeSet<EdgeId>,
    capacity: u32,
    /// How many players bots fill up to.
    bots: u32,
    /// How many bots of the room's own there have been.
    bots_hired: u64,
    /// Whether this tick ends with a rebase.
    rebases: bool,
    /// What the world got at the last step.
    passed_on: Vec<world::Command>,
    outcomes: Vec<Outcome>,
    earned: Vec<Earned>,
}

impl State {
    /// A room at tick 0 in which so many people may fly.
    pub fn new(world: WorldSettings, capacity: u32) -> Self {
        Self::of(World::new(world), capacity)
    }

    fn of(world: World, capacity: u32) -> Self {
        Self {
            world,
            players: PlayerIds::default(),
            pilots: Pilots::default(),
            careers: Careers::default(),
            reign: Reign::default(),
            silent: BTreeSet::new(),
            capacity,
            bots: 0,
            bots_hired: 0,
            rebases: false,
            passed_on: Vec::new(),
            outcomes: Vec::new(),
            earned: Vec::new(),
        }
    }

    /// One tick: what enters takes effect, and the world moves.
    pub fn apply(&mut self, entry: &Entry) {
        self.passed_on.clear();
        self.outcomes.clear();
        self.earned.clear();
        for command in &entry.commands {
            self.obey(command);
        }
        let holds = entry.holds.iter();
        let pass_on = |&(player, controls)| world::Command::Control { player, controls };
        self.passed_on.extend(holds.map(pass_on));
        self.give_up_the_overdue();
        self.world.step(&self.passed_on);
        self.careers.update(&self.world, &mut self.earned);
        if std::mem::take(&mut self.rebases) {
            self.world.rebase();
        }
    }

    /// The world.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The commands that the world got at the last step.
    pub fn passed_on(&self) -> &[world::Command] {
        &self.passed_on
    }

    /// What the commands of the last tick have come to, in their order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// Gives what players have earned until the last tick, and empties it.
    pub fn take_earned(&mut self) -> Vec<Earned> {
        std::mem::take(&mut self.earned)
    }

    /// Gives all that players have earned and that was not told before.
    pub fn settle(&mut self) -> Vec<Earned> {
        let mut earned = self.take_earned();
        self.careers.settle(&mut earned);
        earned
    }

    /// The people who fly, those included who are cut off for a while.
    pub fn pilots(&self) -> &Pilots {
        &self.pilots
    }

    /// As whom it is recorded what a player earns, if it is.
    pub fn recorded_as(&self, player: PlayerId) -> Option<TokenHash> {
        self.careers.recorded_as(player)
    }

    /// The bots that fly for the room itself; others fly from outside.
    pub fn own_bots(&self) -> impl Iterator<Item = &Player> {
        let is_own = |player: &&Player| player.bot && !self.pilots.has(player.id);
        self.world.players().filter(is_own)
    }

    /// What its past is called; 0 if it has no name yet.
    pub fn source(&self) -> i64 {
        self.careers.source()
    }

    /// Which edge closes its ticks.
    pub fn reign(&self) -> Reign {
        self.reign
    }

    /// The edges that have not spoken for a while.
    pub fn silent(&self) -> &BTreeSet<EdgeId> {
        &self.silent
    }

    /// How many people may fly.
    pub fn capacity(&self) -> u32 {
        self.capacity
    }

    /// How many players bots fill the room to, people included.
    pub fn bots(&self) -> u32 {
        self.bots
    }

    /// How many bots of the room's own there have been.
    pub fn bots_hired(&self) -> u64 {
        self.bots_hired
    }

    fn obey(&mut self, command: &Command) {
        match command {
            Command::Come(coming) => self.come(coming),
            Command::Cut { client } => {
                if let Some(player) = self.pilots.player_of(*client) {
                    self.cut_off(player);
                }
            }
            Command::Begin { source } => self.begin(*source),
            Command::CutAll => self.cut_all(),
            Command::Lead { epoch, edge } => {
                self.reign = Reign {
                    epoch: *epoch,
                    edge: *edge,
                }
            }
            Command::EdgeGone { edge } => self.cut_edge(*edge),
            Command::EdgeSilent { edge } => {
                self.silent.insert(*edge);
                self.shelter_edge(*edge, true);
            }
            Command::EdgeSpeaks { edge } => {
                self.silent.remove(edge);
                self.shelter_edge(*edge, false);
            }
            Command::Rebase => self.rebases = true,
            Command::Leave { client } => {
                if let Some(player) = self.pilots.player_of(*client) {
                    self.leave(player);
                }
            }
            Command::Respawn { player } => {
                self.passed_on
                    .push(world::Command::Respawn { player: *player });
            }
            Command::Choose {
                player,
                improvement,
            } => self.passed_on.push(world::Command::Choose {
                player: *player,
                improvement: *improvement,
            }),
            Command::Rename { client, name } => {
                if let Some(player) = self.pilots.player_of(*client) {
                    self.rename(player, name);
                }
            }
            Command::Autopilot { client, flies } => {
                if let Some(player) = self.pilots.player_of(*client) {
                    self.hand_over(player, *flies);
                }
            }
            Command::GiveWay { question, to } => self.give_way(*question, *to),
            Command::Resize { capacity, bots } => {
                (self.capacity, self.bots) = (*capacity, *bots);
            }
            Command::Enlist { name } => self.enlist(name),
            Command::Dismiss { player } => {
                if self.own_bots().any(|bot| bot.id == *player) {
                    self.depart(*player);
                }
            }
            #[cfg(debug_assertions)]
            Command::Panic => panic!("a test has asked for it"),
        }
    }

    fn come(&mut self, coming: &Coming) {
        let client = coming.client;
        match self.pilots.find(&coming.key) {
            Some(player) => self.return_to(player, coming),
            // It was known when a place was looked for, and was given up since.
            None if coming.only_returns => self.outcomes.push(Outcome::Refused {
                client,
                code: CloseCode::Restarting,
            }),
            None if self.pilots.count() >= self.capacity => self.outcomes.push(Outcome::Refused {
                client,
                code: CloseCode::Full,
            }),
            None => self.join(coming),
        }
    }

    fn join(&mut self, coming: &Coming) {
        let player = self.players.take();
        self.pilots.come(player, coming);
        self.passed_on.push(world::Command::Join {
            player,
            name: coming.name.clone(),
            bot: coming.bot,
            near: coming.near,
        });
        self.dress(player, 0, coming.look);
        if let Some(token) = coming.token.filter(|_| !coming.bot) {
            self.careers.join(player, token, &coming.name);
        }
        self.outcomes.push(Outcome::Seated {
            client: coming.client,
            player,
            name: coming.name.clone(),
            returned: false,
            displaced: None,
        });
    }

    fn dress(&mut self, player: PlayerId, before: u8, look: u8) {
        if look != before {
            self.passed_on.push(world::Command::Dress { player, look });
        }
    }

    /// Gives a player back to the pilot who has its key.
    fn return_to(&mut self, player: PlayerId, coming: &Coming) {
        let displaced = self.pilots.client_of(player);
        if displaced.is_some() {
            self.cut_off(player);
        }
        self.pilots
            .come_back(player, coming.client, self.world.tick());
        self.passed_on.push(world::Command::Return { player });
        let known = self.world.player(player);
        let name = known.map_or_else(String::new, |known| known.name.clone());
        let look = known.map_or(0, |known| known.look);
        if known.is_some_and(|known| !known.bot) {
            self.careers
                .come_back(player, coming.token, &name, &mut self.earned);
        }
        self.dress(player, look, coming.look);
        self.outcomes.push(Outcome::Seated {
            client: coming.client,
            player,
            name,
            returned: true,
            displaced,
        });
    }

    /// Whoever holds the room now knows no connection of before, and may have another
    /// rule for text.
    fn begin(&mut self, source: i64) {
        self.careers.begin(source, &mut self.earned);
        self.careers.clean_names();
        self.world.clean_names();
        self.cut_all();
    }

    fn cut_off(&mut self, player: PlayerId) {
        let sheltered = self.pilots.cut(player, self.world.tick());
        self.passed_on
            .push(world::Command::Absent { player, sheltered });
    }

    fn cut_all(&mut self) {
        let now = self.world.tick();
        for player in self.pilots.players() {
            self.pilots.cut(player, now);
            self.passed_on.push(world::Command::Absent {
                player,
                sheltered: true,
            });
        }
        self.careers.settle(&mut self.earned);
    }

    fn rename(&mut self, player: PlayerId, name: &str) {
        self.careers.rename(player, name);
        self.passed_on.push(world::Command::Rename {
            player,
            name: name.to_owned(),
        });
    }

    fn hand_over(&mut self, player: PlayerId, flies: bool) {
        if flies {
            self.careers.hand_over(player);
        }
        self.passed_on
            .push(world::Command::Autopilot { player, flies });
    }

    /// Those who stayed away for too long leave.
    fn give_up_the_overdue(&mut self) {
        for player in self.pilots.overdue(self.world.tick()) {
            self.leave(player);
        }
    }

    fn give_way(&mut self, question: u64, to: Option<Household>) {
        let player = self.pilots.giving_way_to(to);
        self.outcomes.push(Outcome::GaveWay { question, player });
        if let Some(player) = player {
            self.leave(player);
        }
    }

    /// A pilot leaves for good.
    fn leave(&mut self, player: PlayerId) {
        self.pilots.go(player);
        self.careers.leave(player, &mut self.earned);
        self.depart(player);
        self.outcomes.push(Outcome::Left { player });
    }

    fn enlist(&mut self, name: &str) {
        let player = self.players.take();
        self.bots_hired += 1;
        self.passed_on.push(world::Command::Join {
            player,
            name: name.to_owned(),
            bot: true,
            near: 0,
        });
        self.outcomes.push(Outcome::Enlisted { player });
    }

    fn depart(&mut self, player: PlayerId) {
        self.players.give_back(player);
        self.passed_on.push(world::Command::Leave { player });
    }
}
