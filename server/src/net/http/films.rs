//! Films of rooms, over HTTP.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::VERSION;
use asteroids_shared::rules::TICK_RATE_HZ;
use asteroids_shared::{PlayerId, Tick};
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Extension, Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::problem;
use crate::films::{FILM_TICKS, FilmId, NoFilm};
use crate::log::LogId;
use crate::net::Edge;
use crate::net::bounds::quota::TooOften;
use crate::net::peers::{NotLent, Wanted};
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::Home;
use crate::room::{Event, EventKind, RoomHandle, RoomStatus};

pub(super) const CONTENT_TYPE: &str = "application/vnd.asteroids.film";
/// With its room's past in its address a film is the same for ever.
pub(super) const IMMUTABLE: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");
/// Without it the same address may mean another film after a new beginning.
const ASKED_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");
/// When to ask again for what is being made.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Why somebody gets no film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Unseen {
    #[error("there is no such room")]
    NoRoom,
    #[error("a film begins at a tick that is a multiple of {FILM_TICKS}")]
    NoTick,
    #[error("?world= is what /api/rooms/N/films tells, and ?since= is a tick")]
    Query,
    #[error("?from= and ?to= are ticks")]
    Span,
    #[error("the room has begun afresh since then: see what it is now in the list of films")]
    OtherWorld,
    #[error("this time is not over yet: try again later")]
    NotYet,
    #[error("{0}")]
    NoFilm(#[from] NoFilm),
    #[error("too many films for your address: try again in {} s", .0.retry_after.as_secs() + 1)]
    TooMany(#[from] TooOften),
}

impl IntoResponse for Unseen {
    fn into_response(self) -> Response {
        let (status, retry_after) = match self {
            Self::NoTick | Self::Query | Self::Span => (StatusCode::BAD_REQUEST, None),
            Self::NoRoom
            | Self::OtherWorld
            | Self::NotYet
            | Self::NoFilm(NoFilm::Off | NoFilm::NotKept) => (StatusCode::NOT_FOUND, None),
            Self::NoFilm(NoFilm::Busy) => (StatusCode::SERVICE_UNAVAILABLE, Some(RETRY_AFTER)),
            Self::TooMany(TooOften { retry_after }) => {
                (StatusCode::TOO_MANY_REQUESTS, Some(retry_after))
            }
        };
        problem::told_when_to_retry(status, self.to_string(), retry_after)
    }
}

#[derive(Serialize)]
struct Index {
    world: String,
    tick_rate: u32,
    film_ticks: Tick,
    first: Tick,
    next: Tick,
    tick: Tick,
    delay_ticks: Tick,
    /// For how many days a clip is kept that somebody shares, 0 if none is.
    clip_days: u32,
    moments: Vec<Moment>,
}

/// Something to look back at.
#[derive(Serialize)]
pub(super) struct Moment {
    tick: Tick,
    kind: EventKind,
    player: PlayerId,
    name: String,
    bot: bool,
    other: String,
    count: u32,
    x: i16,
    y: i16,
    pub(super) worth: u32,
}

impl Moment {
    pub(super) fn of(event: &Event) -> Self {
        Self {
            tick: event.tick,
            kind: event.kind,
            player: event.player,
            name: event.name.clone(),
            bot: event.bot,
            other: event.other.clone(),
            count: event.count,
            x: event.x,
            y: event.y,
            worth: event.worth,
        }
    }
}

#[derive(Deserialize)]
pub(super) struct IndexQuery {
    since: Option<Tick>,
}

/// Which films of a room there are.
pub(super) async fn index(
    State(edge): State<Arc<Edge>>,
    number: Result<Path<String>, PathRejection>,
    query: Result<Query<IndexQuery>, QueryRejection>,
) -> Result<Response, Unseen> {
    let Path(number) = number.map_err(|_| Unseen::NoRoom)?;
    let Query(query) = query.map_err(|_| Unseen::Query)?;
    let room = room_of(&edge, &number).ok_or(Unseen::NoRoom)?;
    let status = room.status().clone();
    let (first, next) = range(&edge, &status);
    let until = shown_until(&status);
    let moments = room.annals().moments(query.since, until);
    let index = Index {
        world: status
            .log
            .map_or_else(String::new, |log| log.log.to_string()),
        tick_rate: TICK_RATE_HZ,
        film_ticks: FILM_TICKS,
        first,
        next,
        tick: until,
        delay_ticks: status.watch_delay_ticks,
        clip_days: edge.clips.days(),
        moments: moments.iter().map(|event| Moment::of(event)).collect(),
    };
    let uncached = [(header::CACHE_CONTROL, "no-store")];
    Ok((uncached, Json(index)).into_response())
}

#[derive(Deserialize)]
pub(super) struct FilmQuery {
    world: Option<String>,
}

/// Ten seconds of a room.
pub(super) async fn film(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    path: Result<Path<(String, String)>, PathRejection>,
    query: Result<Query<FilmQuery>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, Unseen> {
    let Path((number, from)) = path.map_err(|_| Unseen::NoTick)?;
    let Query(query) = query.map_err(|_| Unseen::Query)?;
    let status = room_of(&edge, &number)
        .ok_or(Unseen::NoRoom)?
        .status()
        .clone();
    let film = film_of(&edge, &status, &from, query.world.as_deref())?;
    let etag = etag_of(film);
    let cache_control = match query.world {
        Some(_) => IMMUTABLE,
        None => ASKED_AGAIN,
    };
    let common = [
        (header::CACHE_CONTROL, cache_control),
        (header::ETAG, etag.clone()),
    ];
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let content = match edge.films.made(film).await {
        Some(content) => content,
        None => make(&edge, caller, film).await?,
    };
    let kind = [(header::CONTENT_TYPE, CONTENT_TYPE)];
    Ok((common, kind, content).into_response())
}

/// Has a film made. Whoever asks for many that are not there yet has to wait.
async fn make(edge: &Edge, caller: Caller, film: FilmId) -> Result<Bytes, Unseen> {
    if let Some(subnet) = edge.trust.counted_as(caller.address) {
        edge.film_orders.take(Home::of(subnet), Instant::now())?;
    }
    if is_kept(edge, film) {
        let made = edge.films.make(film).await;
        if made != Err(NoFilm::NotKept) {
            return Ok(made?);
        }
    }
    let lent = edge.borrow(Wanted::Film(film)).await;
    let lent = lent.map_err(|why| match why {
        NotLent::Nowhere => NoFilm::NotKept,
        NotLent::Late => NoFilm::Busy,
    })?;
    edge.films.keep(film, &lent).await;
    Ok(lent)
}

/// Which films of a room there are, here or at another edge.
pub(super) fn range(edge: &Edge, status: &RoomStatus) -> (Tick, Tick) {
    let (first, next) = edge.films.range(status.log.as_ref(), shown_until(status));
    let elsewhere = edge.others.films_from(status.room, Instant::now());
    (first.min(elsewhere.unwrap_or(first)), next)
}

/// Whether this edge can make a film of what it has followed itself.
pub(in crate::net) fn is_kept(edge: &Edge, film: FilmId) -> bool {
    let Some(room) = room_numbered(edge, film.room) else {
        return false;
    };
    let status = room.status().clone();
    let (first, next) = edge.films.range(status.log.as_ref(), shown_until(&status));
    let is_its_past = status.log.is_some_and(|log| log.log == film.world);
    is_its_past && (first..next).contains(&film.from)
}

/// The room with this number.
pub(super) fn room_of<'a>(edge: &'a Edge, number: &str) -> Option<&'a RoomHandle> {
    room_numbered(edge, plain_number(number)?)
}

