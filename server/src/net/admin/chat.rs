//! What was said lately.

use std::sync::Arc;
use std::time::Instant;

use asteroids_shared::PlayerId;
use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::{Answer, Desk};

/// A line of the chat of a room.
#[derive(Serialize)]
pub(super) struct Line {
    room: u32,
    player: PlayerId,
    name: String,
    text: String,
    age_s: u32,
}

pub(super) async fn lately(State(desk): State<Arc<Desk>>) -> Answer<Vec<Line>> {
    let now = Instant::now();
    let companies = desk.edge.companies.all().into_iter();
    let lines = companies.flat_map(|(room, company)| {
        let lately = company.chat.lately(now).into_iter();
        lately.map(move |line| Line {
            room,
            player: line.player,
            name: line.name,
            text: line.text,
            age_s: line.age_s,
        })
    });
    Ok(Json(lines.collect()))
}
