//! How much went on in a room, by slices of time: for time lines.

use std::sync::Arc;

use asteroids_shared::Tick;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::films::{Unseen, room_of, shown_until};
use crate::net::Edge;
use crate::room::annals::Ribbon;

/// How many slices are told at the most: as many as a time line shows apart.
const SLICES_MAX: u32 = 120;
/// Every ten seconds another slice is over: until then all may be told the same.
const FOR_A_SLICE: &str = "public, max-age=10";

#[derive(Deserialize)]
pub(super) struct ActivityQuery {
    #[serde(default)]
    from: Tick,
    to: Option<Tick>,
}

/// By slices from the first on: the most ships at once, and how many shots, hits and
/// kills there were.
#[derive(Serialize)]
struct Told {
    world: String,
    from: Tick,
    to: Tick,
    slice_ticks: Tick,
    ships: Vec<u32>,
    shots: Vec<u32>,
    hits: Vec<u32>,
    kills: Vec<u32>,
}

/// How much went on in a room between two ticks, as far as it may be seen.
pub(super) async fn activity(
    State(edge): State<Arc<Edge>>,
    number: Result<Path<String>, PathRejection>,
    query: Result<Query<ActivityQuery>, QueryRejection>,
) -> Result<Response, Unseen> {
    let Path(number) = number.map_err(|_| Unseen::NoRoom)?;
    let Query(ActivityQuery { from, to }) = query.map_err(|_| Unseen::Span)?;
    let room = room_of(&edge, &number).ok_or(Unseen::NoRoom)?;
    let status = room.status().clone();
    let until = shown_until(&status);
    let to = to.map_or(until, |to| to.min(until));
    let ribbon = room.annals().activity().between(from, to, SLICES_MAX);
    let world = { status.log }.map_or_else(String::new, |log| log.log.to_string());
    let cached = [(header::CACHE_CONTROL, FOR_A_SLICE)];
    Ok((cached, Json(told(world, &ribbon))).into_response())
}

fn told(world: String, ribbon: &Ribbon) -> Told {
    let slices = || ribbon.slices.iter();
    Told {
        world,
        from: ribbon.from,
        to: ribbon.to,
        slice_ticks: ribbon.slice_ticks,
        ships: slices().map(|slice| slice.ships).collect(),
        shots: slices().map(|slice| slice.shots).collect(),
        hits: slices().map(|slice| slice.hits).collect(),
        kills: slices().map(|slice| slice.kills).collect(),
    }
}