/// The same, of a number that was no text.
pub(super) fn room_numbered(edge: &Edge, number: u32) -> Option<&RoomHandle> {
    let mut rooms = edge.lobby.rooms().iter();
    rooms.find(|room| room.status().room == number)
}

/// The film of a room that begins at this tick, if it is there or can be made.
fn film_of(
    edge: &Edge,
    status: &RoomStatus,
    from: &str,
    world: Option<&str>,
) -> Result<FilmId, Unseen> {
    let from = plain_number(from).filter(|from| from.is_multiple_of(FILM_TICKS));
    let from = from.ok_or(Unseen::NoTick)?;
    let (first, next) = range(edge, status);
    let log = status.log.ok_or(NoFilm::Off)?;
    if let Some(world) = world {
        let world = LogId::parse(world).ok_or(Unseen::Query)?;
        if world != log.log {
            return Err(Unseen::OtherWorld);
        }
    }
    match from {
        _ if !edge.films.are_made() => Err(NoFilm::Off.into()),
        from if from >= next => Err(Unseen::NotYet),
        from if from < first => Err(NoFilm::NotKept.into()),
        from => Ok(FilmId {
            room: status.room,
            world: log.log,
            from,
        }),
    }
}

/// A number as it is usually written: every film has one address, for caches.
fn plain_number(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Up to which tick a room may be seen.
pub(super) fn shown_until(status: &RoomStatus) -> Tick {
    status.shown_tick
}

/// Films are made anew to the bit, so that which one it is says what is in it.
fn etag_of(film: FilmId) -> HeaderValue {
    let FilmId { world, from, .. } = film;
    let text = format!("\"v{VERSION}-{world}-{from}\"");
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Whether who asks has it already.
pub(super) fn is_known(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter();
    let lists = lists.filter_map(|list| list.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}
