//! What is done at once: kick, mute, rename, announce, drain.

use std::sync::Arc;

use asteroids_shared::protocol::limits::NOTICE_CHARS_MAX;
use asteroids_shared::protocol::{Notice, name};
use axum::Json;
use axum::extract::{Extension, State};
use serde::Deserialize;

use super::deeds::Whom;
use super::{Answer, Desk, Done, presentable};
use crate::net::client::farewell::Farewell;
use crate::net::http::body::Body;
use crate::net::http::problem::Problem;
use crate::net::peers::Word;
use crate::net::visitor::caller::Caller;
use crate::room::ClientId;

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
    let whom = desk.whom(client)?;
    let reason = presentable(&reason);
    let order = ("kick", whom.to_string(), &reason[..]);
    let deed = async {
        let gone = match whom {
            Whom::Here(_) => {
                let farewell = Farewell::kicked(&reason);
                desk.edge.sessions.dismiss(client, farewell)
            }
            Whom::Elsewhere(client) => {
                let reason = reason.clone();
                desk.edge.tell_others(&Word::Kick { client, reason });
                true
            }
        };
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
    let whom = desk.whom(client)?;
    let minutes = minutes.min(MUTED_MINUTES_MAX);
    let reason = presentable(&reason);
    let order = ("mute", format!("{whom} for {minutes} min"), &reason[..]);
    let deed = async {
        match whom {
            Whom::Here(guest) => desk.edge.silence(&guest, minutes).await,
            Whom::Elsewhere(client) => {
                desk.edge.tell_others(&Word::Silence { client, minutes });
                Ok(())
            }
        }
    };
    desk.carry_out(caller, order, deed).await?;
    Ok(Json(Done {}))
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
    let whom = desk.whom(client)?;
    let name = name::clean(&name).ok_or(Problem::NoName)?;
    let order = ("rename", format!("{whom} to {name}"), "");
    let deed = async {
        match whom {
            Whom::Here(guest) => desk.edge.rename(&guest, name.clone()).await,
            Whom::Elsewhere(client) => {
                let name = name.clone();
                desk.edge.tell_others(&Word::Rename { client, name });
                Ok(())
            }
        }
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
        desk.edge.lobby.announce(&notice).await;
        desk.edge.tell_others(&Word::Announce(text.clone()));
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
        desk.edge.keep(move |orders| orders.draining = on).await?;
        desk.edge.lobby.drain(on);
        Ok(())
    };
    let target = if on { "on" } else { "off" };
    desk.carry_out(caller, ("drain", target.to_owned(), ""), deed)
        .await?;
    Ok(Json(Done {}))
}
