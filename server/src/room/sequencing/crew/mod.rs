//! The bots of a room: they fill it while people are few, and fly by the same
//! controls as people.

mod bot;
mod brain;
mod company;
mod hunts;
mod names;

use std::collections::BTreeSet;

use asteroids_shared::Tick;
use asteroids_shared::rules::seconds;

use self::bot::{Began, Bot};
use self::brain::Brain;
use self::hunts::Hunts;
use crate::room::fleet::Fleet;
use crate::room::state::command::Command;
use crate::room::state::entry::Entry;
use crate::room::state::{Outcome, State};
use crate::world::World;

/// How long a bot lies dead before it wants a new ship, at the least.
const MOURNING_TICKS: Tick = seconds(1);

/// The bots of a room.
#[derive(Debug)]
pub struct Crew {
    seed: u64,
    fleet: Fleet,
    hired: u64,
    bots: Vec<Bot>,
    hunts: Hunts,
}

impl Crew {
    /// The bots of a room in this state. Those that it has already look at it anew.
    pub fn of(state: &State, seed: u64, fleet: Fleet) -> Self {
        let now = state.world().tick();
        let bots = state.own_bots().map(|player| {
            let seed = seed.wrapping_add(u64::from(player.id));
            let number = names::number(&player.name).unwrap_or(player.id);
            let brain = Brain::new(fleet.flyer(number), number, seed);
            let bot = Bot::new(player.id, number, brain, seed, now, Began::Earlier);
            bot.holding(player.controls)
        });
        let bots = bots.collect();
        Self {
            seed,
            fleet,
            hired: state.bots_hired(),
            bots,
            hunts: Hunts::default(),
        }
    }

    /// Lets bots come or go as people go or come: one a tick, and all at once into
    /// an empty room.
    pub fn muster(&mut self, state: &State, commands: &mut Vec<Command>) {
        let target = resized(commands).unwrap_or_else(|| state.bots());
        let wanted = target.saturating_sub(state.pilots().count()) as usize;
        let missing = wanted.saturating_sub(self.bots.len());
        let coming = match self.began() {
            Began::Earlier => missing,
            Began::Now => missing.min(1),
        };
        for number in self.free_numbers(coming) {
            let name = names::name(number);
            commands.push(Command::Enlist { name });
        }
        if self.bots.len() > wanted
            && let Some(index) = self.most_dispensable(state.world())
        {
            self.dismiss(index, commands);
        }
    }

    /// The first ones have served for a while, as far as anybody can see.
    fn began(&self) -> Began {
        match self.hired {
            0 => Began::Earlier,
            _ => Began::Now,
        }
    }

    /// Takes in the bots that have come with the last tick.
    pub fn take_in(&mut self, state: &State) {
        let (began, now) = (self.began(), state.world().tick());
        for outcome in state.outcomes() {
            let Outcome::Enlisted { player } = *outcome else {
                continue;
            };
            let name = state.world().player(player).map(|it| it.name.as_str());
            let number = name.and_then(names::number).unwrap_or(player);
            let seed = self.seed.wrapping_add(self.hired);
            let brain = Brain::new(self.fleet.flyer(number), number, seed);
            self.bots
                .push(Bot::new(player, number, brain, seed, now, began));
            self.hired += 1;
        }
    }

    /// The smallest numbers that no bot has, so many of them.
    fn free_numbers(&self, count: usize) -> Vec<u32> {
        let taken: BTreeSet<_> = self.bots.iter().map(|bot| bot.number).collect();
        let free = (0..).filter(|number| !taken.contains(number));
        free.take(count).collect()
    }

    fn dismiss(&mut self, index: usize, commands: &mut Vec<Command>) {
        let bot = self.bots.remove(index);
        self.hunts.turn(bot.quarry(), 0);
        commands.push(Command::Dismiss { player: bot.player });
    }

    /// The bot that nobody misses: one without a ship, or else without company, the
    /// one that has been there longest.
    fn most_dispensable(&self, world: &World) -> Option<usize> {
        let bots = self.bots.iter().enumerate();
        let missed = |(_, bot): &(usize, &Bot)| {
            let flies = world.player(bot.player).is_some_and(|it| it.ship.is_some());
            (flies, bot.keeps_company_of != 0)
        };
        bots.min_by_key(missed).map(|(index, _)| index)
    }

    /// Has every bot look, if it wants to, and press its keys. One whose time is
    /// over leaves, best when it has lost its ship, and one a tick.
    pub fn fly(&mut self, world: &World, entry: &mut Entry) {
        company::choose(&mut self.bots, world);
        let mut retiring = None;
        for (index, bot) in self.bots.iter_mut().enumerate() {
            let Some(player) = world.player(bot.player) else {
                continue;
            };
            match player.ship.and_then(|ship| world.entity(ship)) {
                Some(_) if bot.is_overdue(player, world.tick()) => retiring = Some(index),
                Some(ship) => bot.press_keys(ship, world, &mut self.hunts, &mut entry.holds),
                None if world.tick() < player.respawn_ready + MOURNING_TICKS => {}
                None if bot.retires(player, world.tick()) => retiring = Some(index),
                None => {
                    let player = bot.player;
                    entry.commands.push(Command::Respawn { player });
                }
            }
        }
        if let Some(index) = retiring {
            self.dismiss(index, &mut entry.commands);
        }
    }
}

/// How many players bots fill the room to from this tick on, if that changes with it.
fn resized(commands: &[Command]) -> Option<u32> {
    let mut sizes = commands.iter().filter_map(|command| {
        if let Command::Resize { bots, .. } = command {
            Some(*bots)
        } else {
            None
        }
    });
    sizes.next_back()
}
