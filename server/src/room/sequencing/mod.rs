//! Who closes ticks: what was asked, what pilots hold and what bots do becomes an
//! ordered list of commands.

mod crew;
mod inputs;

use asteroids_shared::{Controls, Improvement, PlayerId};

use self::crew::Crew;
use self::inputs::Inputs;
use crate::room::fleet::Fleet;
use crate::room::settings::RoomSettings;
use crate::room::state::State;
use crate::room::state::command::{ClientId, Command};
use crate::room::state::entry::Entry;
use crate::room::wishes::{Wish, Wishes};

/// Orders what enters a room. Reads its state, and never changes it.
#[derive(Debug)]
pub struct Sequencer {
    entry: Entry,
    inputs: Inputs,
    crew: Crew,
}

/// A tick that is closed: what enters, and which input of which connection that takes.
#[derive(Debug)]
pub struct Closed {
    /// What enters.
    pub entry: Entry,
    /// Connections, and the numbers of their inputs.
    pub taken: Vec<(ClientId, u32)>,
}

impl Sequencer {
    /// For a room in this state whose bots fly by the pilot. What they do by chance
    /// follows from the seed.
    pub fn new(state: &State, seed: u64) -> Self {
        Self::with(state, seed, Fleet::default())
    }

    /// For a room in this state, by its settings.
    pub fn of(state: &State, settings: &RoomSettings) -> Self {
        Self::with(state, settings.world.seed, settings.fleet.clone())
    }

    fn with(state: &State, seed: u64, fleet: Fleet) -> Self {
        Self {
            entry: Entry::default(),
            inputs: Inputs::default(),
            crew: Crew::of(state, seed, fleet),
        }
    }

    /// Has a command take effect with the next tick.
    pub fn take(&mut self, command: Command) {
        self.entry.commands.push(command);
    }

    /// Has a player hold something from the next tick on.
    pub fn press(&mut self, player: PlayerId, controls: Controls) {
        self.entry.holds.push((player, controls));
    }

    /// Has what clients ask take effect when it is due.
    pub fn take_in(&mut self, wishes: &mut Wishes, state: &State) {
        for wish in wishes.drain() {
            match wish {
                Wish::Do(command) => self.take(command),
                Wish::Hold { client, input } => {
                    self.inputs.push(client, input, state.world().tick());
                }
                Wish::Respawn { player } => self.respawn(player, state),
                Wish::Choose {
                    player,
                    improvement,
                } => self.choose(player, improvement, state),
                Wish::Forget { client } => self.inputs.forget(client),
            }
        }
    }

    /// A player wants a new ship. Passed on if that can be granted, and once: every
    /// other wish would be told to the world, the log and the client for nothing.
    fn respawn(&mut self, player: PlayerId, state: &State) {
        let world = state.world();
        let ready = world
            .player(player)
            .is_some_and(|player| player.ship.is_none() && player.respawn_ready <= world.tick());
        let command = Command::Respawn { player };
        if ready && !self.entry.commands.contains(&command) {
            self.entry.commands.push(command);
        }
    }

    /// A player chooses an improvement. Passed on if it is offered that one, and once.
    fn choose(&mut self, player: PlayerId, improvement: Improvement, state: &State) {
        let player_known = state.world().player(player);
        let command = Command::Choose {
            player,
            improvement,
        };
        if player_known.is_some_and(|it| it.offer.has(improvement))
            && !self.entry.commands.contains(&command)
        {
            self.entry.commands.push(command);
        }
    }

    /// Closes the tick that is to come.
    pub fn close(&mut self, state: &State) -> Closed {
        let taken = self.inputs.take_due(state, &mut self.entry);
        self.crew.fly(state.world(), &mut self.entry);
        self.crew.muster(state, &mut self.entry.commands);
        self.entry.put_in_order();
        Closed {
            entry: std::mem::take(&mut self.entry),
            taken,
        }
    }

    /// Looks who of the room's own bots has come with the last tick.
    pub fn learn(&mut self, state: &State) {
        self.crew.take_in(state);
    }
}
