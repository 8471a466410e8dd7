//! The bots of a room: they fill it while people are few, and fly by the same
//! controls as people.

mod bot;
mod company;
mod hunts;
mod names;

use asteroids_shared::rules::seconds;
use asteroids_shared::{PlayerId, Tick};

use self::bot::{Began, Bot};
use self::hunts::Hunts;
use super::player_ids::PlayerIds;
use crate::world::{Command, Player, World};

/// How long a bot lies dead before it wants a new ship, at the least.
const MOURNING_TICKS: Tick = seconds(1);

/// The bots of a room.
#[derive(Debug)]
pub struct Crew {
    /// The population that bots fill the room to.
    target: u32,
    seed: u64,
    hired: u64,
    bots: Vec<Bot>,
    hunts: Hunts,
}

impl Crew {
    /// Bots that fill a room to `target` players, people included.
    pub fn new(target: u32, seed: u64) -> Self {
        Self {
            target,
            seed,
            hired: 0,
            bots: Vec::new(),
            hunts: Hunts::default(),
        }
    }

    /// The same, with these bots of a world that is restored. They look at it anew.
    pub fn restore<'a>(
        target: u32,
        seed: u64,
        hired: u64,
        now: Tick,
        bots: impl Iterator<Item = &'a Player>,
    ) -> Self {
        let bots = bots.map(|player| {
            let seed = seed.wrapping_add(u64::from(player.id));
            let number = names::number(&player.name).unwrap_or(player.id);
            Bot::new(player.id, number, seed, now, Began::Earlier).holding(player.controls)
        });
        Self {
            hired,
            bots: bots.collect(),
            ..Self::new(target, seed)
        }
    }

    /// Who flies for the room.
    pub fn players(&self) -> impl Iterator<Item = PlayerId> {
        self.bots.iter().map(|bot| bot.player)
    }

    /// How many bots there have been.
    pub fn hired(&self) -> u64 {
        self.hired
    }

    /// Fills the room to so many players from now on.
    pub fn fill_to(&mut self, target: u32) {
        self.target = target;
    }

    /// Lets bots come or go as people go or come: one a tick, and all at once into
    /// an empty room.
    pub fn muster(
        &mut self,
        people: u32,
        world: &World,
        players: &mut PlayerIds,
        commands: &mut Vec<Command>,
    ) {
        let wanted = self.target.saturating_sub(people) as usize;
        let began = if self.hired == 0 {
            Began::Earlier
        } else {
            Began::Now
        };
        let missing = wanted.saturating_sub(self.bots.len());
        let coming = match began {
            Began::Earlier => missing,
            Began::Now => missing.min(1),
        };
        for _ in 0..coming {
            self.hire(world.tick(), began, players, commands);
        }
        if self.bots.len() > wanted
            && let Some(index) = self.most_dispensable(world)
        {
            self.dismiss(index, players, commands);
        }
    }

    fn hire(
        &mut self,
        now: Tick,
        began: Began,
        players: &mut PlayerIds,
        commands: &mut Vec<Command>,
    ) {
        let player = players.take();
        let number = self.free_number();
        commands.push(Command::Join {
            player,
            name: names::name(number),
            bot: true,
            near: 0,
        });
        let seed = self.seed.wrapping_add(self.hired);
        self.bots.push(Bot::new(player, number, seed, now, began));
        self.hired += 1;
    }

    /// The smallest number that no bot has.
    fn free_number(&self) -> u32 {
        let mut numbers: Vec<_> = self.bots.iter().map(|bot| bot.number).collect();
        numbers.sort_unstable();
        let taken = (numbers.into_iter().zip(0..)).take_while(|(number, index)| number == index);
        taken.count() as u32
    }

    fn dismiss(&mut self, index: usize, players: &mut PlayerIds, commands: &mut Vec<Command>) {
        let bot = self.bots.remove(index);
        self.hunts.turn(bot.quarry(), 0);
        players.give_back(bot.player);
        commands.push(Command::Leave { player: bot.player });
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
    pub fn fly(&mut self, world: &World, players: &mut PlayerIds, commands: &mut Vec<Command>) {
        company::choose(&mut self.bots, world);
        let mut retiring = None;
        for (index, bot) in self.bots.iter_mut().enumerate() {
            let Some(player) = world.player(bot.player) else {
                continue;
            };
            match player.ship.and_then(|ship| world.entity(ship)) {
                Some(_) if bot.is_overdue(player, world.tick()) => retiring = Some(index),
                Some(ship) => bot.press_keys(ship, world, &mut self.hunts, commands),
                None if world.tick() < player.respawn_ready + MOURNING_TICKS => {}
                None if bot.retires(player, world.tick()) => retiring = Some(index),
                None => commands.push(Command::Respawn { player: bot.player }),
            }
        }
        if let Some(index) = retiring {
            self.dismiss(index, players, commands);
        }
    }
}
