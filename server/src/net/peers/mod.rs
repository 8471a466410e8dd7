//! What the edges of a cluster tell each other past the rooms: what people say, what
//! moderators order, and whether there is room for newcomers. A server that stands alone
//! tells nobody.
//!
//! Words may be lost. Whatever must hold for all is in the store besides, which is read
//! again now and then. What is lent is large, and has a way of its own: there it waits for
//! its turn, so that it takes a bounded amount of memory, and holds up no word.

mod address;
mod content;
mod hearing;
mod lending;
mod others;
mod reach;
mod word;

use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;

pub use address::{NoAddress, PublicAddress};
pub(in crate::net) use hearing::hear_out;
pub(in crate::net) use lending::{LENT_MAX, NotLent};
pub use lending::{Loans, Part, Wanted};
pub use others::{Others, Presence};
pub use reach::{EdgeHost, NoEdgeHost, Reach};
pub use word::Word;

use crate::net::KnownBans;
use crate::room::EdgeId;

/// How many words wait for the network, and to be heard, at the most. Beyond that they are
/// lost.
const WORDS_MAX: usize = 1_024;
/// The most that a word takes, in bytes, so that those that wait take 8 MiB. A longer one is
/// lost.
pub const WORD_BYTES_MAX: usize = 8 << 10;
/// How many parts of what is lent wait for the network, and to be taken, at the most: 2 MiB.
/// Who lends waits then, and gives up in time.
const PARTS_MAX: usize = 4;

/// How an edge tells the others something.
#[derive(Clone, Debug)]
pub struct Peers {
    tell: mpsc::Sender<Vec<u8>>,
    lend: mpsc::Sender<Parcel>,
    /// Where clients reach this edge, if that is known.
    address: Option<PublicAddress>,
    /// To which edges pages may go.
    reach: Reach,
}

/// A part of something on its way to the edge that has asked for it.
#[derive(Debug)]
pub struct Parcel {
    /// That edge.
    pub to: EdgeId,
    /// The part, written down.
    pub bytes: Vec<u8>,
}

/// How an edge hears the others, and is heard.
#[derive(Debug)]
pub struct Peering {
    /// What it tells.
    pub peers: Peers,
    /// What others tell.
    pub heard: Heard,
    /// The bans that this edge knew last.
    pub known_bans: KnownBans,
}

/// What others tell an edge.
#[derive(Debug)]
pub struct Heard {
    /// Words.
    pub words: mpsc::Receiver<Vec<u8>>,
    /// Parts of what it has asked for.
    pub parts: mpsc::Receiver<Vec<u8>>,
}

/// The network's ends.
#[derive(Debug)]
pub struct PeerCarrier {
    /// What this edge tells.
    pub told: mpsc::Receiver<Vec<u8>>,
    /// What it lends.
    pub lent: mpsc::Receiver<Parcel>,
    /// What others tell it.
    pub tell: Ear,
    /// What they lend it. Whoever carries it waits for room.
    pub lend: mpsc::Sender<Vec<u8>>,
}

/// Where an edge hears words.
#[derive(Debug)]
pub struct Ear(mpsc::Sender<Vec<u8>>);

impl Ear {
    /// Tells the edge, unless there is no room.
    pub fn tell(&self, word: &[u8]) {
        if word.len() <= WORD_BYTES_MAX {
            // What is lost is in the store, or told again.
            let _ = self.0.try_send(word.to_vec());
        }
    }

    /// Whether nobody listens any more.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

/// Both ends, for an edge that clients reach there, and others at these hosts too.
pub fn peering(address: Option<PublicAddress>, hosts: Vec<EdgeHost>) -> (Peering, PeerCarrier) {
    let (words, told) = mpsc::channel(WORDS_MAX);
    let (parcels, lent) = mpsc::channel(PARTS_MAX);
    let (tell, words_heard) = mpsc::channel(WORDS_MAX);
    let (lend, parts) = mpsc::channel(PARTS_MAX);
    let peers = Peers {
        tell: words,
        lend: parcels,
        reach: Reach::new(address.as_ref(), hosts),
        address,
    };
    let heard = Heard {
        words: words_heard,
        parts,
    };
    let carrier = PeerCarrier {
        told,
        lent,
        tell: Ear(tell),
        lend,
    };
    let peering = Peering {
        peers,
        heard,
        known_bans: KnownBans::default(),
    };
    (peering, carrier)
}

impl Peers {
    /// To which edges pages may go.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Tells all other edges, without waiting.
    pub fn tell(&self, word: &Word) {
        let bytes = match rmp_serde::to_vec_named(word) {
            Ok(bytes) => bytes,
            // Words are data, and a vector takes whatever is written to it.
            Err(error) => {
                tracing::error!(%error, "a word cannot be written down");
                return;
            }
        };
        if bytes.len() > WORD_BYTES_MAX {
            let length = bytes.len();
            tracing::error!(length, "a word is too long for other edges, and is lost");
        } else if let Err(TrySendError::Full(_)) = self.tell.try_send(bytes) {
            tracing::warn!("too much to tell other edges: a word is lost");
        }
    }

    /// Gives another edge a part of something, once it has its turn.
    async fn lend(&self, part: &Part) {
        match rmp_serde::to_vec_named(part) {
            Ok(bytes) => {
                let to = part.to;
                // Nobody takes it any more when the server stops.
                let _ = self.lend.send(Parcel { to, bytes }).await;
            }
            // It is data, and a vector takes whatever is written to it.
            Err(error) => tracing::error!(%error, "a part cannot be written down"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_wait_are_bounded_in_number_and_length_both_ways() {
        let (
            Peering {
                peers, mut heard, ..
            },
            mut carrier,
        ) = peering(None, Vec::new());
        peers.tell(&Word::Announce("a".repeat(WORD_BYTES_MAX)));
        assert!(carrier.told.try_recv().is_err(), "it is too long");
        for _ in 0..=WORDS_MAX {
            peers.tell(&Word::Bans);
            carrier.tell.tell(&[0; WORD_BYTES_MAX + 1]);
            carrier.tell.tell(&[0; WORD_BYTES_MAX]);
        }
        let told = std::iter::from_fn(|| carrier.told.try_recv().ok());
        assert_eq!(told.count(), WORDS_MAX);
        let heard = std::iter::from_fn(|| heard.words.try_recv().ok());
        let lengths: Vec<_> = heard.map(|word| word.len()).collect();
        assert_eq!(lengths, [WORD_BYTES_MAX; WORDS_MAX]);
    }
}
