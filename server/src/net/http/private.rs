//! Rooms that people open for themselves, and moderate.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::PlayerId;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::body::Body;
use super::problem::{Problem, told_when_to_retry};
use crate::net::Edge;
use crate::net::door::admission::Load;
use crate::net::rooms::private::NoPlace;
use crate::net::rooms::private::code::Code;
use crate::net::rooms::private::life::Wanted;
use crate::net::rooms::private::room::PrivateRoom;
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::Home;
use crate::store::Stamp;

/// How many a home may open an hour, and at once after a rest.
pub(in crate::net) const PER_HOUR: u32 = 12;
pub(in crate::net) const AT_ONCE: u32 = 4;

/// When to try again for whom there is none now: one ends when it has been empty for as
/// long.
const RETRY_AFTER: Duration = Duration::from_secs(60);

const UNCACHED: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-store");

#[derive(Deserialize)]
pub(super) struct Opening {
    people: u32,
    #[serde(default)]
    bots: u32,
    #[serde(default = "yes")]
    chat: bool,
    #[serde(default)]
    teams: bool,
}

const fn yes() -> bool {
    true
}

/// A room that has been opened. The key is for its owner alone.
#[derive(Serialize)]
struct Told {
    code: String,
    key: String,
    room: u32,
}

/// Opens a room.
pub(super) async fn open(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    opening: Result<Body<Opening>, Problem>,
) -> Result<Response, Response> {
    let told = |problem: Problem| problem.into_response();
    let settings = edge.lobby.private().settings();
    let settings = settings.ok_or_else(|| told(Problem::NotFound))?;
    let Body(opening) = opening.map_err(told)?;
    let Opening { people, bots, .. } = opening;
    if !(1..=settings.capacity_max).contains(&people) || bots > people {
        return Err(told(Problem::OutOfRange));
    }
    if *edge.load.borrow() >= Load::High || edge.lobby.is_draining() {
        return Err(later("no room is opened for now: try again later"));
    }
    let token = edge.browser_or_stranger(&headers).await.map_err(told)?;
    let token = token.map(|token| token.hash());
    let banned = edge
        .bans
        .farewell(caller.address, token.as_ref(), Stamp::now());
    if banned.is_some() {
        return Err(told(Problem::Banned));
    }
    let owner = edge.comer(caller.address, token);
    let place = edge.lobby.private().place_for(owner.household);
    let place = place.map_err(|none| match none {
        NoPlace::AllTaken => later("as many rooms are open as there may be: try again later"),
        NoPlace::HasEnough => told(Problem::RoomsEnough),
    })?;
    if let Some(subnet) = edge.trust.counted_as(caller.address) {
        let taken = edge.openings.take(Home::of(subnet), Instant::now());
        taken.map_err(|often| {
            let after = Some(often.retry_after);
            told_when_to_retry(StatusCode::TOO_MANY_REQUESTS, often.to_string(), after)
        })?;
    }
    let wanted = Wanted {
        people,
        bots,
        chat: opening.chat,
        teams: opening.teams,
    };
    let opened = edge.open_room(settings, wanted, (owner, place)).await;
    let opened = opened.map_err(|error| {
        tracing::error!(%error, "a room cannot be opened");
        later("the server has no thread for another room: try again later")
    })?;
    let opened = Told {
        code: opened.code.to_string(),
        key: opened.key.to_string(),
        room: opened.number,
    };
    Ok((StatusCode::CREATED, [UNCACHED], Json(opened)).into_response())
}

fn later(why: &str) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    told_when_to_retry(status, why.to_owned(), Some(RETRY_AFTER))
}

#[derive(Serialize)]
struct RoomInfo {
    room: u32,
    capacity: u32,
    players: u32,
    bots: u32,
    spectators: u32,
    chat: bool,
    locked: bool,
}

/// What there is to know of a room for whoever has its code.
pub(super) async fn tell(
    State(edge): State<Arc<Edge>>,
    code: Result<Path<String>, PathRejection>,
) -> Result<impl IntoResponse, Problem> {
    let room = room_of(&edge, code)?;
    let status = room.handle.status();
    let told = RoomInfo {
        room: room.number,
        capacity: status.capacity,
        players: status.players,
        bots: status.bots,
        spectators: status.spectators,
        chat: room.has_chat,
        locked: room.is_locked(),
    };
    Ok(([UNCACHED], Json(told)))
}

#[derive(Deserialize)]
pub(super) struct Kick {
    player: PlayerId,
}

#[derive(Deserialize)]
pub(super) struct Lock {
    on: bool,
}

#[derive(Serialize)]
struct Done {}

/// Has somebody leave the room, and stay away.
pub(super) async fn kick(
    State(edge): State<Arc<Edge>>,
    code: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    Body(Kick { player }): Body<Kick>,
) -> Result<impl IntoResponse, Problem> {
    let room = own_room(&edge, code, &headers)?;
    let client = room.client_of(player).await;
    let is_gone = client.is_some_and(|client| edge.put_out(&room, client));
    is_gone.then_some(()).ok_or(Problem::NobodyHere)?;
    Ok(([UNCACHED], Json(Done {})))
}

/// Lets nobody new into the room, or lets them in again.
pub(super) async fn lock(
    State(edge): State<Arc<Edge>>,
    code: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    Body(Lock { on }): Body<Lock>,
) -> Result<impl IntoResponse, Problem> {
    own_room(&edge, code, &headers)?.lock(on);
    Ok(([UNCACHED], Json(Done {})))
}

fn room_of(
    edge: &Edge,
    code: Result<Path<String>, PathRejection>,
) -> Result<Arc<PrivateRoom>, Problem> {
    let code = code.ok().and_then(|Path(code)| Code::parse(&code));
    let room = code.and_then(|code| edge.lobby.private().reached_by(code));
    room.ok_or(Problem::NotFound)
}

/// The same, of a request of its owner.
fn own_room(
    edge: &Edge,
    code: Result<Path<String>, PathRejection>,
    headers: &HeaderMap,
) -> Result<Arc<PrivateRoom>, Problem> {
    let room = room_of(edge, code)?;
    room.obeys(headers).then_some(room).ok_or(Problem::WrongKey)
}
