//! What a member hears and sends, by bounded queues. Whoever carries it to the other
//! edges is at their other ends.

use tokio::sync::mpsc;

use super::{Line, Proposal};

/// How much waits to be heard at the most. Lines wait for room; proposals are lost, and
/// told again.
pub const NEWS_MAX: usize = 1_024;
/// How much waits to be sent at the most. Beyond that it is lost, and sent again.
pub const OUTGOING_MAX: usize = 1_024;

/// What a member hears.
#[derive(Debug)]
pub enum News {
    /// The stream delivers a line.
    Line {
        /// Its place there.
        sequence: u64,
        /// What it holds.
        line: Line,
    },
    /// An edge asks for something.
    Proposal(Proposal),
    /// A snapshot that this edge has written is kept.
    Kept {
        /// The sequence of the line that it was taken after.
        sequence: u64,
    },
    /// The stream cannot be followed any further.
    Broken,
    /// The stream does not take what was to come after this line.
    Refused {
        /// The sequence of that line.
        after: u64,
    },
}

/// What the member wants to be sent.
#[derive(Debug)]
pub enum Outgoing {
    /// To the stream, if the last line there is still this one.
    Append {
        /// The sequence of the line that it comes after.
        after: u64,
        /// What it holds.
        line: Vec<u8>,
    },
    /// To all edges. It may be lost.
    Propose(Proposal),
    /// A snapshot, to be kept for those who come later.
    Snapshot(Snapshot),
}

/// A room after a line, for those who come later.
#[derive(Debug)]
pub struct Snapshot {
    /// The sequence of that line.
    pub sequence: u64,
    /// What the room goes on from, as MessagePack, and behind it what is known of its past.
    pub record: Vec<u8>,
}

/// A member's ends of the queues.
#[derive(Debug)]
pub struct Link {
    /// What it hears.
    pub news: mpsc::Receiver<News>,
    /// What it sends.
    pub outgoing: mpsc::Sender<Outgoing>,
}

/// The other ends.
#[derive(Debug)]
pub struct Carrier {
    /// What the member hears.
    pub news: mpsc::Sender<News>,
    /// What the member sends.
    pub outgoing: mpsc::Receiver<Outgoing>,
}

/// Both ends.
pub fn link() -> (Link, Carrier) {
    let (tell, news) = mpsc::channel(NEWS_MAX);
    let (outgoing, taken) = mpsc::channel(OUTGOING_MAX);
    let link = Link { news, outgoing };
    let carrier = Carrier {
        news: tell,
        outgoing: taken,
    };
    (link, carrier)
}
