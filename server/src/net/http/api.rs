//! What the server tells about itself: health, metrics, rooms, leaderboards.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use asteroids_shared::Kind;
use asteroids_shared::protocol::LeaderboardRow;
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::films::room_numbered;
use super::problem::Problem;
use crate::net::Edge;
use crate::net::rooms::private::code::Code;
use crate::net::rooms::roll::Roll;
use crate::room::{Rebased, RoomStatus};
use crate::store::questions::{BoardOf, ProfileOf};
use crate::store::{BOARD_ROWS_MAX, Period};

/// A room that has told nothing for longer does not tick any more. It tells its
/// status every 8 ticks: a room at a twentieth of its speed is slow, not dead.
const SILENCE_MAX: Duration = Duration::from_secs(5);

/// How many rows a board has if nobody says.
const BOARD_ROWS: u32 = 10;

/// Live numbers must not come from a cache.
const UNCACHED: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

#[derive(Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    connections: usize,
    rooms: Vec<RoomHealth>,
}

#[derive(Serialize)]
struct RoomHealth {
    room: u32,
    ticking: bool,
    /// Nobody flies or watches: it is well, and makes no ticks.
    standing_still: bool,
    /// An edge of a cluster hears no lines: its time does not run.
    waiting: bool,
    /// This edge of a cluster cannot go on.
    astray: bool,
    /// How many lines it has skipped, of which rooms panic.
    skipped_lines: u32,
    /// The world after all edges of a cluster have rebased theirs: the same at all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    rebased: Option<RebasedWorld>,
    tick: u32,
    silent_ms: u64,
}

#[derive(Serialize)]
struct RebasedWorld {
    tick: u32,
    digest: String,
}

impl From<Rebased> for RebasedWorld {
    fn from(Rebased { tick, digest }: Rebased) -> Self {
        let digest = format!("{digest:016x}");
        Self { tick, digest }
    }
}

impl RoomHealth {
    fn of(status: &RoomStatus) -> Self {
        let silence = status.at.elapsed();
        let edge = status.membership;
        let (waiting, astray) = edge.map_or((false, false), |it| (it.waits, it.is_over()));
        let skipped_lines = edge.map_or(0, |it| it.skipped);
        Self {
            room: status.room,
            ticking: !status.stands_still && !waiting && silence <= SILENCE_MAX,
            standing_still: status.stands_still,
            waiting,
            astray,
            skipped_lines,
            rebased: edge.and_then(|it| it.rebased).map(RebasedWorld::from),
            tick: status.tick,
            silent_ms: silence.as_millis() as u64,
        }
    }

    fn is_well(&self) -> bool {
        (self.ticking || self.standing_still) && !self.waiting && !self.astray
    }
}

/// 200 while every room ticks or stands still, 503 once one has been silent for five seconds,
/// and of an edge of a cluster while it waits for others or has lost its way.
/// A disk that takes nothing stops nobody from playing, so it is 200 too.
pub(in crate::net) async fn health(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let rooms = edge.lobby.all();
    let statuses: Vec<_> = rooms.iter().map(|room| room.status().clone()).collect();
    let rooms: Vec<_> = statuses.iter().map(RoomHealth::of).collect();
    let is_kept = |room: &RoomStatus| room.log.is_none_or(|log| !log.is_degraded);
    let (code, status) = if rooms.iter().all(RoomHealth::is_well) {
        let status = if !edge.store.is_writable() {
            "degraded: scores wait to be stored"
        } else if !statuses.iter().all(is_kept) {
            "degraded: rooms are not kept"
        } else if rooms.iter().any(|room| room.skipped_lines > 0) {
            "degraded: a room panics of something that was asked, and has skipped it"
        } else if edge.lobby.is_draining() {
            "draining: no newcomers"
        } else {
            "ok"
        };
        (StatusCode::OK, status)
    } else {
        let status = if rooms.iter().any(|room| room.astray) {
            "this edge has another world than the others, or has handed a room over: it begins again"
        } else if rooms.iter().any(|room| room.waiting) {
            "the world waits: NATS takes or delivers no lines"
        } else {
            "a room does not tick"
        };
        (StatusCode::SERVICE_UNAVAILABLE, status)
    };
    let health = Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        connections: edge.sessions.count(),
        rooms,
    };
    (code, [UNCACHED], Json(health))
}

