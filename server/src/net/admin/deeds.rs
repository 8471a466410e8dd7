//! What an order does at the edge where whom it is for is, whichever edge it was given at.

use std::fmt;
use std::time::{Duration, Instant};

use super::Desk;
use super::standing::Orders;
use crate::net::Edge;
use crate::net::chat::Voices;
use crate::net::http::problem::Problem;
use crate::net::peers::Word;
use crate::net::rooms::sessions::Guest;
use crate::room::{ClientId, Order, Request, RoomHandle, edge_of};
use crate::store::Stamp;
use crate::store::questions::{Recognising, Renaming};

/// Whom an order is for.
pub(super) enum Whom {
    /// Somebody who is here. Boxed: the other is small.
    Here(Box<Guest>),
    /// Somebody who is at another edge, by this connection.
    Elsewhere(ClientId),
}

/// As the audit log calls it.
impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Here(guest) => guest.fmt(f),
            Self::Elsewhere(client) => {
                write!(f, "client {client} at edge {}", edge_of(*client))
            }
        }
    }
}

impl Desk {
    /// Who has this connection, here or at another edge.
    pub(super) fn whom(&self, client: ClientId) -> Result<Whom, Problem> {
        match self.edge.is_elsewhere(client) {
            true => Ok(Whom::Elsewhere(client)),
            false => Ok(Whom::Here(Box::new(self.guest(client)?))),
        }
    }
}

impl Edge {
    /// Whether a connection is one of another edge.
    pub(in crate::net) fn is_elsewhere(&self, client: ClientId) -> bool {
        self.peers.is_some() && edge_of(client) != self.number
    }

    /// Silences somebody who is here, at all edges; 0 minutes let it talk again.
    pub(in crate::net) async fn silence(&self, guest: &Guest, minutes: u32) -> Result<(), Problem> {
        let voices = self.voices(guest).await?;
        self.mute(voices, minutes).await?;
        self.tell_others(&Word::Mute { voices, minutes });
        Ok(())
    }

    /// Silences whoever is known by this, at this edge.
    pub(in crate::net) async fn mute(&self, voices: Voices, minutes: u32) -> Result<(), Problem> {
        let mute = Duration::from_secs(60 * u64::from(minutes));
        let until = (minutes > 0).then(|| Instant::now() + mute);
        let lasts_s = (minutes > 0).then(|| 60 * i64::from(minutes));
        self.keep(move |orders| orders.mute(&voices, Stamp::now(), lasts_s))
            .await?;
        for (_, company) in self.companies.all() {
            company.chat.mute(&voices.both(), until);
        }
        Ok(())
    }

    /// Calls somebody something else who is here.
    pub(in crate::net) async fn rename(&self, guest: &Guest, name: String) -> Result<(), Problem> {
        let (client, room) = (guest.client, self.room_of(guest)?);
        let renaming = Renaming {
            token: guest.token,
            name: name.clone(),
        };
        self.store.ask(renaming).await?;
        self.sessions.rename(client, &name);
        let order = Request::Moderate(Order::Rename { client, name });
        room.ask(order).await.map_err(|_| Problem::NobodyHere)
    }

    /// Has something hold until it is changed again, over restarts too, where there are
    /// moderators. What cannot be kept is not done.
    pub(super) async fn keep(
        &self,
        change: impl FnOnce(&mut Orders) + Send + 'static,
    ) -> Result<(), Problem> {
        let Some(moderation) = &self.trust.moderation else {
            return Ok(());
        };
        let kept = moderation.standing.change(change).await;
        kept.map_err(Problem::Unkept)
    }

    /// What a guest is known by in the chat.
    async fn voices(&self, guest: &Guest) -> Result<Voices, Problem> {
        let token = guest.token;
        let known = Recognising {
            token,
            wished: None,
        };
        let player = self.store.ask(known).await?.player;
        let from = (guest.client, guest.address);
        Ok(Voices::of(from, token, player, &self.trust))
    }

    /// The room that a guest is in.
    fn room_of(&self, guest: &Guest) -> Result<RoomHandle, Problem> {
        let (number, _) = guest.place.ok_or(Problem::NobodyHere)?;
        let mut rooms = self.lobby.all().into_iter();
        let room = rooms.find(|room| room.status().room == number);
        room.ok_or(Problem::NobodyHere)
    }
}
