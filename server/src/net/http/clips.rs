//! Clips that people share, over HTTP.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router, routing};
use serde::Serialize;
use tokio::time::timeout;

use super::films::{CONTENT_TYPE, IMMUTABLE, is_known, room_numbered, shown_until};
use super::problem;
use crate::clips::{CLIP_BYTES_MAX, Clip, ClipId, Damage};
use crate::net::Edge;
use crate::net::bounds::headcount::Counted;
use crate::net::bounds::quota::TooOften;
use crate::net::peers::{NotLent, Wanted};
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::{Home, Subnet};

/// How many clips a home may share at once after a rest, and how many an hour.
pub(in crate::net) const AT_ONCE: u32 = 6;
pub(in crate::net) const PER_HOUR: u32 = 20;
/// How many may be sending one at once: each takes as much memory as a clip may have
/// bytes, and once more.
pub(in crate::net) const SENDERS_MAX: usize = 4;
pub(in crate::net) const SENDERS_PER_ADDRESS: usize = 1;
/// How long one may take to arrive: its connection lasts a minute.
const READ_WITHIN: Duration = Duration::from_secs(40);
/// How long an answer may take, that and the check.
pub(super) const ANSWER_WITHIN: Duration = Duration::from_secs(55);
/// When to come again if others are sending theirs, or another edge is slow.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Why a clip is not kept, or not there.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoClip {
    #[error("this server keeps no clips: save it as a file")]
    Off,
    #[error("this clip is not kept any more")]
    Gone,
    #[error("another server may have this clip, and has not answered yet: try again in a moment")]
    Late,
    #[error("send a clip as {CONTENT_TYPE}")]
    NoFilm,
    #[error("{0}")]
    Damage(#[from] Damage),
    #[error("a clip has at most {} MB: make it shorter", CLIP_BYTES_MAX >> 20)]
    TooLarge,
    #[error("this clip took too long to arrive: try again, or make it shorter")]
    TooSlow,
    #[error("this clip is of no room of this server, or of one that has begun afresh since")]
    OtherWorld,
    #[error("this clip ends with what may not be seen yet: try again later")]
    NotYet,
    #[error("others are sending clips just now: try again in a moment")]
    Busy,
    #[error("too many clips from your address: try again in {} min", .0.retry_after.as_secs() / 60 + 1)]
    TooMany(#[from] TooOften),
    #[error("the server's disk takes no clip now: save it as a file")]
    NotKept,
}

impl IntoResponse for NoClip {
    fn into_response(self) -> Response {
        let (status, retry_after) = match self {
            Self::NoFilm | Self::Damage(_) => (StatusCode::BAD_REQUEST, None),
            Self::Off | Self::Gone | Self::OtherWorld | Self::NotYet => {
                (StatusCode::NOT_FOUND, None)
            }
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, None),
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, None),
            Self::Busy | Self::Late => (StatusCode::SERVICE_UNAVAILABLE, Some(RETRY_AFTER)),
            Self::TooMany(TooOften { retry_after }) => {
                (StatusCode::TOO_MANY_REQUESTS, Some(retry_after))
            }
            Self::NotKept => (StatusCode::INSUFFICIENT_STORAGE, None),
        };
        problem::told_when_to_retry(status, self.to_string(), retry_after)
    }
}

/// What takes clips: they are larger than other bodies, and take longer.
pub(super) fn router() -> Router<Arc<Edge>> {
    Router::new().route("/api/clips", routing::post(keep))
}

#[derive(Serialize)]
struct Shared {
    id: String,
    /// For how many days it is kept at the most.
    days: u32,
}

