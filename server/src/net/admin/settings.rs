//! The settings that may change while the server runs.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Extension, State};
use serde::{Deserialize, Serialize};

use super::{Answer, Desk};
use crate::net::chat::Manners;
use crate::net::http::body::Body;
use crate::net::http::problem::Problem;
use crate::net::peers::Word;
use crate::net::rooms::sizes::Sizes;
use crate::net::visitor::caller::Caller;
use crate::room::RoomHandle;

/// The longest time between two lines of one player.
const SLOW_S_MAX: u32 = 3600;

/// What holds, and what it may be raised to: worlds and limits are made for
/// what was set at the start.
#[derive(Serialize)]
pub(super) struct Settings {
    now: Sizes,
    most: Sizes,
    draining: bool,
    chat: Manners,
    private: Vec<PrivateRoom>,
}

/// A room that somebody has opened for itself.
#[derive(Serialize)]
struct PrivateRoom {
    room: u32,
    /// How many people fly there or watch.
    people: u32,
}

impl PrivateRoom {
    fn of(room: &RoomHandle) -> Self {
        let status = room.status();
        Self {
            room: status.room,
            people: status.players + status.spectators,
        }
    }
}

/// What is to change. What is not named stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Changes {
    capacity: Option<u32>,
    bots: Option<u32>,
    spectators: Option<usize>,
    /// Whether people may talk.
    chat: Option<bool>,
    /// The least time between two lines of one player.
    chat_slow_s: Option<u32>,
}

pub(super) async fn tell(State(desk): State<Arc<Desk>>) -> Json<Settings> {
    Json(desk.settings())
}

pub(super) async fn change(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    Body(changes): Body<Changes>,
) -> Answer<Settings> {
    let Settings { now, most, .. } = desk.settings();
    let sizes = Sizes {
        capacity: changes.capacity.unwrap_or(now.capacity),
        bots: changes.bots.unwrap_or(now.bots),
        spectators: changes.spectators.unwrap_or(now.spectators),
    };
    if !sizes.are_within(&most) {
        return Err(Problem::OutOfRange);
    }
    let Settings { chat, .. } = desk.settings();
    let chat = Manners {
        open: changes.chat.unwrap_or(chat.open),
        slow_s: changes.chat_slow_s.unwrap_or(chat.slow_s).min(SLOW_S_MAX),
    };
    let (sizes_change, chat_change) = (sizes != now, chat != desk.manners());
    let deed = async {
        let kept = desk.edge.keep(move |orders| {
            if sizes_change {
                orders.sizes = Some(sizes);
            }
            if chat_change {
                orders.chat = Some(chat);
            }
        });
        kept.await?;
        for (_, company) in desk.edge.companies.all() {
            company.chat.set_manners(chat);
        }
        desk.edge.resize(sizes).await;
        desk.edge.tell_others(&Word::Manners(chat));
        desk.edge.tell_others(&Word::Sizes(sizes));
        Ok(())
    };
    let order = ("settings", format!("{sizes}, {chat}"), "");
    desk.carry_out(caller, order, deed).await?;
    Ok(Json(desk.settings()))
}

impl Desk {
    /// What holds for the chat of every room.
    fn manners(&self) -> Manners {
        let companies = self.edge.companies.all();
        let first = companies.first();
        first.map_or_else(Manners::default, |(_, company)| company.chat.manners())
    }

    fn settings(&self) -> Settings {
        let lobby = &self.edge.lobby;
        let private = lobby.private().handles();
        Settings {
            now: lobby.sizes(),
            most: lobby.sizes_at_start(),
            draining: lobby.is_draining(),
            chat: self.manners(),
            private: private.iter().map(PrivateRoom::of).collect(),
        }
    }
}
