//! What an edge does when another one tells it something.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::Notice;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};

use super::others::TOLD_EVERY;
use super::{Heard, Part, Word};
use crate::net::Edge;
use crate::net::client::farewell::Farewell;
use crate::net::rooms::sessions::Guest;
use crate::store::Stamp;

/// How often bans are read again, whatever was heard.
const BANS_EVERY: Duration = Duration::from_secs(30);

/// Hears the other edges out, for ever. An edge that has none hears nothing.
pub(in crate::net) async fn hear_out(edge: Arc<Edge>, heard: Option<Heard>) {
    let Some(Heard { words, parts }) = heard else {
        return std::future::pending().await;
    };
    // A word may take its time, as while the keeper is away. Parts do not wait for it.
    tokio::join!(hear_words(&edge, words), take_parts(&edge, parts));
    std::future::pending().await
}

/// Takes what others lend.
async fn take_parts(edge: &Edge, mut parts: mpsc::Receiver<Vec<u8>>) {
    while let Some(part) = parts.recv().await {
        match rmp_serde::from_slice::<Part>(&part) {
            Ok(part) if part.to == edge.number => edge.loans.take(part),
            Ok(_) => {}
            Err(error) => tracing::warn!("what another edge lends cannot be read: {error}"),
        }
    }
}

async fn hear_words(edge: &Arc<Edge>, mut words: mpsc::Receiver<Vec<u8>>) {
    let mut bans = interval(BANS_EVERY);
    let mut presence = interval(TOLD_EVERY);
    for timer in [&mut bans, &mut presence] {
        timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    }
    loop {
        let word = tokio::select! {
            word = words.recv() => word,
            _ = bans.tick() => {
                edge.read_bans_again().await;
                continue;
            }
            _ = presence.tick() => {
                edge.tell_others(&Word::Here(edge.presence()));
                continue;
            }
        };
        let Some(word) = word else { return };
        match rmp_serde::from_slice(&word) {
            Ok(word) => edge.hear(word).await,
            Err(error) => tracing::warn!("what another edge says cannot be read: {error}"),
        }
    }
}

impl Edge {
    /// Tells the others, if there are any.
    pub(in crate::net) fn tell_others(&self, word: &Word) {
        if let Some(peers) = &self.peers {
            peers.tell(word);
        }
    }

    async fn hear(self: &Arc<Self>, word: Word) {
        match word {
            Word::Said { room, line } => {
                if let Some(company) = self.companies.of(room) {
                    company.chat.hear(line);
                }
            }
            Word::Kick { client, reason } => {
                self.sessions.dismiss(client, Farewell::kicked(&reason));
            }
            Word::Silence { client, minutes } => {
                if let Some(guest) = self.sessions.guest(client)
                    && let Err(problem) = self.silence(&guest, minutes).await
                {
                    tracing::warn!("a mute of another edge fails: {problem}");
                }
            }
            Word::Rename { client, name } => {
                if let Some(guest) = self.sessions.guest(client)
                    && let Err(problem) = self.rename(&guest, name).await
                {
                    tracing::warn!("a new name of another edge fails: {problem}");
                }
            }
            Word::Mute { voices, minutes } => {
                if let Err(problem) = self.mute(voices, minutes).await {
                    tracing::warn!("a mute does not outlast a restart: {problem}");
                }
            }
            Word::Manners(manners) => {
                for (_, company) in self.companies.all() {
                    company.chat.set_manners(manners);
                }
            }
            Word::Sizes(sizes) => {
                if sizes.are_within(&self.lobby.sizes_at_start()) {
                    self.lobby.resize(sizes);
                }
            }
            Word::Announce(text) => {
                let notice = Notice::new(text);
                self.lobby.announce(&notice).await;
            }
            Word::Bans => self.read_bans_again().await,
            Word::Revoked(tokens) => self.end_flights(&tokens),
            Word::Here(presence) => self.hear_of(presence),
            Word::Wanted { by, wanted } => {
                tokio::spawn(Arc::clone(self).lend(by, wanted));
            }
            Word::Lacking { by, to, wanted } if to == self.number => {
                let others = self.others.edges(Instant::now());
                self.loans.lack(wanted, by, &others);
            }
            Word::Lacking { .. } => {}
        }
    }

    /// Has the bans of the store hold here, whoever has made or lifted them.
    async fn read_bans_again(&self) {
        if let Err(error) = self.bans.read_again(&self.store).await {
            tracing::debug!(%error, "bans are not read again");
            return;
        }
        let now = Stamp::now();
        let banned = |guest: &Guest| self.bans.farewell(guest.address, guest.token.as_ref(), now);
        self.sessions.dismiss_all(banned);
    }
}