/// Takes a clip, and says what it is called from now on.
async fn keep(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, NoClip> {
    let days = edge.clips.days();
    if days == 0 {
        return Err(NoClip::Off);
    }
    if headers.get(header::CONTENT_TYPE) != Some(&HeaderValue::from_static(CONTENT_TYPE)) {
        return Err(NoClip::NoFilm);
    }
    let subnet = edge.trust.counted_as(caller.address);
    let sending = enter(&edge, subnet)?;
    if let Some(subnet) = subnet {
        edge.clip_gifts.take(Home::of(subnet), Instant::now())?;
    }
    let file = timeout(READ_WITHIN, to_bytes(body, CLIP_BYTES_MAX)).await;
    let file = { file.map_err(|_| NoClip::TooSlow)? }.map_err(|_| NoClip::TooLarge)?;
    let keeping = Arc::clone(&edge);
    let checking = Arc::clone(&edge.clip_check).acquire_owned().await;
    // Whoever hangs up now changes nothing.
    let kept = tokio::task::spawn_blocking(move || {
        let _until_done = (sending, checking);
        keep_if_it_may_be(&keeping, &file)
    });
    let id = kept.await.unwrap_or(Err(NoClip::NotKept))?;
    let id = id.to_string();
    let answer = Json(Shared { id, days });
    let uncached = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, uncached, answer).into_response())
}

/// Counts one who sends a clip.
fn enter(
    edge: &Edge,
    subnet: Option<Subnet>,
) -> Result<(Counted<()>, Option<Counted<Subnet>>), NoClip> {
    let of_address = match subnet {
        Some(subnet) => {
            let counted = edge.clip_senders_by_address.enter(subnet);
            Some(counted.ok_or(NoClip::Busy)?)
        }
        None => None,
    };
    let of_all = edge.clip_senders.enter(()).ok_or(NoClip::Busy)?;
    Ok((of_all, of_address))
}

/// Keeps a file, if it is a clip of a room of this server, and tells of nothing that is
/// not shown yet.
fn keep_if_it_may_be(edge: &Edge, file: &[u8]) -> Result<ClipId, NoClip> {
    let clip = Clip::read(file)?;
    let room = room_numbered(edge, clip.room).ok_or(NoClip::OtherWorld)?;
    let status = room.status().clone();
    if status.log.as_ref().is_none_or(|log| log.log != clip.world) {
        return Err(NoClip::OtherWorld);
    }
    if clip.to > shown_until(&status) {
        return Err(NoClip::NotYet);
    }
    match edge.clips.keep(&clip) {
        Ok(true) => Ok(clip.id),
        Ok(false) => Err(NoClip::NotKept),
        Err(error) => {
            tracing::debug!(%error, "a clip is not kept");
            Err(NoClip::NotKept)
        }
    }
}

/// A clip that was shared at another edge. They are not asked more often than for films.
async fn of_another_edge(edge: &Edge, caller: Caller, id: ClipId) -> Result<Bytes, NoClip> {
    if edge.peers.is_none() {
        return Err(NoClip::Gone);
    }
    if let Some(subnet) = edge.trust.counted_as(caller.address) {
        edge.film_orders.take(Home::of(subnet), Instant::now())?;
    }
    let lent = edge.borrow(Wanted::Clip(id)).await;
    lent.map_err(|why| match why {
        NotLent::Nowhere => NoClip::Gone,
        NotLent::Late => NoClip::Late,
    })
}

/// A clip that somebody shared.
pub(super) async fn clip(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, NoClip> {
    let id = { id.ok() }.and_then(|Path(id)| ClipId::read(&id));
    let id = id.ok_or(NoClip::Gone)?;
    let clips = edge.clips.clone();
    let read = tokio::task::spawn_blocking(move || clips.read(id)).await;
    let content: Bytes = match read.ok().flatten() {
        Some(content) => content,
        None => of_another_edge(&edge, caller, id).await?,
    };
    let etag = HeaderValue::try_from(format!("\"{id}\"")).map_err(|_| NoClip::Gone)?;
    let common = [
        (header::CACHE_CONTROL, IMMUTABLE),
        (header::ETAG, etag.clone()),
    ];
    if is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, common).into_response());
    }
    let kind = [(header::CONTENT_TYPE, CONTENT_TYPE)];
    Ok((common, kind, content).into_response())
}
