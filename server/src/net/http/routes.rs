//! Which address answers what, and what holds for every answer.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::CloseCode;
use asteroids_shared::protocol::limits::TO_SERVER_BYTES_MAX;
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Extension, Query, State, WebSocketUpgrade};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use metrics::counter;
use serde::Deserialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use super::problem::{self, Problem};
use crate::clips::CLIP_BYTES_MAX;
use crate::metrics::REFUSED;
use crate::net::Edge;
use crate::net::admin;
use crate::net::client::line::Line;
use crate::net::client::refusal::Refusal;
use crate::net::client::socket::{self, Ticket};
use crate::net::door::admission::Load;
use crate::net::door::stream::Allowance;
use crate::net::http::accounts;
use crate::net::http::api;
use crate::net::http::assets;
use crate::net::http::clips;
use crate::net::http::events;
use crate::net::http::gate;
use crate::net::http::{activity, films, moments, private};
use crate::net::peers::{Peers, Reach};
use crate::net::rooms::sessions::OpenSession;
use crate::net::rooms::wish::Wish;
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::Home;
use crate::store::TokenHash;

/// The largest body of a request: a name and two passwords.
const BODY_BYTES_MAX: usize = 4 * 1024;
/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// The same where a player is changed: who is told that it took too long would
/// not know whether it was, nor get the cookie that it is known by from then on.
const CHANGED_WITHIN: Duration = Duration::from_secs(30);

const NOT_FOUND: &str = "<!doctype html><html lang=en><title>Asteroids</title>\
    <p>There is nothing here. <a href=\"./\">To the game</a>";

/// What pages may do.
const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; object-src 'none'";

/// Sent with every answer, besides that.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Every route of the server.
pub(in crate::net) fn router(edge: Arc<Edge>) -> Router {
    let moderation = edge.trust.moderation.clone();
    let moderated = moderation.is_some();
    let moderators = match moderation {
        Some(moderation) => admin::router(Arc::clone(&edge), moderation),
        None => admin::router_without_moderators(),
    };
    let router = watched()
        .merge(accounts::router())
        .route("/ws", get(open_socket))
        .route("/api/origin", post(api::origin))
        .route("/api/rooms", get(api::rooms).post(private::open))
        .route("/api/rooms/{room}", get(private::tell))
        .route("/api/rooms/{room}/kick", post(private::kick))
        .route("/api/rooms/{room}/lock", post(private::lock))
        .route("/api/rooms/{room}/players", get(api::room_players))
        .route("/api/rooms/{room}/events", get(events::events))
        .route("/api/clips/{id}", get(clips::clip))
        .route("/api/moments", get(moments::best))
        .route("/api/rooms/{room}/activity", get(activity::activity))
        .route("/api/rooms/{room}/films", get(films::index))
        .route("/api/rooms/{room}/films/{from}", get(films::film))
        .route("/api/rooms/leaderboards", get(api::room_leaderboards))
        .route("/api/leaderboard", get(api::leaderboard))
        .route("/api/players", get(api::player_of_query))
        .route("/api/players/{name}", get(api::player_of_path))
        .fallback(not_found)
        .with_state(Arc::clone(&edge))
        .merge(moderators)
        .merge(assets::router(moderated))
        .layer(answered_within(ANSWER_WITHIN));
    let clips = clips::router()
        .with_state(Arc::clone(&edge))
        .layer(answered_within(clips::ANSWER_WITHIN))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(CLIP_BYTES_MAX));
    let changing = accounts::changing_router()
        .with_state(Arc::clone(&edge))
        .layer(answered_within(CHANGED_WITHIN));
    guarded(small(router.merge(changing)).merge(clips), edge)
}

fn answered_within(time: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, time)
}

/// What is answered to who has no place any more: how the server is, and that
/// it is full.
pub(in crate::net) fn reserve_router(edge: Arc<Edge>) -> Router {
    let router = watched().fallback(full).with_state(Arc::clone(&edge));
    let router = router.layer(answered_within(ANSWER_WITHIN));
    guarded(small(router), edge)
}

