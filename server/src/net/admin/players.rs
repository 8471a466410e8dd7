//! Who is here.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use asteroids_shared::PlayerId;
use asteroids_shared::protocol::Role;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tokio::sync::oneshot;

use super::{Answer, Desk};
use crate::net::http::problem::Problem;
use crate::net::rooms::sessions::Guest;
use crate::net::visitor::networks::Subnet;
use crate::room::{ClientId, Order, Present, Request, edge_of};
use crate::store::TokenHash;
use crate::store::questions::NamesOf;

/// Somebody who is here.
#[derive(Serialize)]
pub(super) struct Row {
    /// Names the connection, and no other one before or after it.
    client: ClientId,
    room: u32,
    player: PlayerId,
    role: &'static str,
    name: String,
    score: u32,
    /// For how long it has been here.
    here_s: u64,
    /// Of one at another edge, which edge that is.
    address: String,
    /// What stands in the log in place of the address; empty for one at another edge.
    pseudonym: String,
    /// What the store knows of it, if it does.
    stored: Option<Stored>,
    /// How many others are here from its address; none if everybody is, because
    /// it is a proxy's.
    others_there: Option<usize>,
    /// For how much longer it may not talk.
    muted_s: u64,
}

#[derive(Serialize)]
struct Stored {
    name: String,
    claimed: bool,
}

pub(super) async fn list(State(desk): State<Arc<Desk>>) -> Answer<Vec<Row>> {
    let present = desk.present().await;
    let stored = desk.stored(&present).await?;
    let from_there = desk.edge.sessions.by_subnet();
    let rows = present.into_iter().map(|(room, present, guest)| {
        let row = Row::of(room, present);
        let Some(guest) = guest else { return row };
        Row {
            here_s: guest.since.elapsed().as_secs(),
            address: guest.address.to_string(),
            pseudonym: desk.edge.sessions.pseudonym_of(guest.address).to_string(),
            stored: guest.token.and_then(|token| {
                let (name, claimed) = stored.get(&token)?.clone();
                Some(Stored { name, claimed })
            }),
            others_there: desk.bannable(&guest).map(|subnet| {
                let all = from_there.get(&subnet).copied().unwrap_or(0);
                all.saturating_sub(1)
            }),
            muted_s: desk.muted_s(room, &guest),
            ..row
        }
    });
    Ok(Json(rows.collect()))
}

impl Row {
    /// What the room knows of somebody, wherever it is.
    fn of(room: u32, present: Present) -> Self {
        Self {
            client: present.client,
            room,
            player: present.player,
            role: match present.role {
                Role::Pilot if present.bot => "bot",
                Role::Pilot => "pilot",
                Role::Spectator => "spectator",
            },
            name: present.name,
            score: present.score,
            here_s: 0,
            address: format!("edge {}", edge_of(present.client)),
            pseudonym: String::new(),
            stored: None,
            others_there: None,
            muted_s: 0,
        }
    }
}

impl Desk {
    /// Who is in each room, and the guests of them who are here. A room that is stopping
    /// has nobody.
    async fn present(&self) -> Vec<(u32, Present, Option<Guest>)> {
        let mut rolls = Vec::new();
        for room in self.edge.lobby.all() {
            let (answer, roll) = oneshot::channel();
            let order = Request::Moderate(Order::CallRoll { answer });
            if room.ask(order).await.is_ok() {
                rolls.push((room.status().room, roll));
            }
        }
        let mut present = Vec::new();
        for (room, roll) in rolls {
            let here = roll.await.unwrap_or_default().into_iter();
            present.extend(here.filter_map(|it| {
                let guest = self.edge.sessions.guest(it.client);
                let is_known = guest.is_some() || self.is_flown_elsewhere(&it);
                is_known.then_some((room, it, guest))
            }));
        }
        present
    }

    /// What the store calls them, and whether they have claimed that. A store that
    /// does not say is a problem: nobody is to look like a stranger because of it.
    async fn stored(
        &self,
        present: &[(u32, Present, Option<Guest>)],
    ) -> Result<HashMap<TokenHash, (String, bool)>, Problem> {
        let tokens = present
            .iter()
            .filter_map(|(_, _, guest)| guest.as_ref()?.token);
        let tokens: Vec<_> = tokens.collect();
        let asked = NamesOf {
            tokens: tokens.clone(),
        };
        let names = self.edge.store.ask(asked);
        let known = tokens.into_iter().zip(names.await?);
        let known = known.filter_map(|(token, name)| Some((token, name?)));
        Ok(known.collect())
    }

    /// Whether somebody flies by another edge.
    fn is_flown_elsewhere(&self, present: &Present) -> bool {
        present.client != 0 && self.edge.is_elsewhere(present.client)
    }

    /// The subnet that a guest comes from, unless that is a proxy's.
    pub(super) fn bannable(&self, guest: &Guest) -> Option<Subnet> {
        let by_proxy = self.edge.trust.proxies.contain(guest.address);
        (!by_proxy).then(|| Subnet::of(guest.address))
    }

    fn muted_s(&self, room: u32, guest: &Guest) -> u64 {
        let company = self.edge.companies.of(room);
        let muted = company.zip(guest.voices.as_ref());
        muted.map_or(0, |(company, voices)| {
            company.chat.muted_for(voices, Instant::now()).as_secs()
        })
    }

    /// Who this is, while it is here, for the audit log too.
    pub(super) fn guest(&self, client: ClientId) -> Result<Guest, Problem> {
        let guest = self.edge.sessions.guest(client);
        guest.ok_or(Problem::NobodyHere)
    }
}
