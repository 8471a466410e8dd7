//! What is done at once: kick, mute, rename, announce, drain.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::limits::NOTICE_CHARS_MAX;
use asteroids_shared::protocol::{Notice, name};
use axum::Json;
use axum::extract::{Extension, State};
use serde::Deserialize;

use super::standing::Orders;
use super::{Answer, Desk, Done, presentable};
use crate::net::chat::Voices;
use crate::net::client::farewell::Farewell;
use crate::net::http::body::Body;
use crate::net::http::problem::Problem;
use crate::net::rooms::sessions::Guest;
use crate::net::visitor::caller::Caller;
use crate::room::{ClientId, Order, Request};
use crate::store::Stamp;

/// The longest that somebody is muted, a week.
const MUTED_MINUTES_MAX: u32 = 7 * 24 * 60;

#[derive(Deserialize)]
pub(super) struct Kick {
    client: ClientId,
    #[serde(default)]
    reason: String,
}

pub(super) async fn kick(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(Kick { client, reason }): Body<Kick>,
) -> Answer<Done> {
    let guest = desk.guest(client)?;
    let reason = presentable(&reason);
    let order = ("kick", guest.to_string(), &reason[..]);
    let deed = async {
        let farewell = Farewell::kicked(&reason);
        let gone = desk.edge.sessions.dismiss(client, farewell);
        gone.then_some(()).ok_or(Problem::NobodyHere)
    };
    desk.carry_out(caller, order, deed).await?;
    Ok(Json(Done {}))
}

#[derive(Deserialize)]
pub(super) struct Mute {
    client: ClientId,
    /// For how long; 0 lets it talk again.
    minutes: u32,
    #[serde(default)]
    reason: String,
}

pub(super) async fn mute(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(Mute {
        client,
        minutes,
        reason,
    }): Body<Mute>,
) -> Answer<Done> {
    let guest = desk.guest(client)?;
    let minutes = minutes.min(MUTED_MINUTES_MAX);
    let reason = presentable(&reason);
    let order = ("mute", format!("{guest} for {minutes} min"), &reason[..]);
    let deed = async {
        let mute = Duration::from_secs(60 * u64::from(minutes));
        let until = (minutes > 0).then(|| Instant::now() + mute);
        let voices = desk.voices(&guest).await?;
        let lasts_s = (minutes > 0).then(|| 60 * i64::from(minutes));
        desk.keep(move |orders| orders.mute(&voices, Stamp::now(), lasts_s))
            .await?;
        for company in desk.edge.companies.values() {
            company.chat.mute(&voices.both(), until);
        }
        Ok(())
    };
    desk.carry_out(caller, order, deed).await?;
    Ok(Json(Done {}))
}

impl Desk {
    /// Has something hold until it is changed again, over restarts too. What
    /// cannot be kept is not done.
    pub(super) async fn keep(
        &self,
        change: impl FnOnce(&mut Orders) + Send + 'static,
    ) -> Result<(), Problem> {
        let kept = self.moderation.standing.change(change).await;
        kept.map_err(Problem::Unkept)
    }

    /// What a guest is known by in the chat.
    async fn voices(&self, guest: &Guest) -> Result<Voices, Problem> {
        let token = guest.token;
        let known = self
            .edge
            .store
            .look_up(move |store| store.known(token, None));
        let player = known.await?.player;
        let from = (guest.client, guest.address);
        Ok(Voices::of(from, token, player, &self.edge.trust))
    }
}

#[derive(Deserialize)]
pub(super) struct Rename {
    client: ClientId,
    name: String,
}

pub(super) async fn rename(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(Rename { client, name }): Body<Rename>,
) -> Answer<Done> {
    let guest = desk.guest(client)?;
    let room = desk.room_of(&guest)?;
    let name = name::clean(&name).ok_or(Problem::NoName)?;
    let order = ("rename", format!("{guest} to {name}"), "");
    let deed = async {
        let (token, stored) = (guest.token, name.clone());
        let renamed = desk
            .edge
            .store
            .call(move |store| store.rename(token.as_ref(), &stored));
        renamed.await?;
        desk.edge.sessions.rename(client, &name);
        let order = Request::Moderate(Order::Rename { client, name });
        room.ask(order).await.map_err(|_| Problem::NobodyHere)
    };
    desk.carry_out(caller, order, deed).await?;
    Ok(Json(Done {}))
}

#[derive(Deserialize)]
pub(super) struct Announcement {
    text: String,
}

pub(super) async fn announce(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(Announcement { text }): Body<Announcement>,
) -> Answer<Done> {
    let text = name::visible(&text, NOTICE_CHARS_MAX).ok_or(Problem::NothingToSay)?;
    let deed = async {
        let notice = Notice::new(text.clone());
        desk.edge
            .lobby
            .order(|| Order::Announce(notice.clone()))
            .await;
        Ok(())
    };
    desk.carry_out(caller, ("announce", text.clone(), ""), deed)
        .await?;
    Ok(Json(Done {}))
}

#[derive(Deserialize)]
pub(super) struct Drain {
    on: bool,
}

pub(super) async fn drain(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(Drain { on }): Body<Drain>,
) -> Answer<Done> {
    let deed = async {
        desk.keep(move |orders| orders.draining = on).await?;
        desk.edge.lobby.drain(on);
        Ok(())
    };
    let target = if on { "on" } else { "off" };
    desk.carry_out(caller, ("drain", target.to_owned(), ""), deed)
        .await?;
    Ok(Json(Done {}))
}
