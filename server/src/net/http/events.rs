//! What happens in a room, as server-sent events.

use std::convert::Infallible;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::films::{self, shown_until};
use super::problem::Problem;
use crate::net::Edge;
use crate::net::bounds::headcount::Counted;
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::Subnet;
use crate::room::{Event, RoomHandle};

/// How often it is looked what has happened.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How many events are told at once at the most. What is more is told with the next
/// look, and of who falls far behind the oldest are left out.
const AT_ONCE: usize = 16;
/// A sign of life comes this often, so that whatever is in between does not hang up.
const SIGN_EVERY: Duration = Duration::from_secs(15);
/// How long one answer lasts: less than a connection. Browsers ask again by
/// themselves, and go on where they were.
const LASTS: Duration = Duration::from_secs(50);
/// What begins an answer: when to ask again.
const BEGINS: &str = "retry: 1000\n\n";
const SIGN: &str = ":\n\n";
/// By this whoever asks again says what it has heard.
const LAST_EVENT_ID: &str = "last-event-id";

/// How many listen at once, in all, and from one address.
pub(in crate::net) const LISTENERS_MAX: usize = 64;
pub(in crate::net) const LISTENERS_PER_ADDRESS: usize = 8;

/// Somebody who listens.
struct Listener {
    room: RoomHandle,
    /// How many events there have been up to what it has heard.
    heard: u64,
    ends_at: Instant,
    signs_at: Instant,
    stopping: watch::Receiver<bool>,
    has_begun: bool,
    _counted: (Counted<()>, Option<Counted<Subnet>>),
}

/// What happens in a room, as it happens.
pub(super) async fn events(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    number: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Response> {
    let not_found = || Problem::NotFound.into_response();
    let Path(number) = number.map_err(|_| not_found())?;
    let room = films::room_of(&edge, &number)
        .ok_or_else(not_found)?
        .clone();
    let too_many = || Problem::AsksTooMuch.into_response();
    let of_all = edge.listening.enter(()).ok_or_else(too_many)?;
    let of_address = match edge.trust.counted_as(caller.address) {
        Some(subnet) => Some(
            edge.listening_by_address
                .enter(subnet)
                .ok_or_else(too_many)?,
        ),
        None => None,
    };
    let until = shown_until(&room.status());
    let now = room.annals().count_until(until);
    let heard = headers.get(LAST_EVENT_ID);
    let heard = heard.and_then(|heard| heard.to_str().ok()?.parse().ok());
    let began = Instant::now();
    let listener = Listener {
        room,
        heard: heard.filter(|&heard| heard <= now).unwrap_or(now),
        ends_at: began + LASTS,
        signs_at: began + SIGN_EVERY,
        stopping: edge.stopping.clone(),
        has_begun: false,
        _counted: (of_all, of_address),
    };
    let told = stream::unfold(listener, |mut listener| async {
        let told = listener.hear().await?;
        Some((Ok::<_, Infallible>(Bytes::from(told)), listener))
    });
    let common = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // Streamers' overlays are pages of their own; nothing here is anybody's secret.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    Ok((common, Body::from_stream(told)).into_response())
}

impl Listener {
    /// What it hears next; none at the end.
    async fn hear(&mut self) -> Option<String> {
        if !self.has_begun {
            self.has_begun = true;
            return Some(BEGINS.to_owned());
        }
        loop {
            let now = Instant::now();
            if now >= self.ends_at || self.room.has_stopped() {
                return None;
            }
            let until = shown_until(&self.room.status());
            let annals = self.room.annals();
            let (heard, events) = annals.events(self.heard, until, AT_ONCE);
            let first = heard - events.len() as u64;
            self.heard = heard;
            if !events.is_empty() {
                self.signs_at = now + SIGN_EVERY;
                // Whoever is behind is told no faster.
                self.rest().await?;
                return Some(told(first, &events));
            }
            if now >= self.signs_at {
                self.signs_at = now + SIGN_EVERY;
                return Some(SIGN.to_owned());
            }
            self.rest().await?;
        }
    }

    /// Waits until it is time to look again; none if the server stops meanwhile.
    async fn rest(&mut self) -> Option<()> {
        let stops = self.stopping.wait_for(|stop| *stop);
        match timeout_at(Instant::now() + LOOK_EVERY, stops).await {
            Ok(_) => None,
            Err(_) => Some(()),
        }
    }
}

/// Events after so many, as they are sent.
fn told(before: u64, events: &[Arc<Event>]) -> String {
    let mut text = String::new();
    for (number, event) in (before + 1..).zip(events) {
        let kind = event.kind.name();
        let data = serde_json::to_string(&**event).unwrap_or_default();
        // A string takes every byte.
        let _ = write!(text, "id: {number}\nevent: {kind}\ndata: {data}\n\n");
    }
    text
}
