//! What moderators may ask, by a token: `/api/admin`.

mod audit;
mod bans;
mod chat;
mod deeds;
mod key;
mod orders;
mod players;
mod settings;
mod standing;

use std::sync::Arc;
use std::time::{Duration, Instant};

use asteroids_shared::protocol::name;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Query, Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, delete, get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

pub use audit::{Audit, Entry};
pub use key::{AdminKey, TokenError};
pub use standing::Standing;

use crate::net::Edge;
use crate::net::bounds::limiter::Limiter;
use crate::net::bounds::quota::Quota;
use crate::net::http::problem::Problem;
use crate::net::rooms::sizes::Sizes;
use crate::net::visitor::caller::Caller;
use crate::net::visitor::networks::Subnet;
use crate::store::{REASON_CHARS_MAX, Stamp, unix_now};
use standing::Configured;

/// How many wrong tokens an address may try a minute.
const TRIES_PER_MINUTE: u32 = 10;
/// How many entries of the audit log are shown, and how many if nobody says.
const ENTRIES_MAX: usize = 1000;
const ENTRIES: usize = 100;

/// How often it is looked whether somebody has set the clock of the day.
const LOOK_AT_CLOCK_EVERY: Duration = Duration::from_secs(60);

/// What moderation needs: the key, and where to record.
#[derive(Clone, Debug)]
pub struct Moderation {
    /// What moderators are known by.
    pub key: AdminKey,
    /// Where what they do is recorded.
    pub audit: Audit,
    /// What they have set.
    pub standing: Standing,
}

/// What every request of a moderator shares.
struct Desk {
    edge: Arc<Edge>,
    moderation: Moderation,
    tries: Limiter<Subnet>,
}

/// An answer that must not come from a cache.
type Answer<T> = Result<Json<T>, Problem>;

/// It is done.
#[derive(Serialize)]
struct Done {}

pub(super) fn router(edge: Arc<Edge>, moderation: Moderation) -> Router {
    let desk = Arc::new(Desk {
        edge,
        moderation,
        tries: Limiter::new(Quota::per_minute(TRIES_PER_MINUTE)),
    });
    Router::new()
        .route("/api/admin/players", get(players::list))
        .route("/api/admin/kick", post(orders::kick))
        .route("/api/admin/mute", post(orders::mute))
        .route("/api/admin/chat", get(chat::lately))
        .route("/api/admin/rename", post(orders::rename))
        .route("/api/admin/announce", post(orders::announce))
        .route("/api/admin/drain", post(orders::drain))
        .route("/api/admin/bans", get(bans::list).post(bans::make))
        .route("/api/admin/bans/{id}", delete(bans::lift))
        .route(
            "/api/admin/settings",
            get(settings::tell).post(settings::change),
        )
        .route("/api/admin/audit", get(latest))
        .route_layer(middleware::from_fn_with_state(Arc::clone(&desk), admit))
        .with_state(desk)
}

/// Says to the host why there is nothing here.
pub(super) fn router_without_moderators() -> Router {
    Router::new()
        .route("/admin", any(nobody))
        .route("/admin/", any(nobody))
        .route("/api/admin/{*path}", any(nobody))
}

async fn nobody() -> Problem {
    Problem::NoModerators
}

/// Has hold again what moderators had set before the server was started anew.
pub(super) async fn resume(edge: &Edge) {
    let Some(moderation) = &edge.trust.moderation else {
        return;
    };
    let chat = edge.trust.chat.manners;
    let sizes = edge.lobby.sizes();
    let orders = moderation.standing.begin(Configured { sizes, chat }).await;
    let (now, stamp) = (Instant::now(), Stamp::now());
    for (_, company) in edge.companies.all() {
        for mute in &orders.mutes {
            if let Some(left) = mute.left(stamp) {
                company.chat.mute(&[mute.voice], Some(now + left));
            }
        }
        if let Some(manners) = orders.chat {
            company.chat.set_manners(manners);
        }
    }
    if let Some(sizes) = orders.sizes
        && sizes.are_within(&edge.lobby.sizes_at_start())
    {
        edge.resize(sizes).await;
    }
    if orders.draining {
        edge.lobby.drain(true);
        tracing::warn!("newcomers are kept out, as a moderator has ordered: /admin lets them in");
    }
}

