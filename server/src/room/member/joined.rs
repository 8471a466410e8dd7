//! Where an edge begins.

use super::line::{Body, Line};
use crate::room::state::State;

/// What an edge begins with.
pub struct Joined {
    /// The room.
    pub state: State,
    /// The last line that it has taken in.
    pub sequence: u64,
    /// What the room's past is called, if it has none yet.
    pub source: i64,
}

impl Joined {
    /// Takes in a line that was there before, without telling anybody.
    pub fn take_in(&mut self, sequence: u64, line: Line) {
        if let Body::Tick(tick) = line.body {
            self.state.apply(&tick.entry);
        }
        self.sequence = sequence;
    }
}
