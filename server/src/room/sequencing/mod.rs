//! Who closes ticks: what was asked, what pilots hold and what bots do becomes an
//! ordered list of commands.

mod crew;
mod inputs;

use asteroids_shared::{Controls, PlayerId};

use self::crew::Crew;
pub use self::inputs::Input;
use self::inputs::Inputs;
use crate::room::state::State;
use crate::room::state::command::{ClientId, Command};
use crate::room::state::entry::Entry;

/// Orders what enters a room. Reads its state, and never changes it.
#[derive(Debug)]
pub struct Sequencer {
    entry: Entry,
    inputs: Inputs,
    crew: Crew,
}

impl Sequencer {
    /// For a room in this state, which bots fill to so many players.
    pub fn new(state: &State, bots: u32, seed: u64) -> Self {
        Self {
            entry: Entry::default(),
            inputs: Inputs::default(),
            crew: Crew::of(state, bots, seed),
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

    /// A player wants a new ship. Passed on if that can be granted, and once: every
    /// other wish would be told to the world, the journal and the client for nothing.
    pub fn respawn(&mut self, player: PlayerId, state: &State) {
        let world = state.world();
        let ready = world
            .player(player)
            .is_some_and(|player| player.ship.is_none() && player.respawn_ready <= world.tick());
        let command = Command::Respawn { player };
        if ready && !self.entry.commands.contains(&command) {
            self.entry.commands.push(command);
        }
    }

    /// The pilot of a connection holds something else when its time has come.
    pub fn hold(&mut self, client: ClientId, input: Input, state: &State) {
        self.inputs.push(client, input, state.world().tick());
    }

    /// A connection is gone, and whatever waits of it.
    pub fn forget(&mut self, client: ClientId) {
        self.inputs.forget(client);
    }

    /// Has bots fill the room to so many players from now on.
    pub fn fill_to(&mut self, bots: u32) {
        self.crew.fill_to(bots);
    }

    /// Closes the tick that is to come, and gives what enters at it.
    pub fn close(&mut self, state: &State) -> Entry {
        self.inputs.take_due(state, &mut self.entry);
        self.crew.fly(state.world(), &mut self.entry);
        self.crew.muster(state, &mut self.entry.commands);
        self.entry.put_in_order();
        std::mem::take(&mut self.entry)
    }

    /// Which input of which connection the tick that was closed last has taken.
    pub fn taken(&self) -> &[(ClientId, u32)] {
        self.inputs.taken()
    }

    /// Looks who of the room's own bots has come with the last tick.
    pub fn learn(&mut self, state: &State) {
        self.crew.take_in(state);
    }
}