/// Has what holds for a time follow the clock of the day when that is set.
pub(super) async fn keep_time(standing: Option<Standing>) {
    let Some(standing) = standing else {
        return std::future::pending().await;
    };
    let mut looks = tokio::time::interval(LOOK_AT_CLOCK_EVERY);
    loop {
        looks.tick().await;
        if let Err(error) = standing.keep_time().await {
            tracing::warn!(%error, "mutes do not follow the clock, which was set");
        }
    }
}

impl Edge {
    /// Lets so many in from now on.
    async fn resize(&self, sizes: Sizes) {
        self.lobby.resize(sizes);
        self.lobby.order_sizes(sizes).await;
    }
}

/// Lets those through who bring the token. Once an address has tried too many
/// wrong ones, it is not even told whether the next is right.
async fn admit(
    State(desk): State<Arc<Desk>>,
    Extension(caller): Extension<Caller>,
    request: Request,
    next: Next,
) -> Response {
    let (subnet, now) = (Subnet::of(caller.address), Instant::now());
    if desk.tries.may_take(&subnet, now).is_err() {
        return Problem::TooManyTokens.into_response();
    }
    if !desk.moderation.key.is_in(request.headers()) {
        if desk.tries.take(subnet, now).is_ok()
            && let Some(left_out) = desk.edge.log_limit.admit(Some(subnet), now)
        {
            let address = desk.edge.sessions.pseudonym_of(caller.address);
            tracing::warn!(%address, left_out, "a wrong admin token");
        }
        return Problem::WrongToken.into_response();
    }
    // To its end, even if the moderator hangs up: an order half done helps nobody.
    let answered = tokio::spawn(next.run(request)).await;
    let mut response = answered.unwrap_or_else(|error| {
        tracing::error!(%error, "what a moderator asked for was broken off");
        Problem::BrokenOff.into_response()
    });
    let uncached = HeaderValue::from_static("no-store");
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, uncached);
    response
}

impl Desk {
    /// Records an order and has it carried out. What cannot be recorded is not
    /// done; what fails is recorded again, with why.
    async fn carry_out<T>(
        &self,
        caller: Caller,
        (action, target, reason): (&str, String, &str),
        deed: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let mut entry = Entry {
            at_s: unix_now(),
            by: self.edge.sessions.pseudonym_of(caller.address).to_string(),
            action: action.to_owned(),
            target,
            reason: reason.to_owned(),
            outcome: "ordered".to_owned(),
        };
        let audit = &self.moderation.audit;
        audit.record(&entry).await.map_err(Problem::Unrecorded)?;
        let done = deed.await;
        if let Err(problem) = &done {
            entry.outcome = format!("failed: {problem}");
            if let Err(error) = audit.record(&entry).await {
                tracing::warn!(%error, "the audit log does not say that an order failed");
            }
        }
        done
    }
}

/// A reason that can be shown.
fn presentable(reason: &str) -> String {
    name::visible(reason, REASON_CHARS_MAX).unwrap_or_default()
}

#[derive(Deserialize)]
struct AuditQuery {
    limit: Option<usize>,
}

async fn latest(
    State(desk): State<Arc<Desk>>,
    query: Result<Query<AuditQuery>, QueryRejection>,
) -> Answer<Vec<Entry>> {
    let Query(AuditQuery { limit }) = query.map_err(|_| Problem::OutOfRange)?;
    let limit = limit.unwrap_or(ENTRIES).min(ENTRIES_MAX);
    let entries = desk.moderation.audit.latest(limit).await;
    Ok(Json(entries.map_err(Problem::Unrecorded)?))
}
