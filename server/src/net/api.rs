//! What the server tells about itself: health, metrics, rooms, leaderboards.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use asteroids_shared::Kind;
use asteroids_shared::protocol::LeaderboardRow;
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

use super::Edge;
use crate::room::RoomStatus;

/// A room that has told nothing for longer does not tick any more. It tells its
/// status every 32 ticks: a room at a fifth of its speed is slow, not dead.
const SILENCE_MAX: Duration = Duration::from_secs(5);

/// Live numbers must not come from a cache.
const UNCACHED: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

#[derive(Serialize)]
struct Health {
    status: &'static str,
    connections: usize,
    rooms: Vec<RoomHealth>,
}

#[derive(Serialize)]
struct RoomHealth {
    room: u32,
    ticking: bool,
    tick: u32,
    silent_ms: u64,
}

impl RoomHealth {
    fn of(status: &RoomStatus) -> Self {
        let silence = status.at.elapsed();
        Self {
            room: status.room,
            ticking: silence <= SILENCE_MAX,
            tick: status.tick,
            silent_ms: silence.as_millis() as u64,
        }
    }
}

/// 200 while every room ticks, 503 once one has been silent for five seconds.
pub(super) async fn health(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let rooms: Vec<_> = edge.lobby.statuses().iter().map(RoomHealth::of).collect();
    let (code, status) = if rooms.iter().all(|room| room.ticking) {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "a room does not tick")
    };
    let health = Health {
        status,
        connections: edge.sessions.count(),
        rooms,
    };
    (code, [UNCACHED], Json(health))
}

/// Everything measured, as Prometheus text.
pub(super) async fn metrics(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let text = edge
        .metrics
        .render(&edge.lobby.statuses(), edge.sessions.count());
    let kind = (
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    );
    ([UNCACHED, kind], text)
}

#[derive(Serialize)]
struct RoomInfo {
    room: u32,
    capacity: u32,
    players: u32,
    bots: u32,
    spectators: u32,
    side_m: f32,
    tick: u32,
    entities: BTreeMap<&'static str, u32>,
}

/// Every room with who is in it.
pub(super) async fn rooms(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let rooms = edge.lobby.statuses().into_iter().map(|status| RoomInfo {
        room: status.room,
        capacity: status.capacity,
        players: status.players,
        bots: status.bots,
        spectators: status.spectators,
        side_m: status.side_m,
        tick: status.tick,
        entities: Kind::ALL
            .iter()
            .map(|kind| kind.name())
            .zip(status.entities)
            .collect(),
    });
    ([UNCACHED], Json(rooms.collect::<Vec<_>>()))
}

#[derive(Serialize)]
struct RoomLeaderboard {
    room: u32,
    rows: Vec<LeaderboardRow>,
}

/// The best of every room, best first.
pub(super) async fn leaderboard(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let boards = edge
        .lobby
        .statuses()
        .into_iter()
        .map(|status| RoomLeaderboard {
            room: status.room,
            rows: status.leaderboard,
        });
    ([UNCACHED], Json(boards.collect::<Vec<_>>()))
}
