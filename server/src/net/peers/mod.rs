//! What the edges of a cluster tell each other past the rooms: what people say, what
//! moderators order, and whether there is room for newcomers. A server that stands alone
//! tells nobody.
//!
//! Words may be lost. Whatever must hold for all is in the store besides, which is read
//! again now and then.

mod address;
mod content;
mod hearing;
mod lending;
mod others;
mod word;

use tokio::sync::mpsc;

pub use address::{NoAddress, PublicAddress};
pub(in crate::net) use hearing::hear_out;
pub(in crate::net) use lending::{LENT_MAX, NotLent};
pub use lending::{Loans, Part, Wanted};
pub use others::{Others, Presence};
pub use word::Word;

/// How many words wait for the network at the most. Beyond that they are lost.
const WORDS_MAX: usize = 1_024;

/// How an edge tells the others something.
#[derive(Clone, Debug)]
pub struct Peers {
    tell: mpsc::Sender<Vec<u8>>,
    /// Where clients reach this edge, if that is known.
    address: Option<PublicAddress>,
}

/// How an edge hears the others, and is heard.
#[derive(Debug)]
pub struct Peering {
    /// What it tells.
    pub peers: Peers,
    /// What others tell.
    pub heard: mpsc::Receiver<Vec<u8>>,
}

/// The network's ends.
#[derive(Debug)]
pub struct PeerCarrier {
    /// What this edge tells.
    pub told: mpsc::Receiver<Vec<u8>>,
    /// What others tell it.
    pub tell: mpsc::Sender<Vec<u8>>,
}

/// Both ends, for an edge that clients reach there.
pub fn peering(address: Option<PublicAddress>) -> (Peering, PeerCarrier) {
    let (peers, told) = mpsc::channel(WORDS_MAX);
    let (tell, heard) = mpsc::channel(WORDS_MAX);
    let peers = Peers {
        tell: peers,
        address,
    };
    (Peering { peers, heard }, PeerCarrier { told, tell })
}

impl Peers {
    /// Tells all other edges, without waiting.
    pub fn tell(&self, word: &Word) {
        match rmp_serde::to_vec_named(word) {
            Ok(bytes) => {
                if self.tell.try_send(bytes).is_err() {
                    tracing::warn!("too much to tell other edges: a word is lost");
                }
            }
            // Words are data, and a vector takes whatever is written to it.
            Err(error) => tracing::error!(%error, "a word cannot be written down"),
        }
    }
}
