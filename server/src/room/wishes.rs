//! What the clients of a process ask of a room: the border between the telling, which
//! hears them, and the sequencer, which closes ticks.

use asteroids_shared::{Controls, Improvement, PlayerId, Tick};
use serde::{Deserialize, Serialize};

use super::state::command::{ClientId, Command};

/// What is asked of a room, in its order. Each tick takes all of it, so there is never
/// more than a few for each request that a tick takes, and for each client that is let go.
#[derive(Debug, Default)]
pub struct Wishes(Vec<Wish>);

/// Something that is asked of a room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Wish {
    /// This is to be done at the next tick.
    Do(Command),
    /// The pilot of a connection holds something else when its time has come.
    Hold {
        /// Which connection.
        client: ClientId,
        /// What it holds, and from when on.
        input: Input,
    },
    /// A player wants a new ship, if it can have one.
    Respawn {
        /// Who.
        player: PlayerId,
    },
    /// A dead player chooses an improvement, if it is offered that one.
    Choose {
        /// Who.
        player: PlayerId,
        /// Which.
        improvement: Improvement,
    },
    /// A connection is gone, and whatever waits of it.
    Forget {
        /// Which.
        client: ClientId,
    },
}

/// A numbered change of what is held.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Grows with each input.
    pub seq: u32,
    /// From when on it holds.
    pub tick: Tick,
    /// What is held.
    pub controls: Controls,
}

impl Wishes {
    /// Something is asked after all else.
    pub fn push(&mut self, wish: Wish) {
        self.0.push(wish);
    }

    /// A command is to take effect with the next tick.
    pub fn command(&mut self, command: Command) {
        self.push(Wish::Do(command));
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives all that is asked, and keeps nothing.
    pub fn drain(&mut self) -> impl Iterator<Item = Wish> {
        self.0.drain(..)
    }
}

impl From<Vec<Wish>> for Wishes {
    fn from(wishes: Vec<Wish>) -> Self {
        Self(wishes)
    }
}
