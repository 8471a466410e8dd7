//! Who is to stay away.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::{Answer, Desk, Done, presentable};
use crate::net::body::Body;
use crate::net::caller::Caller;
use crate::net::networks::{self, Subnet};
use crate::net::problem::Problem;
use crate::net::sessions::Guest;
use crate::room::ClientId;
use crate::store::{Ban, BanTarget, Stamp, UnixSeconds};

/// The longest ban that ends, in minutes: ten years.
const MINUTES_MAX: u32 = 10 * 366 * 24 * 60;

/// Of a player who is here from more addresses, so many are banned with it.
const ADDRESSES_MAX: usize = 16;

/// Whom to ban, by one of these three.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBan {
    client: Option<ClientId>,
    name: Option<String>,
    network: Option<String>,
    /// For how long; for good if null.
    minutes: Option<u32>,
    /// For how long the addresses are to stay away too from which a client or
    /// name is here: else it clears its cookies and is somebody new.
    address_minutes: Option<u32>,
    #[serde(default)]
    reason: String,
}

/// A ban as moderators see it.
#[derive(Serialize)]
pub(super) struct Row {
    id: i64,
    name: Option<String>,
    network: Option<IpNet>,
    reason: String,
    made_s: UnixSeconds,
    /// None for good.
    ends_s: Option<UnixSeconds>,
}

impl From<Ban> for Row {
    fn from(ban: Ban) -> Self {
        Self {
            id: ban.id,
            name: ban.name,
            network: ban.network,
            reason: ban.reason,
            made_s: ban.term.made_s,
            ends_s: ban.term.ends_s,
        }
    }
}

pub(super) async fn list(State(desk): State<Arc<Desk>>) -> Answer<Vec<Row>> {
    let bans = desk.edge.store.read(|store| store.bans(Stamp::now()));
    Ok(Json(bans.await?.into_iter().map(Row::from).collect()))
}

pub(super) async fn make(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(new): Body<NewBan>,
) -> Answer<Row> {
    let lengths = [new.minutes, new.address_minutes];
    let is_out = |minutes: u32| minutes == 0 || minutes > MINUTES_MAX;
    if lengths.into_iter().flatten().any(is_out) {
        return Err(Problem::OutOfRange);
    }
    let (target, called) = desk.target(&new).await?;
    let reason = presentable(&new.reason);
    let order = ("ban", called, &reason[..]);
    let deed = async {
        let lasts_s = new.minutes.map(|minutes| i64::from(minutes) * 60);
        let edge = &desk.edge;
        let ban = edge
            .bans
            .make((target, reason.clone()), lasts_s, &edge.store)
            .await?;
        if let Some(minutes) = new.address_minutes {
            desk.ban_addresses(&ban, new.client, minutes).await?;
        }
        desk.throw_out();
        Ok(Row::from(ban))
    };
    desk.carry_out(caller, order, deed).await.map(Json)
}

pub(super) async fn lift(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<i64>, PathRejection>,
) -> Answer<Done> {
    let Path(id) = id.map_err(|_| Problem::NotFound)?;
    let deed = async {
        let edge = &desk.edge;
        Ok(edge.bans.lift(id, &edge.store).await?)
    };
    desk.carry_out(caller, ("lift ban", id.to_string(), ""), deed)
        .await?;
    Ok(Json(Done {}))
}

impl Desk {
    /// Whom a ban is for, for the store and for the audit log.
    async fn target(&self, new: &NewBan) -> Result<(BanTarget, String), Problem> {
        match (new.client, &new.name, &new.network) {
            (Some(client), None, None) => {
                let guest = self.guest(client)?;
                let called = guest.to_string();
                Ok((self.target_of(guest).await?, called))
            }
            (None, Some(name), None) => Ok((BanTarget::Name(name.clone()), name.clone())),
            (None, None, Some(text)) => {
                let network = networks::network(text).map_err(Problem::NoNetwork)?;
                Ok((BanTarget::Network(network), network.to_string()))
            }
            _ => Err(Problem::Malformed),
        }
    }

    /// The player that a guest is, or its network if the store knows none. Not
    /// that of a proxy: everybody comes from there.
    async fn target_of(&self, guest: Guest) -> Result<BanTarget, Problem> {
        if let Some(token) = guest.token {
            let names = self
                .edge
                .store
                .look_up(move |store| store.names_of(&[token]));
            if names.await?.iter().any(Option::is_some) {
                return Ok(BanTarget::Token(token));
            }
        }
        let subnet = self.bannable(&guest).ok_or(Problem::ProxysAddress)?;
        Ok(BanTarget::Network(subnet.network()))
    }

    /// Bans the addresses too from which the banned player is here.
    async fn ban_addresses(
        &self,
        ban: &Ban,
        client: Option<ClientId>,
        minutes: u32,
    ) -> Result<(), Problem> {
        if ban.network.is_some() {
            return Ok(());
        }
        let guests = self.edge.sessions.guests(|guest| {
            let of_player = guest.token.is_some_and(|token| ban.tokens.contains(&token));
            of_player || Some(guest.client) == client
        });
        let subnets = guests.iter().filter_map(|guest| self.bannable(guest));
        let subnets: HashSet<Subnet> = subnets.take(ADDRESSES_MAX).collect();
        let lasts_s = Some(i64::from(minutes) * 60);
        let edge = &self.edge;
        for subnet in subnets {
            let target = BanTarget::Network(subnet.network());
            let ban = (target, ban.reason.clone());
            edge.bans.make(ban, lasts_s, &edge.store).await?;
        }
        Ok(())
    }

    /// Sends those away who are here and banned.
    fn throw_out(&self) {
        let now = Stamp::now();
        let bans = &self.edge.bans;
        self.edge
            .sessions
            .dismiss_all(|guest| bans.farewell(guest.address, guest.token.as_ref(), now));
    }
}
