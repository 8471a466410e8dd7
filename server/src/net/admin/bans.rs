//! Who is to stay away.

use std::collections::HashSet;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use super::{Answer, Desk, Done, presentable};
use crate::net::http::body::Body;
use crate::net::http::problem::Problem;
use crate::net::peers::Word;
use crate::net::rooms::sessions::Guest;
use crate::net::visitor::bans;
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::{self, Subnet};
use crate::room::ClientId;
use crate::store::questions::{HoldingBans, NamesOf};
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
    let bans = desk.edge.store.ask(HoldingBans {});
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
    let ban = desk.ban(caller, (target, called), &reason, new.minutes);
    let ban = ban.await?;
    let subnets = match new.address_minutes {
        Some(_) => desk.subnets_of(&ban, new.client),
        None => HashSet::new(),
    };
    // Whatever comes of the addresses.
    desk.throw_out(&ban);
    desk.ban_addresses(caller, &ban, subnets, new.address_minutes)
        .await?;
    Ok(Json(Row::from(ban)))
}

pub(super) async fn lift(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<i64>, PathRejection>,
) -> Answer<Done> {
    let Path(id) = id.map_err(|_| Problem::NotFound)?;
    let deed = async {
        let edge = &desk.edge;
        edge.bans.lift(id, &edge.store).await?;
        edge.tell_others(&Word::Bans);
        Ok(())
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
                let guest = match self.edge.is_elsewhere(client) {
                    true => return Err(Problem::Elsewhere),
                    false => self.guest(client)?,
                };
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
            let tokens = vec![token];
            let names = self.edge.store.ask(NamesOf { tokens });
            if names.await?.iter().any(Option::is_some) {
                return Ok(BanTarget::Token(token));
            }
        }
        let subnet = self.bannable(&guest).ok_or(Problem::ProxysAddress)?;
        Ok(BanTarget::Network(subnet.network()))
    }

    /// Makes a ban, of which the record says for how long it is.
    async fn ban(
        &self,
        caller: Caller,
        (target, called): (BanTarget, String),
        reason: &str,
        minutes: Option<u32>,
    ) -> Result<Ban, Problem> {
        let called = match minutes {
            Some(minutes) => format!("{called}, for {minutes} min"),
            None => format!("{called}, for good"),
        };
        let lasts_s = minutes.map(|minutes| i64::from(minutes) * 60);
        let deed = async {
            let ban = (target, reason.to_owned());
            let made = self.edge.bans.make(ban, lasts_s, &self.edge.store).await?;
            self.edge.tell_others(&Word::Bans);
            Ok(made)
        };
        self.carry_out(caller, ("ban", called, reason), deed).await
    }

    /// From where the banned player is here, unless it is a network that is banned.
    fn subnets_of(&self, ban: &Ban, client: Option<ClientId>) -> HashSet<Subnet> {
        if ban.network.is_some() {
            return HashSet::new();
        }
        let guests = self.edge.sessions.guests(|guest| {
            let of_player = guest.token.is_some_and(|token| ban.tokens.contains(&token));
            of_player || Some(guest.client) == client
        });
        let subnets = guests.iter().filter_map(|guest| self.bannable(guest));
        subnets.collect()
    }

    /// Bans the addresses too, as far as that can be done.
    async fn ban_addresses(
        &self,
        caller: Caller,
        ban: &Ban,
        subnets: HashSet<Subnet>,
        minutes: Option<u32>,
    ) -> Result<(), Problem> {
        let mut failed = None;
        for subnet in subnets.into_iter().take(ADDRESSES_MAX) {
            let network = subnet.network();
            let target = (BanTarget::Network(network), network.to_string());
            match self.ban(caller, target, &ban.reason, minutes).await {
                Ok(ban) => self.throw_out(&ban),
                Err(problem) => failed = Some(problem),
            }
        }
        match failed {
            Some(problem) => Err(Problem::BannedInPart(Box::new(problem))),
            None => Ok(()),
        }
    }

    /// Sends those away who are here and whom a ban is for.
    fn throw_out(&self, ban: &Ban) {
        let now = Stamp::now();
        self.edge
            .sessions
            .dismiss_all(|guest| bans::farewell(ban, guest.address, guest.token.as_ref(), now));
    }
}