/// With bodies that are no larger than those of most requests.
fn small(router: Router) -> Router {
    router.layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX))
}

/// How the server is. HAProxy asks for its health by OPTIONS.
fn watched() -> Router<Arc<Edge>> {
    Router::new()
        .route("/healthz", get(api::health).options(api::health))
        .route("/metrics", get(api::metrics))
}

async fn full(State(edge): State<Arc<Edge>>) -> Response {
    counter!(REFUSED).increment(1);
    edge.refuse(Refusal::Full)
}

/// With what holds for every answer.
fn guarded(router: Router, edge: Arc<Edge>) -> Router {
    let gate = middleware::from_fn_with_state(Arc::clone(&edge), gate::pass);
    let policy = policy(edge.peers.as_ref().map(Peers::reach));
    let policy = move |_: &Response| policy.clone();
    let mut router = router
        .layer(CatchPanicLayer::new())
        .layer(middleware::map_response(problem::in_our_words))
        .layer(gate)
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            policy,
        ));
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        router = router.layer(SetResponseHeaderLayer::overriding(name, value));
    }
    router
}

/// What pages may do: in a cluster they may go to the other edges too, also to those that
/// come later, if this one is full.
fn policy(reach: Option<&Reach>) -> Option<HeaderValue> {
    let hosts = reach.map(Reach::hosts).unwrap_or_default();
    if hosts.is_empty() {
        return Some(HeaderValue::from_static(POLICY));
    }
    let mut policy = format!("{POLICY}; connect-src 'self'");
    for host in hosts {
        // A string takes whatever is written to it.
        let _ = write!(policy, " {host}");
    }
    HeaderValue::try_from(policy).ok()
}

#[derive(Deserialize)]
struct SocketQuery {
    room: Option<String>,
}

impl SocketQuery {
    fn wish(&self) -> Wish {
        self.room.as_deref().map_or(Wish::Any, Wish::written)
    }
}

async fn open_socket(
    State(edge): State<Arc<Edge>>,
    Extension(caller): Extension<Caller>,
    Extension(allowance): Extension<Allowance>,
    Extension(line): Extension<Arc<Line>>,
    query: Result<Query<SocketQuery>, QueryRejection>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let token = edge.browser_or_stranger(&headers).await;
    let token = token.map(|token| token.map(|token| token.hash()));
    let ticket = Ticket {
        // Who cannot be recognised now is told so in the words of the game.
        token: token.map_err(|_| CloseCode::Busy),
        // Pages do not learn of an answer that is no WebSocket, so what is wrong with a
        // room is told over one.
        wish: query.map_or_else(|_| Wish::written(""), |Query(query)| query.wish()),
    };
    match admit(&edge, caller, ticket.token.ok().flatten()) {
        Ok(session) => {
            socket::upgrade_settings(upgrade, TO_SERVER_BYTES_MAX).on_upgrade(move |socket| {
                socket::serve(socket, allowance, line, session, ticket, edge)
            })
        }
        Err(refused) => {
            counter!(REFUSED).increment(1);
            edge.refuse(refused)
        }
    }
}

fn admit(edge: &Edge, caller: Caller, token: Option<TokenHash>) -> Result<OpenSession, Refusal> {
    if *edge.load.borrow() == Load::Over {
        return Err(Refusal::Overloaded);
    }
    let subnet = edge.trust.counted_as(caller.address);
    if let Some(subnet) = subnet {
        edge.joins.take(Home::of(subnet), Instant::now())?;
    }
    edge.sessions.open(caller.address, subnet, token)
}

/// For people a page that leads back, for programs an error like all others.
async fn not_found(headers: HeaderMap) -> Response {
    let accept = headers.get(header::ACCEPT).map(HeaderValue::as_bytes);
    let is_browser = accept.is_some_and(|it| it.starts_with(b"text/html"));
    if is_browser {
        (StatusCode::NOT_FOUND, Html(NOT_FOUND)).into_response()
    } else {
        Problem::NotFound.into_response()
    }
}
