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
    /// A line has no place there.
    #[error("line {sequence} of the stream is a second foundation")]
    FoundedTwice {
        /// Which.
        sequence: u64,
    },
}