/// Tells a page that gets no WebSocket why, or that it may play. The gate has refused pages
/// of other sites already.
pub(in crate::net) async fn origin(State(edge): State<Arc<Edge>>) -> Response {
    match edge.turns_away() {
        Some(refusal) => edge.refuse(refusal),
        None => StatusCode::NO_CONTENT.into_response(),
    }
}

/// Everything measured, as Prometheus text.
pub(in crate::net) async fn metrics(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
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
    /// Whether an autopilot may fly for a person.
    autopilots: bool,
    side_m: f32,
    tick: u32,
    entities: BTreeMap<&'static str, u32>,
}

/// Every room with who is in it.
pub(in crate::net) async fn rooms(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
    let rooms = edge.lobby.statuses().into_iter().map(|status| RoomInfo {
        room: status.room,
        capacity: status.capacity,
        players: status.players,
        bots: status.bots,
        spectators: status.spectators_in_all(),
        autopilots: edge.limits.autopilots,
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

/// Who is in a room that everybody may come to, or in a private one for whoever has its
/// code.
pub(in crate::net) async fn room_players(
    State(edge): State<Arc<Edge>>,
    number: Result<Path<String>, PathRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Path(number) = number.map_err(|_| Problem::NotFound)?;
    let room = match Code::parse(&number) {
        Some(code) => { edge.lobby.private().reached_by(code) }.map(|room| room.handle.clone()),
        None => { number.parse().ok() }.and_then(|number| room_numbered(&edge, number).cloned()),
    };
    let room = room.ok_or(Problem::NotFound)?;
    let company = edge.companies.of(room.status().room);
    let company = company.ok_or(Problem::NotFound)?;
    let roll = company.rolls.of(&room, &edge.sessions).await;
    Ok(([UNCACHED], Json(Roll::clone(&*roll))))
}

#[derive(Serialize)]
struct RoomLeaderboard {
    room: u32,
    rows: Vec<LeaderboardRow>,
}

/// The best of every room, best first.
pub(in crate::net) async fn room_leaderboards(State(edge): State<Arc<Edge>>) -> impl IntoResponse {
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

#[derive(Deserialize)]
pub(in crate::net) struct BoardQuery {
    #[serde(default)]
    period: Period,
    limit: Option<u32>,
}

/// The best of a day, a week, or ever, best first, and who asks.
pub(in crate::net) async fn leaderboard(
    State(edge): State<Arc<Edge>>,
    headers: HeaderMap,
    query: Result<Query<BoardQuery>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Query(BoardQuery { period, limit }) = query.map_err(|_| Problem::NoSuchBoard)?;
    let limit = limit.unwrap_or(BOARD_ROWS).min(BOARD_ROWS_MAX);
    let asking = edge.browser(&headers).await.ok().flatten();
    let asking = asking.map(|token| token.hash());
    let board = BoardOf {
        period,
        limit,
        asking,
    };
    Ok(([UNCACHED], Json(edge.store.ask(board).await?)))
}

#[derive(Deserialize)]
pub(in crate::net) struct NameQuery {
    name: String,
}

/// What everybody may know of the player of a name, whatever it is: `.` and `..`
/// are no parts of a path.
pub(in crate::net) async fn player_of_query(
    State(edge): State<Arc<Edge>>,
    query: Result<Query<NameQuery>, QueryRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Query(NameQuery { name }) = query.map_err(|_| Problem::UnreadableName)?;
    player(&edge, name).await
}

/// The same.
pub(in crate::net) async fn player_of_path(
    State(edge): State<Arc<Edge>>,
    name: Result<Path<String>, PathRejection>,
) -> Result<impl IntoResponse, Problem> {
    let Path(name) = name.map_err(|_| Problem::UnreadableName)?;
    player(&edge, name).await
}

async fn player(edge: &Edge, name: String) -> Result<impl IntoResponse + use<>, Problem> {
    let profile = edge.store.ask(ProfileOf { name });
    Ok(([UNCACHED], Json(profile.await?)))
}
