//! Why an edge has lost its way.

use asteroids_shared::Tick;

use crate::room::state::command::EdgeId;

/// Why an edge cannot go on from here: it has to begin from a snapshot.
#[derive(Debug, thiserror::Error)]
pub enum Astray {
    /// A line is missing.
    #[error("line {expected} of the stream is missing: line {got} came")]
    Gap {
        /// What was to come.
        expected: u64,
        /// What came.
        got: u64,
    },
    /// It has another world than the edge that closes the ticks.
    #[error("its world differs from that of edge {leader} at tick {tick}")]
    Differs {
        /// Which edge that is.
        leader: EdgeId,
        /// At which tick it was told.
        tick: Tick,
    },
    /// A line that it has taken in counts as empty: other edges panic of it.
    #[error("line {sequence} of the stream is skipped, and this edge has taken it in")]
    Skipped {
        /// Which.
        sequence: u64,
    },
    /// A line has no place with what went before.
    #[error("a room panics of line {sequence} of the stream")]
    Poisoned {
        /// Which.
        sequence: u64,
        /// Its epoch.
        epoch: u32,
    },
    /// The stream goes on in another version of the world.
    #[error("line {sequence} is for version {theirs} of the world, and this program's is {ours}")]
    Version {
        /// Which line.
        sequence: u64,
        /// Its version.
        theirs: u32,
        /// That of this program.
        ours: u32,
    },
    /// The room is for edges of another version of the world from now on.
    #[error("the room is handed over to edges of version {version} of the world")]
    HandedOver {
        /// Which.
        version: u32,
    },
    /// A line has no place there.
    #[error("line {sequence} of the stream is a second foundation")]
    FoundedTwice {
        /// Which.
        sequence: u64,
    },
}
